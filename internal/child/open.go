package child

import (
	"context"
	"errors"
	"regexp"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// Files opens the files of children. It is the only way to one.
type Files struct {
	DB   *store.DB // the casework room
	Keys Vault
	// OnErase takes away, in the transaction that erases a file, what other
	// features keep of the child outside it. Nil: there is nothing.
	OnErase func(tx *store.Tx, file string) error
}

// An Ask is which file somebody wants to open, and what for. Without a purpose it
// is the first of the ways they have to it.
type Ask struct {
	ID      string
	Purpose Purpose
}

// subject is what the look is recorded under.
func (a Ask) subject() store.Subject { return About("child", a.ID) }

// ourID is how every id looks that the program gave.
var ourID = regexp.MustCompile(`^[a-z2-9]{16}$`)

// About is the subject of something whose id stands in an address or a form. What
// cannot be an id of ours is recorded as "?": somebody may have typed a name
// there, and the trail is not rewritten.
func About(kind, id string) store.Subject {
	if id != "" && !ourID.MatchString(id) {
		id = "?"
	}
	return store.Subject{Kind: kind, ID: id}
}

// Open gives read the file, as far as Decide lets the person read it, and
// records the look before it returns. A file that may not be read is not there:
// the same error after the same queries, and the attempt is recorded as well.
// The file must not be used after read returns.
func (f Files) Open(ctx context.Context, g access.Grant, a Ask, read func(tx *store.Tx, file *File) error) error {
	keys, err := f.Keys.Of(ctx, g.Scope().ID, a.ID)
	if err != nil {
		return err
	}
	var seen Set
	err = f.DB.View(ctx, g, a.subject(), func(tx *store.Tx) error {
		file, err := open(tx, keys, a)
		if err != nil {
			return err
		}
		seen, a.Purpose = file.May.Read, file.Purpose
		return read(tx, file)
	})
	return errors.Join(err, f.looked(ctx, g, a, seen))
}

// looked records a look at a file; seen is empty when it was refused.
func (f Files) looked(ctx context.Context, g access.Grant, a Ask, seen Set) error {
	answer := seen.String()
	if seen == 0 {
		answer = "refused"
	}
	return f.DB.Note(ctx, g, a.subject(), string(a.Purpose), answer)
}

// Change opens the file to be written and saves what write added to it, all or
// nothing. It fails with access.ErrDenied for who may read and not write.
func (f Files) Change(ctx context.Context, g access.Grant, a Ask, write func(tx *store.Tx, file *File) error) error {
	keys, err := f.Keys.Month(ctx, g.Scope().ID, a.ID)
	if err != nil {
		return err
	}
	err = f.DB.Change(ctx, g, a.subject(), func(tx *store.Tx) error {
		file, err := open(tx, keys, a)
		if err != nil {
			return err
		}
		if !file.May.Write {
			return access.ErrDenied
		}
		if err := write(tx, file); err != nil {
			return err
		}
		return file.save(tx)
	})
	if errors.Is(err, access.ErrDenied) || errors.Is(err, store.ErrNotFound) {
		return errors.Join(err, f.looked(ctx, g, a, 0))
	}
	return err
}

var (
	oneChild = store.ReadUnit(`SELECT id, version, ` + columns + ` FROM child WHERE owner_id = $1 AND id = $2`)
	personIn = store.ReadUnit(`SELECT relation FROM child_person
		WHERE owner_id = $1 AND child_id = $2 AND person_id = $3 AND valid_from <= $4 AND (valid_to = '' OR valid_to >= $4)`)
	rightsIn = store.ReadUnit(`SELECT kind, classes FROM disclosure_right
		WHERE owner_id = $1 AND child_id = $2 AND person_id = $3 AND from_at <= $4 AND until_at > $4 AND ended_at = $5`)
	offersOf = store.ReadUnit(`SELECT state FROM handover_offer WHERE owner_id = $1 AND child_id = $2 AND state IN ('offered', 'accepted') ORDER BY id`)
	itemsOf  = store.ReadUnit(`SELECT id, kind, replaces, origin, at, by_id, body FROM child_item WHERE owner_id = $1 AND child_id = $2 ORDER BY at, id`)
)

// open reads all that a decision depends on, whether the file exists or not,
// and then decides.
func open(tx *store.Tx, keys *UnitKeys, a Ask) (*File, error) {
	heads, err := store.All(tx, oneChild, (*Child).fields, a.ID)
	if err != nil {
		return nil, err
	}
	facts, err := factsOf(tx, a)
	if err != nil {
		return nil, err
	}
	items, err := store.All(tx, itemsOf, (*Item).fields, a.ID)
	if err != nil {
		return nil, err
	}
	if len(heads) == 0 {
		return nil, access.ErrDenied
	}
	file := &File{Child: heads[0], unit: tx.Grant().Scope().ID, keys: keys}
	facts.State = stateOf(heads[0].State, facts.State)
	file.Ways = ways(tx.Grant().Roles(), facts)
	file.Purpose = a.purposed(file.Ways).Purpose
	file.Standing, file.Offered, facts.Purpose = facts.State, facts.Offered, file.Purpose
	if file.May = decideFor(tx.Grant().Roles(), facts); file.May.No() {
		return nil, access.ErrDenied
	}
	return file, file.unseal(items)
}

// stateOf is the state of a file whose case another unit took over.
func stateOf(kept, handed State) State {
	if kept == Erased || handed == "" {
		return kept
	}
	return handed
}

// factsOf are the facts but the role. Its state is Moved when the case was
// handed over, and "" otherwise.
func factsOf(tx *store.Tx, a Ask) (Facts, error) {
	facts := Facts{Own: true, Purpose: a.Purpose}
	day := text.DayOf(tx.Now().Time)
	relations, err := store.All(tx, personIn, func(s *string) []any { return []any{s} }, a.ID, tx.Grant().Actor(), day)
	if err != nil {
		return facts, err
	}
	facts.Team, facts.Conflict = slices.Contains(relations, "team"), slices.Contains(relations, "conflict")
	type right struct{ kind, classes string }
	rights, err := store.All(tx, rightsIn, func(r *right) []any { return []any{&r.kind, &r.classes} }, a.ID, tx.Grant().Actor(), tx.Now(), never)
	for _, r := range rights {
		if r.kind == "emergency" {
			facts.Emergency = true
		} else {
			facts.Released |= ParseSet(r.classes)
		}
	}
	if err != nil {
		return facts, err
	}
	offers, err := store.All(tx, offersOf, func(s *string) []any { return []any{s} }, a.ID)
	if facts.Offered = slices.Contains(offers, "offered"); slices.Contains(offers, "accepted") {
		facts.State = Moved
	}
	return facts, err
}

// decideFor joins what the roles of a person reach.
func decideFor(roles []access.Role, facts Facts) (d Decision) {
	for _, r := range roles {
		facts.Role = r
		d = d.or(Decide(facts))
	}
	return d
}
