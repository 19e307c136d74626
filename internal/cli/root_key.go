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
	New     newKeyCmd     `cmd:"" help:"Write a new root key into a file."`
	Rotate  rotateKeyCmd  `cmd:"" help:"Put everything sealed under another root key."`
	Replace replaceKeyCmd `cmd:"" help:"Start anew with another root key when the one there was is lost for good."`
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

// Run puts the data keys under the new root key, all of them in one transaction.
// The new key is on the disk before; killed at any point, run it again.
func (c rotateKeyCmd) Run(ctx context.Context, d *Databases, out output) error {
	from, err := c.root(d)
	if err != nil {
		return err
	}
	if err := d.elsewhere(c.To); err != nil {
		return err
	}
	return d.with(ctx, func(r rooms) error {
		to, err := seal.FromKeyFile(c.To)
		if errors.Is(err, fs.ErrNotExist) {
			to, err = seal.NewKeyFile(c.To)
		}
		if err != nil {
			return err
		}
		done, left, err := account.Rewrap(ctx, r.committee, from, to)
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

// keys are the data keys of the accounts, or what to do when root does not fit.
func keys(ctx context.Context, r rooms, root seal.Root) (*seal.Ring, error) {
	ring, err := account.Keys(ctx, r.committee, root)
	if errors.Is(err, account.ErrNoFit) {
		err = fmt.Errorf("%w; give the right one with --key-file (or %s); if it is lost for good, 'tryeza key replace' starts anew", err, passphraseVariable)
	}
	return ring, err
}

type replaceKeyCmd struct {
	rootKey
	Yes bool `help:"Go on, although what the lost key opened is lost with it."`
}

// Run says what would be lost, and with --yes gives it up. A root key that fits
// is not replaced but rotated.
func (c replaceKeyCmd) Run(ctx context.Context, d *Databases, out output) error {
	root, err := c.root(d)
	if err != nil {
		return err
	}
	return d.with(ctx, func(r rooms) error {
		shut, people, err := account.Loss(ctx, r.committee, root)
		switch {
		case err != nil:
			return err
		case shut == 0:
			return fmt.Errorf("nothing was changed: %s fits this database; 'tryeza key rotate' puts it under another", root.Name())
		case !c.Yes:
			return fmt.Errorf("nothing was changed: this destroys %s for good, and with it the applications of second factors; "+
				"whoever uses one (%d) signs in with a printed code, which stay, or has to be let in again by two people; "+
				"stop the server, and give --yes to go on", counted(int64(shut), "data key"), people)
		}
		destroyed, err := account.Replace(ctx, r.committee, root)
		if err == nil {
			fmt.Fprintf(out, "Destroyed: %s. Start the server with %s; second factors that are applications have to be set up anew (%d).\n", counted(int64(destroyed), "data key"), root.Name(), people)
		}
		return err
	})
}
