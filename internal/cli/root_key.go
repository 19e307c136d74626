package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"tryeza/internal/account"
	"tryeza/internal/seal"
)

// rootKey says where the root key is. A passphrase comes by the environment
// only: a command line is seen by everybody on the machine.
type rootKey struct {
	KeyFile string `help:"File of the root key, kept away from the data; or TRYEZA_KEY_PASSPHRASE, in the environment only." env:"TRYEZA_KEY_FILE" placeholder:"FILE"`
}

const passphraseVariable = "TRYEZA_KEY_PASSPHRASE"

var errNoKey = errors.New("a root key is needed: --key-file (TRYEZA_KEY_FILE), or a passphrase in TRYEZA_KEY_PASSPHRASE; " +
	"'tryeza key new --out /etc/tryeza/root.key' makes one")

func (k rootKey) root(d *Databases) (seal.Root, error) {
	if err := d.elsewhere(k.KeyFile); err != nil {
		return nil, err
	}
	passphrase := os.Getenv(passphraseVariable)
	switch {
	case k.KeyFile != "" && passphrase != "":
		return nil, fmt.Errorf("give a key file or %s, not both", passphraseVariable)
	case k.KeyFile != "":
		return seal.FromKeyFile(k.KeyFile)
	case passphrase != "":
		return seal.FromPassphrase(passphrase)
	}
	return nil, errNoKey
}

// elsewhere refuses a key file in the folder of the data: who takes the one
// must not have the other.
func (d *Databases) elsewhere(keyFile string) error {
	if keyFile == "" {
		return nil
	}
	data, err := filepath.Abs(d.Data)
	if err != nil {
		return err
	}
	file, err := filepath.Abs(keyFile)
	if err != nil {
		return err
	}
	if strings.HasPrefix(file, data+string(filepath.Separator)) {
		return fmt.Errorf("the key file must not lie with the data, in %s: whoever takes the folder would have both", d.Data)
	}
	return nil
}

type keyCmd struct {
	New     newKeyCmd      `cmd:"" help:"Write a new root key into a file."`
	Rotate  rotateKeyCmd   `cmd:"" help:"Put everything sealed under another root key."`
	Renew   renewKeysCmd   `cmd:"" help:"Seal every file of a child anew, with a new key each."`
	Replace replaceKeyCmd  `cmd:"" help:"Start anew with another root key when the one there was is lost for good."`
	Backup  backupKeysCmd  `cmd:"" help:"Write the keys of casework, wrapped, into a file of their own, and check it."`
	Restore restoreKeysCmd `cmd:"" help:"Fill an empty room of keys from such a file."`
}

type newKeyCmd struct {
	Out string `help:"File to write; it must not exist yet." required:"" placeholder:"FILE"`
}

// Run writes the file and says what to do with it.
func (c newKeyCmd) Run(d *Databases, out output) error {
	if err := d.elsewhere(c.Out); err != nil {
		return err
	}
	root, err := seal.NewKeyFile(c.Out)
	if errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("%s exists already; nothing was written", c.Out)
	}
	if err == nil {
		fmt.Fprintf(out, "Written: %s (%s). Keep a copy of it where neither the data nor their backups are.\n", c.Out, root.Name())
	}
	return err
}

type rotateKeyCmd struct {
	rootKey
	To string `help:"File of the new root key; written if it does not exist." required:"" placeholder:"NEWFILE"`
}

// Run puts the data keys under the new root key: those of the accounts in one
// transaction, those of casework in another. The new key is on the disk before;
// killed at any point, run it again.
func (c rotateKeyCmd) Run(ctx context.Context, d *Databases, out output) error {
	from, err := c.root(d)
	if err != nil {
		return err
	}
	if err := d.elsewhere(c.To); err != nil {
		return err
	}
	return d.withAll(ctx, func(r rooms) error {
		to, err := seal.FromKeyFile(c.To)
		if errors.Is(err, fs.ErrNotExist) {
			to, err = seal.NewKeyFile(c.To)
		}
		if err != nil {
			return err
		}
		done, left, err := rewrap(ctx, r, from, to)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "Under %s: %s.\n", to.Name(), counted(int64(done), "key"))
		if left > 0 {
			return fmt.Errorf("%s stayed: neither the old root key nor the new one opens it", counted(int64(left), "key"))
		}
		return nil
	})
}

// rewrap returns how many keys, of accounts and of casework, the new root opens,
// and how many neither opens.
func rewrap(ctx context.Context, r rooms, from, to seal.Root) (done, left int, err error) {
	done, left, err = account.Rewrap(ctx, r.committee, from, to)
	if err != nil || r.keys == nil {
		return done, left, err
	}
	v, err := vault(r, from)
	if err != nil {
		return done, left, err
	}
	units, shut, err := v.Rewrap(ctx, to)
	return done + units, left + shut, err
}

// keys are the data keys of the accounts, or what to do when root does not fit.
func keys(ctx context.Context, r rooms, root seal.Root) (*seal.Ring, error) {
	ring, err := account.Keys(ctx, r.committee, root)
	if errors.Is(err, account.ErrNoFit) {
		err = fmt.Errorf("%w; give the right one with --key-file (or %s); if it is lost for good, 'tryeza key replace' starts anew", err, passphraseVariable)
	}
	return ring, err
}
