package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/analysis"
	"tryeza/internal/app"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/store"
)

type analysisCmd struct {
	Committee  string `help:"The qark, such as durres." required:"" placeholder:"QARK"`
	Period     string `help:"A half-year (2023-H1), quarter (2023-Q2) or year (2023)." required:"" placeholder:"PERIOD"`
	Format     string `help:"docx, pdf, html, xlsx or json." enum:"docx,pdf,html,xlsx,json" default:"docx"`
	Boundaries string `help:"GeoJSON with the outlines of the municipalities, for the map; without it, tiles." env:"TRYEZA_BOUNDARIES" placeholder:"FILE"`
	Output     string `short:"o" help:"File to write; - is standard output." required:"" placeholder:"FILE"`
}

// Run writes the analysis of a period: the newest version there is, or one
// composed from the records when nobody has opened it yet.
func (c analysisCmd) Run(ctx context.Context, d *Databases, out output) error {
	period, err := figure.ParsePeriod(c.Period)
	if err != nil {
		return fmt.Errorf("%q is no period; write 2023-H1, 2023-Q2 or 2023", c.Period)
	}
	qark, ok := code.FindQark(c.Committee)
	if !ok {
		return fmt.Errorf("there is no qark %q; choose one of %s", c.Committee, strings.Join(qarqe(), ", "))
	}
	outlines, err := boundaries(c.Boundaries)
	if err != nil {
		return err
	}
	return d.with(ctx, func(r rooms) error {
		conf := app.Config{Committee: r.committee, Casework: r.casework, Boundaries: outlines}
		report, err := readAnalysis(ctx, conf, qark, period)
		if errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("there is no committee of %s in these databases", qark.Name)
		}
		if err != nil {
			return err
		}
		var b bytes.Buffer
		if err := analysis.Write(&b, report, c.Format); err != nil {
			return err
		}
		return write(out, c.Output, b.Bytes())
	})
}

func readAnalysis(ctx context.Context, conf app.Config, qark code.Qark, period figure.Period) (report *analysis.Report, err error) {
	g, err := operator().May(access.ReadAnalysis, access.Committee(qark.Slug))
	if err != nil {
		return nil, err
	}
	err = conf.Committee.View(ctx, g, store.Subject{}, func(tx *store.Tx) error {
		a, err := analysis.Latest(tx, period)
		if errors.Is(err, store.ErrNotFound) {
			a, err = analysis.Analysis{Period: period, Revision: 1, State: analysis.Draft}, nil
		}
		if err == nil {
			report, err = conf.Analyses().Read(ctx, tx, a)
		}
		return err
	})
	return report, err
}

// write puts a whole file in place at once: a reader never sees half of it.
func write(out output, path string, b []byte) error {
	if path == "-" {
		_, err := out.Write(b)
		return err
	}
	tmp, err := os.CreateTemp(filepath.Dir(path), ".tryeza-*")
	if err != nil {
		return fmt.Errorf("cannot write %s: %w", path, errors.Unwrap(err))
	}
	_, err = tmp.Write(b)
	err = errors.Join(err, tmp.Sync(), tmp.Close())
	if err == nil {
		err = os.Rename(tmp.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp.Name()))
	}
	return nil
}
