package child

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// An Entry is one file of a list. Name and Known are what a search looks
// through; they are empty in lists that open no file.
type Entry struct {
	Child
	Standing State // State, or Moved once another unit has taken the case over
	Name     string
	Known    string // every name there is
	Broken   bool   // the file cannot be read
	Next     Limit
	Orphan   bool // whoever is responsible must not, or no longer may, work on it
}

const onTeam = `SELECT child_id FROM child_person WHERE owner_id = $1 AND person_id = $2 AND relation = 'team' AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $3)`

const inConflict = `SELECT child_id FROM child_person WHERE owner_id = $1 AND person_id = $2 AND relation = 'conflict' AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $3)`

var (
	ownFiles = store.ReadUnit(`SELECT id, version, ` + columns + ` FROM child
		WHERE owner_id = $1 AND state <> 'erased' AND id IN (` + onTeam + `) AND id NOT IN (` + inConflict + `) ORDER BY opened_on, id`)
	ownNames = store.ReadUnit(`SELECT child_id, id, kind, replaces, origin, at, by_id, body FROM child_item
		WHERE owner_id = $1 AND kind IN ('name', 'withdrawn') AND child_id IN (` + onTeam + `) ORDER BY at, id`)
	offersNow = store.ReadUnit(`SELECT child_id, state FROM handover_offer WHERE owner_id = $1 AND state IN ('offered', 'accepted')`)
)

// Caseload lists the files that the person of g works on, with the names in
// them. It is one look, and recorded as one. g is for access.OpenFiles.
func (f Files) Caseload(ctx context.Context, g access.Grant) ([]Entry, error) {
	list, err := g.Also(access.ListFiles)
	if err != nil {
		return nil, err
	}
	keys, err := f.Keys.all(ctx, g.Scope().ID)
	if err != nil {
		return nil, err
	}
	var entries []Entry
	err = f.DB.View(ctx, list, store.Subject{}, func(tx *store.Tx) error {
		entries, err = caseload(tx, keys)
		return err
	})
	if err != nil {
		return nil, err
	}
	return entries, f.DB.Note(ctx, g, store.Subject{Kind: "caseload", ID: g.Actor()}, string(Care), len(entries))
}

func caseload(tx *store.Tx, keys *UnitKeys) ([]Entry, error) {
	who, day := tx.Grant().Actor(), text.DayOf(tx.Now().Time)
	heads, err := store.All(tx, ownFiles, (*Child).fields, who, day)
	if err != nil {
		return nil, err
	}
	names, err := namesOf(tx, who, day)
	if err != nil {
		return nil, err
	}
	entries, err := entriesOf(tx, heads)
	for i := range entries {
		entries[i].open(tx, keys, names[entries[i].ID])
	}
	slices.SortStableFunc(entries, soonest)
	return entries, err
}

// entriesOf adds to heads what other tables say of them.
func entriesOf(tx *store.Tx, heads []Child) ([]Entry, error) {
	rules, err := RulesOf(tx)
	if err != nil {
		return nil, err
	}
	offers, err := offersByFile(tx)
	var entries []Entry
	for _, c := range heads {
		e := Entry{Child: c, Standing: c.State, Next: rules.Next(c)}
		if offers[c.ID] == "accepted" && c.State != Erased {
			e.Standing, e.Next = Moved, Limit{}
		}
		entries = append(entries, e)
	}
	return entries, err
}

// offersByFile says which files are offered to another unit, and which it took.
func offersByFile(tx *store.Tx) (map[string]string, error) {
	type offer struct{ child, state string }
	list, err := store.All(tx, offersNow, func(o *offer) []any { return []any{&o.child, &o.state} })
	byFile := map[string]string{}
	for _, o := range list {
		if byFile[o.child] != "accepted" {
			byFile[o.child] = o.state
		}
	}
	return byFile, err
}

func namesOf(tx *store.Tx, who, day string) (map[string][]Item, error) {
	type named struct {
		child string
		Item
	}
	list, err := store.All(tx, ownNames, func(n *named) []any { return append([]any{&n.child}, n.Item.fields()...) }, who, day)
	byFile := map[string][]Item{}
	for _, n := range list {
		byFile[n.child] = append(byFile[n.child], n.Item)
	}
	return byFile, err
}

// open reads the names of a file, as far as its reader may: a file that cannot
// be read must not hide the others.
func (e *Entry) open(tx *store.Tx, keys *UnitKeys, items []Item) {
	file := &File{Child: e.Child, unit: tx.Grant().Scope().ID, keys: keys}
	file.May = decideFor(tx.Grant().Roles(), Facts{Own: true, Team: true, State: e.Standing, Purpose: Care})
	for _, it := range items {
		if err := file.openItem(&it); err != nil {
			e.Broken = true
			return
		}
		file.items = append(file.items, it)
	}
	var all []string
	for _, n := range All[Name](file) {
		all = append(all, n.String())
	}
	e.Name, e.Known = strings.Join(all, ", "), strings.Join(all, " ")
}

// String is the name as people say it: "Given Family (nickname)".
func (n Name) String() string {
	s := strings.TrimSpace(n.Given + " " + n.Family)
	switch {
	case n.Nickname == "":
		return s
	case s == "":
		return "«" + n.Nickname + "»"
	}
	return s + " («" + n.Nickname + "»)"
}

// soonest puts what is due first in front.
func soonest(a, b Entry) int {
	return cmp.Or(cmp.Compare(due(a), due(b)), strings.Compare(text.Fold(a.Name), text.Fold(b.Name)), strings.Compare(a.Code, b.Code))
}

// due is a day that sorts what has none last.
func due(e Entry) string { return cmp.Or(e.Next.On, "9") }

// Answers reports whether an entry is what somebody looks for: by its code, or
// by a name with a typing error.
func (e Entry) Answers(query string) bool {
	return text.Matches(query, e.Known) || strings.Contains(text.Fold(e.Code), text.Fold(query))
}
