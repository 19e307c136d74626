package linkage

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// A Decision about two files: merged into one child, that undone again, or found
// to be of two children.
type Decision struct {
	ID           string
	Version      int64
	Kept, Merged string // files
	State        string // "merged", "undone" or "apart"
	Reasons      string // codes of Clues, with spaces between
	was          string // JSON of a past
	At           store.Time
	By           string
	UndoneAt     store.Time
	UndoneBy     string
}

// Clues are the reasons there were.
func (d Decision) Clues() Likeness { return Likeness{Clues: strings.Fields(d.Reasons)} }

func (d *Decision) fields() []any {
	return []any{&d.ID, &d.Version, &d.Kept, &d.Merged, &d.State, &d.Reasons, &d.was, &d.At, &d.By, &d.UndoneAt, &d.UndoneBy}
}

const columns = `kept_id, merged_id, state, reasons, was, at, by_id, undone_at, undone_by`

var (
	decisions = store.NewUnitTable("linkage_merge", columns, (*Decision).fields)
	about     = store.ReadUnit(`SELECT id, version, ` + columns + ` FROM linkage_merge WHERE owner_id = $1 AND (kept_id = $2 OR merged_id = $2) ORDER BY at, id`)
	all       = store.ReadUnit(`SELECT id, version, ` + columns + ` FROM linkage_merge WHERE owner_id = $1 ORDER BY at DESC, id`)
)

// A past is what undoing puts back: the head of the merged file before.
type past struct {
	State   child.State
	Subject string
}

// Options is what linkage needs of other features.
type Options struct {
	// Follow gives the sightings linked to a file the subject of the file.
	Follow func(tx *store.Tx, file, subject string) error
	// People are those who hold a role in a unit today.
	People func(ctx context.Context, unit string) ([]child.Member, error)
}

// A Linker decides about pairs of files.
type Linker struct {
	Files child.Files
	Need  Options
}

// Merge says that two files are of one child: work goes on in the one kept; the
// other stays as it is, to be read, and points at it. reasons are codes of Clues.
// g is a grant of access.MergeFiles; who merges must work on both files, or
// supervise.
func (l Linker) Merge(ctx context.Context, g access.Grant, kept, merged, reasons string) error {
	return explained(l.Files.Pair(ctx, g, kept, merged, func(tx *store.Tx, k, m *child.File) error {
		if err := mayMerge(tx, k, m); err != nil {
			return err
		}
		was, err := json.Marshal(past{m.State, m.Subject})
		if err != nil {
			return err
		}
		m.Set(tx, "merged", func(c *child.Child) { c.State, c.MergedInto, c.Subject = child.Merged, k.ID, k.Subject })
		if err := l.Need.Follow(tx, m.ID, k.Subject); err != nil {
			return err
		}
		return decisions.Add(tx, Decision{ID: tx.NewID(), Kept: k.ID, Merged: m.ID, State: "merged", Reasons: reasons, was: string(was), At: tx.Now(), By: tx.Grant().Actor()})
	}))
}

func working(f *child.File) bool { return f.State == child.Opened || f.State == child.Closed }

// mayMerge refuses what could not be undone exactly.
func mayMerge(tx *store.Tx, kept, merged *child.File) error {
	switch {
	case kept.ID == merged.ID:
		return access.ErrDenied
	case !working(kept) || !working(merged):
		return web.Refuse("Njëra nga dosjet nuk është më e hapur ose e mbyllur: shihni gjendjen e secilës.")
	}
	list, err := store.All(tx, about, (*Decision).fields, merged.ID)
	for _, d := range list {
		if d.State == "merged" && d.Kept == merged.ID {
			return web.Refuse("Te dosja %s është bashkuar tashmë një tjetër. Mbani atë, ose zhbëni më parë atë bashkim.", merged.Code)
		}
	}
	return err
}

// explained says in words why a pair could not be opened.
func explained(err error) error {
	if errors.Is(err, child.ErrOffered) {
		return web.Refuse("Njëra nga dosjet i është ofruar një njësie tjetër. Prisni përgjigjen e saj.")
	}
	return err
}

// Undo takes a merge back: both files, and the sightings linked to them, are as
// they were before it.
func (l Linker) Undo(ctx context.Context, g access.Grant, id string, version int64) error {
	d, err := l.decision(ctx, g, id)
	if err != nil {
		return err
	}
	return explained(l.Files.Pair(ctx, g, d.Merged, d.Kept, func(tx *store.Tx, m, _ *child.File) error {
		var was past
		err := decisions.Edit(tx, id, version, func(d *Decision) error {
			if d.State != "merged" || m.State != child.Merged {
				return store.ErrConflict
			}
			d.State, d.UndoneAt, d.UndoneBy = "undone", tx.Now(), tx.Grant().Actor()
			return json.Unmarshal([]byte(d.was), &was)
		})
		if err != nil {
			return err
		}
		if err := was.written(m); err != nil {
			return err
		}
		m.Set(tx, "unmerged", func(c *child.Child) { c.State, c.MergedInto, c.Subject = was.State, "", was.Subject })
		return l.Need.Follow(tx, m.ID, was.Subject)
	}))
}

// written compares what is to be put back with what the file itself keeps sealed
// of its last merge: who changes the database must not join or part children.
func (p past) written(f *child.File) error {
	events := child.All[child.Event](f)
	for i := len(events) - 1; i >= 0; i-- {
		e := events[i]
		if e.What != "merged" {
			continue
		}
		subject, changed := e.From["Subject"]
		if e.From["State"] == string(p.State) && (subject == p.Subject || !changed && f.Subject == p.Subject) {
			return nil
		}
		break
	}
	return fmt.Errorf("%w (what a merge was before)", child.ErrTampered)
}

func (l Linker) decision(ctx context.Context, g access.Grant, id string) (d Decision, err error) {
	look, err := g.Also(access.CompareFiles)
	if err != nil {
		return d, err
	}
	err = l.Files.DB.View(ctx, look, child.About("linkage", id), func(tx *store.Tx) error {
		d, err = decisions.Get(tx, id)
		return err
	})
	return d, err
}

// Apart remembers that two files are of two children: neither is offered for the
// other again.
func (l Linker) Apart(ctx context.Context, g access.Grant, a, b, reasons string) error {
	return explained(l.Files.Pair(ctx, g, a, b, func(tx *store.Tx, x, y *child.File) error {
		if x.ID == y.ID || !working(x) || !working(y) {
			return access.ErrDenied
		}
		return decisions.Add(tx, Decision{ID: tx.NewID(), Kept: x.ID, Merged: y.ID, State: "apart", Reasons: reasons, was: "{}", At: tx.Now(), By: tx.Grant().Actor()})
	}))
}

// settled are the files that are not offered for this one: found to be of other
// children.
func settled(tx *store.Tx, file string) (map[string]bool, error) {
	list, err := store.All(tx, about, (*Decision).fields, file)
	apart := map[string]bool{}
	for _, d := range list {
		if d.State == "apart" {
			apart[d.Kept], apart[d.Merged] = true, true
		}
	}
	return apart, err
}
