package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/app"
	"tryeza/internal/code"
	"tryeza/internal/exchange"
	"tryeza/internal/store"
)

type exportCmd struct {
	Committee string `help:"The qark, such as durres." placeholder:"QARK"`
	Year      int    `help:"The year, such as 2023." placeholder:"YEAR"`
	Format    string `help:"json or xlsx." enum:"json,xlsx" default:"json"`
	Schema    bool   `help:"Write the JSON Schema of the document instead."`
	Output    string `short:"o" help:"File to write; - is standard output." required:"" placeholder:"FILE"`
}

// Run writes a committee's year, whole.
func (c exportCmd) Run(ctx context.Context, d *Databases, out output) error {
	if c.Schema {
		return write(out, c.Output, exchange.Schema())
	}
	qark, ok := code.FindQark(c.Committee)
	if !ok {
		return fmt.Errorf("there is no qark %q; choose one of %s", c.Committee, strings.Join(qarqe(), ", "))
	}
	if c.Year == 0 {
		return errors.New("say which year, such as --year 2023")
	}
	return d.with(ctx, func(r rooms) error {
		doc, err := readYear(ctx, r.committee, qark, c.Year)
		if errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("there is no committee of %s in these databases", qark.Name)
		}
		if err != nil {
			return err
		}
		b, err := doc.Encode(c.Format)
		if err != nil {
			return err
		}
		return write(out, c.Output, b)
	})
}

func readYear(ctx context.Context, db *store.DB, qark code.Qark, year int) (d *exchange.Document, err error) {
	g, err := operator().May(access.ExportCommittee, access.Committee(qark.Slug))
	if err != nil {
		return nil, err
	}
	err = db.View(ctx, g, store.Subject{Kind: "exchange", ID: qark.Slug}, func(tx *store.Tx) error {
		d, err = exchange.Load(tx, year)
		return err
	})
	return d, err
}

type importCmd struct {
	File      string `arg:"" help:"A JSON document or a workbook (.xlsx)." type:"existingfile"`
	Committee string `help:"The qark, when the file does not say it." placeholder:"QARK"`
	Year      int    `help:"The year, when the file does not say it." placeholder:"YEAR"`
}

// Run imports a file whole, or tells every place in it that has to be mended. A
// committee that does not exist yet is founded.
func (c importCmd) Run(ctx context.Context, d *Databases, out output) error {
	from, err := c.open()
	if err != nil {
		return mend(out, c.File, err)
	}
	h := from.Head()
	qark, ok := code.FindQark(cmp.Or(c.Committee, h.Committee))
	if !ok {
		return errors.New("the file does not say of which committee it is; add --committee, such as --committee durres")
	}
	year := cmp.Or(c.Year, h.Year)
	g, err := operator().May(access.ImportCommittee, access.Committee(qark.Slug))
	if err != nil {
		return err
	}
	return d.with(ctx, func(r rooms) error {
		added, err := exchange.Import(ctx, r.committee, g, app.Exchange, year, from)
		if err != nil {
			return mend(out, c.File, err)
		}
		fmt.Fprintf(out, "Imported into %s, %d: %s.\n", qark.Slug, year, summary(added))
		return nil
	})
}

func (c importCmd) open() (exchange.Source, error) {
	info, err := os.Stat(c.File)
	if err != nil {
		return nil, err
	}
	if info.Size() > exchange.MaxBytes {
		return nil, fmt.Errorf("%s is larger than %d MB", c.File, exchange.MaxBytes>>20)
	}
	b, err := os.ReadFile(c.File)
	if err != nil {
		return nil, err
	}
	return exchange.Open(b)
}

// mend prints every fault of a file on a line of its own.
func mend(out output, file string, err error) error {
	var faults exchange.Faults
	if !errors.As(err, &faults) {
		return err
	}
	fmt.Fprintln(out, faults.Error())
	return fmt.Errorf("nothing was imported from %s: %s to mend", filepath.Base(file), counted(int64(len(faults)), "place"))
}

// summary counts what was added.
func summary(a exchange.Additions) string {
	if a.Empty() {
		return "everything was there already"
	}
	var list []string
	add := func(n int, noun string) {
		if n > 0 {
			list = append(list, counted(int64(n), noun))
		}
	}
	if a.Found {
		list = append(list, "the committee")
	}
	if a.Plan != nil {
		list = append(list, "the plan")
	}
	add(len(a.Institutions), "institution")
	add(len(a.Orders), "order")
	add(len(a.Rules), "rule")
	add(len(a.Rounds), "round")
	add(len(a.Returns), "return")
	add(len(a.Meetings), "meeting")
	add(len(a.Issues), "problem")
	add(len(a.Tasks), "task")
	add(len(a.Programmes), "programme")
	add(len(a.Projects), "project")
	add(len(a.Fairs), "fair")
	add(len(a.Calendars), "calendar")
	add(len(a.Campaigns), "campaign")
	add(len(a.Procedures), "procedure")
	add(len(a.Courses), "course")
	add(len(a.Duties), "obligation")
	add(len(a.Professionals), "professional")
	add(len(a.Sessions), "session")
	return strings.Join(list, ", ")
}
