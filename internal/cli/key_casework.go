package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/seal"
	"tryeza/internal/sighting"
)

// vault is the room of the keys with a root key.
func vault(r rooms, root seal.Root) (child.Vault, error) {
	g, err := operator().May(access.KeepFileKeys, access.Keys)
	return child.Vault{DB: r.keys, Root: root, Keeper: g}, err
}

// fitted is the vault with a root key, which must open the keys of every unit.
func fitted(ctx context.Context, r rooms, root seal.Root) (child.Vault, error) {
	v, err := vault(r, root)
	if err != nil {
		return v, err
	}
	if v, err = v.Fit(ctx); errors.Is(err, child.ErrNoFit) {
		err = fmt.Errorf("%w; give the right one with --key-file (or %s); 'tryeza key rotate' puts all of them under one; if it is lost for good, 'tryeza key replace' starts anew", err, passphraseVariable)
	}
	return v, err
}

// caseworkRoot is the root key as casework goes on with it: nil without casework.
// What was left undone between data and keys is done first; files that cannot be
// opened are told, and are no reason not to start.
func caseworkRoot(ctx context.Context, r rooms, root seal.Root, out output) (seal.Root, error) {
	if r.keys == nil {
		return nil, nil
	}
	v, err := fitted(ctx, r, root)
	if err != nil {
		return nil, err
	}
	found, err := child.Files{DB: r.casework, Keys: v, OnErase: sighting.Forget}.Reconcile(ctx, operator())
	if err != nil {
		return nil, err
	}
	tell(found, out)
	return v.Root, nil
}

// tell says what a start found of files and keys that do not fit together.
func tell(found child.Reconciled, out output) {
	if found == (child.Reconciled{}) {
		return
	}
	slog.Warn("files of children and their keys", "erased_again", found.Erased, "older_than_their_key", found.Older, "without_key", found.Keyless, "renewed", found.Renewed)
	for _, line := range []struct {
		n    int
		what string
	}{
		{found.Erased, "erased again: the keys were destroyed after these data were copied"},
		{found.Older, "cannot be opened: they got new keys after these data were copied; restore a newer backup"},
		{found.Keyless, "cannot be opened: no key of theirs is here; --keys may name another room than theirs, or an older one than the data"},
	} {
		if line.n > 0 {
			fmt.Fprintf(out, "%s of children: %s.\n", counted(int64(line.n), "file"), line.what)
		}
	}
}

type renewKeysCmd struct{ rootKey }

// Run seals every file of a child anew, one after the other, while people work.
func (c renewKeysCmd) Run(ctx context.Context, d *Databases, out output) error {
	if d.NoCasework {
		return errNoKeys
	}
	root, err := c.root(d)
	if err != nil {
		return err
	}
	return d.withAll(ctx, func(r rooms) error {
		v, err := fitted(ctx, r, root)
		if err != nil {
			return err
		}
		n, err := child.Files{DB: r.casework, Keys: v}.RenewAll(ctx, operator(), nil)
		if err == nil {
			fmt.Fprintf(out, "Sealed anew: %s of children. No backup made before opens them: make one now, and then 'tryeza key backup --replace'.\n", counted(int64(n), "file"))
		}
		return err
	})
}
