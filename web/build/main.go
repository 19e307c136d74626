// Package main builds what the browser gets: one stylesheet, one script and the icon, each under a name that
// carries a hash of its content, and a manifest that maps plain names to those names. A page that asks the manifest
// can let browsers keep the files for ever. It does not fetch anything: run "npm ci --ignore-scripts" in web before.
//
// Usage, from the root of the repository: go run ./web/build [-web web] [-out internal/web/static/build]
package main

import (
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"path/filepath"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("web/build: ")
	web := flag.String("web", "web", "folder with package.json, styles and src")
	out := flag.String("out", "internal/web/static/build", "folder to fill; what is in it is replaced")
	flag.Parse()
	if err := build(*web, *out); err != nil {
		log.Fatal(err)
	}
}

// build makes every file in memory first, so that a failure leaves the folder as it was.
func build(web, out string) error {
	if _, err := os.Stat(filepath.Join(web, "node_modules")); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("%s/node_modules is missing: run 'npm ci --ignore-scripts' in %s", web, web)
	}
	assets, err := collect(web)
	if err != nil {
		return err
	}
	return write(out, assets)
}

// collect returns the finished files by plain name.
func collect(web string) (map[string][]byte, error) {
	css, err := styles(web)
	if err != nil {
		return nil, err
	}
	js, err := script(web, "app.ts")
	if err != nil {
		return nil, err
	}
	worker, err := script(web, "guide_worker.ts")
	if err != nil {
		return nil, err
	}
	icon, err := os.ReadFile(filepath.Join(web, "images", "icon.svg"))
	if err != nil {
		return nil, err
	}
	return map[string][]byte{"app.css": css, "app.js": js, "guide_worker.js": worker, "icon.svg": icon}, nil
}
