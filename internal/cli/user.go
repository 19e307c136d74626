package cli

import (
	"context"
	"fmt"
	"strings"

	"tryeza/internal/account"
)

type userCmd struct {
	Admin adminCmd `cmd:"" help:"Invite an administrator: prints a one-time link."`
}

type adminCmd struct {
	Email   string `help:"Their e-mail address." required:"" placeholder:"MAIL"`
	Address string `help:"Address people type, to print the whole link." env:"TRYEZA_ADDRESS" placeholder:"URL"`
}

// Run prints the link, which is kept nowhere and is good for a week, once.
func (c adminCmd) Run(ctx context.Context, d *Databases, out output) error {
	return d.with(ctx, func(r rooms) error {
		link, err := account.CreateAdministrator(ctx, r.committee, c.Email)
		if err == nil {
			fmt.Fprintln(out, strings.TrimSuffix(c.Address, "/")+link)
		}
		return err
	})
}
