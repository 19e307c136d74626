package issue

import (
	"cmp"

	"tryeza/internal/store"
	"tryeza/internal/web"
)

// Merge says that two problems are one. The older stays; the other goes under it,
// with what was merged into it before, and can be parted again. A problem that is
// merged already stands for the one it is under. version is that of the first.
func Merge(tx *store.Tx, id string, version int64, otherID string) error {
	return merge(tx, id, version, otherID, theOlder)
}

// Which of two problems stays when they are merged.
const (
	theOlder = "older"
	theFirst = "this"
	theOther = "other"
)

// merge is Merge, with the one that stays chosen.
func merge(tx *store.Tx, id string, version int64, otherID, stays string) error {
	x, err := issues.Get(tx, id)
	if err != nil {
		return err
	}
	other, err := rootOf(tx, otherID)
	switch {
	case err != nil:
		return err
	case x.Version != version:
		return store.ErrConflict
	case x.MergedInto != "" || x.ID == other.ID:
		return web.Refuse("Këto dy problematika janë bashkuar tashmë.")
	case x.State == Solved || other.State == Solved:
		return web.Refuse("Bashkohen vetëm problematika të hapura. Rihapni më parë atë që është zgjidhur.")
	}
	root, under := x, other
	if stays == theOther || stays == theOlder && older(under, root) {
		root, under = under, root
	}
	list, err := store.All(tx, groupOf, (*Issue).fields, under.ID)
	if err != nil {
		return err
	}
	for _, m := range list { // itself, and what was merged into it
		if err := put(tx, m, root.ID); err != nil {
			return err
		}
	}
	return note(tx, under.ID, wasMerged, "", root.ID)
}

// older reports whether a began before b, or was noted before it on the same day.
func older(a, b Issue) bool {
	return cmp.Or(cmp.Compare(a.Since, b.Since), byNumber(a, b)) < 0
}

// put places a problem under another, or under none.
func put(tx *store.Tx, x Issue, root string) error {
	return issues.Edit(tx, x.ID, x.Version, func(x *Issue) error { x.MergedInto = root; return nil })
}

// Part undoes a merge: the problem stands for itself again, with what had been
// merged into it before.
func Part(tx *store.Tx, id string, version int64) error {
	x, err := issues.Get(tx, id)
	switch {
	case err != nil:
		return err
	case x.Version != version:
		return store.ErrConflict
	case x.MergedInto == "":
		return web.Refuse("Kjo problematikë nuk është bashkuar me asnjë tjetër.")
	}
	g, err := Get(tx, x.MergedInto)
	if err != nil {
		return err
	}
	for _, m := range g.Merged {
		into := x.ID
		if m.ID == x.ID {
			into = ""
		} else if !follows(g.Merged, m.ID, x.ID) {
			continue
		}
		if err := put(tx, m, into); err != nil {
			return err
		}
	}
	return note(tx, x.ID, wasParted, "", g.ID)
}

// follows reports whether a problem was merged into another, or into one that was.
func follows(merged []Issue, id, into string) bool {
	with := map[string]string{}
	for _, m := range merged {
		with[m.ID] = m.mergedWith()
	}
	for range merged {
		if id = with[id]; id == into {
			return true
		}
	}
	return false
}

// mergedWith is the problem it was last said to be the same as. MergedInto may be
// another by now, when that one was merged too.
func (x Issue) mergedWith() string {
	with := ""
	for _, e := range x.Events {
		switch e.Verb {
		case wasMerged:
			with = e.OtherID
		case wasParted:
			with = ""
		}
	}
	return with
}
