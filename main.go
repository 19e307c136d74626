// Command tryeza serves the regional committees against trafficking, and keeps
// their databases.
package main

import (
	"os"

	"tryeza/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:])) }
