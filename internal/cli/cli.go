// Package cli is what an operator types at the server: serve, user, committee,
// backup, restore, audit, migrate, and the commands that fill and read a
// committee.
//
// Each command opens the databases, asks a feature to do the work, and prints
// the result. It holds no rule of the committee's work.
package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/alecthomas/kong"

	"tryeza/internal/access"
	"tryeza/internal/account"
)

// root is the command line. Its flags may stand before or after the command.
type root struct {
	Databases

	Demo      demoCmd      `cmd:"" help:"Fill a folder with the sample committee and serve it."`
	Serve     serveCmd     `cmd:"" help:"Serve the web pages."`
	Migrate   migrateCmd   `cmd:"" help:"Create the databases, or bring them up to this release."`
	User      userCmd      `cmd:"" help:"The first administrator."`
	Committee committeeCmd `cmd:"" help:"Found the committee of a qark."`
	Backup    backupCmd    `cmd:"" help:"Write all data into one file, without the keys of casework, and check it."`
	Restore   restoreCmd   `cmd:"" help:"Fill new, empty databases from such a file."`
	Analysis  analysisCmd  `cmd:"" help:"Write the analysis of a period as a file."`
	Export    exportCmd    `cmd:"" help:"Write a year of a committee as one JSON document or workbook."`
	Import    importCmd    `cmd:"" help:"Add what such a file has and the committee has not."`
	Audit     auditCmd     `cmd:"" help:"The trail of what was done."`
	Key       keyCmd       `cmd:"" help:"The root key, and the keys of casework under it."`
}

// An output is where a command writes what it has to say.
type output struct{ io.Writer }

// Main runs the command that args name and returns the exit code. A failure is
// one plain line on standard error.
func Main(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, args); err != nil {
		fmt.Fprintln(os.Stderr, "tryeza: "+oneLine(err))
		return 1
	}
	return 0
}

func run(ctx context.Context, args []string) error {
	var r root
	parser, err := kong.New(&r, kong.Name("tryeza"), kong.UsageOnError(), kong.BindTo(ctx, (*context.Context)(nil)),
		kong.Description("The shared desk of the regional committee against trafficking: plan, returns, six-month analysis."))
	if err != nil {
		return err
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if err != nil {
		return err
	}
	return command.Run(&r.Databases, output{os.Stdout})
}

// operator is who every command acts as, and who the audit trail names:
// whoever may start a command on the server.
func operator() access.Actor { return account.Operator() }

// oneLine is an error as a person at a terminal wants it: on one line.
func oneLine(err error) string { return strings.Join(strings.Fields(err.Error()), " ") }

// counted is a number with its noun, "1 event" or "2 events".
func counted(n int64, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}
