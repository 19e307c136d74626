package cli

import (
	"context"
	"errors"
	"fmt"
	"log/slog"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/seal"
)

// vault is the room of the keys with a root key.
func vault(r rooms, root seal.Root) (child.Vault, error) {
	g, err := operator().May(access.KeepFileKeys, access.Keys)
	return child.Vault{DB: r.keys, Root: root, Keeper: g}, err
}

// caseworkRoot is the root key as casework goes on with it, which must open the
// keys of every unit. Files that have no key any more are told, and are no
// reason not to start: nil without casework.
func caseworkRoot(ctx context.Context, r rooms, root seal.Root, out output) (seal.Root, error) {
	if r.keys == nil {
		return nil, nil
	}
	v, err := vault(r, root)
	if err != nil {
		return nil, err
	}
	if v, err = v.Fit(ctx); errors.Is(err, child.ErrNoFit) {
		return nil, fmt.Errorf("%w; give the right one with --key-file (or %s); 'tryeza key rotate' puts all of them under one; if it is lost for good, 'tryeza key replace' starts anew", err, passphraseVariable)
	}
	if err != nil {
		return nil, err
	}
	n, err := child.Files{DB: r.casework, Keys: v}.Keyless(ctx, operator())
	if err == nil && n > 0 {
		slog.Warn("files of children have no key", "files", n)
		fmt.Fprintf(out, "%s of children cannot be opened: the keys were destroyed after these data were copied, or --keys does not name the room they are in.\n", counted(int64(n), "file"))
	}
	return v.Root, err
}
