package cli

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/committee"
	"tryeza/internal/store"
)

type committeeCmd struct {
	Found foundCmd `cmd:"" help:"Found the committee of a qark."`
}

type foundCmd struct {
	Qark   string `help:"The qark, such as durres." required:"" placeholder:"QARK"`
	Sample bool   `help:"Mark everything in it as invented."`
}

// Run founds the committee, with the rules every committee starts with.
func (c foundCmd) Run(ctx context.Context, d *Databases, out output) error {
	qark, ok := code.FindQark(c.Qark)
	if !ok {
		return fmt.Errorf("there is no qark %q; choose one of %s", c.Qark, strings.Join(qarqe(), ", "))
	}
	return d.with(ctx, func(r rooms) error {
		err := committee.Found(ctx, r.committee, operator(), qark, c.Sample)
		if errors.Is(err, store.ErrExists) {
			return fmt.Errorf("the committee of %s exists already", qark.Name)
		}
		if err == nil {
			fmt.Fprintf(out, "Founded: /k/%s\n", qark.Slug)
		}
		return err
	})
}

func qarqe() []string {
	var list []string
	for _, q := range code.Qarqe {
		list = append(list, q.Slug)
	}
	slices.Sort(list)
	return list
}
