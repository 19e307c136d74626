package cli

import (
	"context"
	"fmt"

	"tryeza/internal/account"
	"tryeza/internal/seal"
)

type replaceKeyCmd struct {
	rootKey
	Yes          bool `help:"Go on, although what the lost key opened is lost with it."`
	LoseCasework bool `help:"Go on, although the files of children that the lost key opened are lost with it."`
}

// A loss is what goes with a root key that is lost.
type loss struct {
	keys, people int // data keys of the accounts, and who signs in with an application
	units, files int // keys of units, and the files of children under them
}

// Run says what would be lost, and with --yes gives it up; files of children only
// with a word of their own. A root key that fits is not replaced but rotated.
func (c replaceKeyCmd) Run(ctx context.Context, d *Databases, out output) error {
	root, err := c.root(d)
	if err != nil {
		return err
	}
	return d.withAll(ctx, func(r rooms) error {
		l, err := lossOf(ctx, r, root)
		if err == nil {
			err = c.agreed(l, root)
		}
		if err == nil {
			err = giveUp(ctx, r, root)
		}
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "Destroyed: %s. Start the server with %s; second factors that are applications have to be set up anew (%d).\n", counted(int64(l.keys), "data key"), root.Name(), l.people)
		if l.units > 0 {
			fmt.Fprintf(out, "Destroyed: %s of casework, and with them what %s held.\n", counted(int64(l.units), "key"), counted(int64(l.files), "file"))
		}
		return nil
	})
}

func lossOf(ctx context.Context, r rooms, root seal.Root) (l loss, err error) {
	if l.keys, l.people, err = account.Loss(ctx, r.committee, root); err != nil || r.keys == nil {
		return l, err
	}
	v, err := vault(r, root)
	if err == nil {
		l.units, l.files, err = v.Loss(ctx)
	}
	return l, err
}

// agreed refuses while something would go that was not agreed to.
func (c replaceKeyCmd) agreed(l loss, root seal.Root) error {
	switch {
	case l.keys+l.units == 0:
		return fmt.Errorf("nothing was changed: %s fits this database; 'tryeza key rotate' puts it under another", root.Name())
	case l.units > 0 && !(c.LoseCasework && c.Yes):
		return fmt.Errorf("nothing was changed: %s does not open %s of casework, and what %s of children hold would be unreadable for good, "+
			"in every backup too; look for the lost key first; stop the server, and give --lose-casework and --yes to go on",
			root.Name(), counted(int64(l.units), "key"), counted(int64(l.files), "file"))
	case !c.Yes:
		return fmt.Errorf("nothing was changed: this destroys %s for good, and with it the applications of second factors; "+
			"whoever uses one (%d) signs in with a printed code, which stay, or has to be let in again by two people; "+
			"stop the server, and give --yes to go on", counted(int64(l.keys), "data key"), l.people)
	}
	return nil
}

func giveUp(ctx context.Context, r rooms, root seal.Root) error {
	_, err := account.Replace(ctx, r.committee, root)
	if err != nil || r.keys == nil {
		return err
	}
	v, err := vault(r, root)
	if err != nil {
		return err
	}
	_, err = v.GiveUp(ctx)
	return err
}
