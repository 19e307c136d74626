package child

import (
	"context"
	"errors"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A Member is somebody who holds a role in the unit today.
type Member struct {
	Person, Name string
	Role         access.Role
	By           string // account of who gave the role; "" when that is not known
}

// Watchers are those who are told when somebody who does not work on a file does
// something with it that only its team should: whoever is responsible for it and
// the unit's data protection officers, but not who did it.
func Watchers(people []Member, responsible, who string) (list []string) {
	for _, m := range people {
		if (m.Person == responsible || m.Role == access.DPO) && m.Person != who && !slices.Contains(list, m.Person) {
			list = append(list, m.Person)
		}
	}
	return list
}

// works reports whether people with the role may work on files.
func (m Member) works() bool { return m.Role == access.Worker || m.Role == access.Supervisor }

var (
	relationsOf = store.ReadUnit(`SELECT id, version, child_id, person_id, relation, valid_from, valid_to, given_by FROM child_person
		WHERE owner_id = $1 AND child_id = $2 ORDER BY valid_from, id`)
	relationsTo = store.ReadUnit(`SELECT id, version, child_id, person_id, relation, valid_from, valid_to, given_by FROM child_person
		WHERE owner_id = $1 AND person_id = $2 AND relation = 'team' AND (valid_to = '' OR valid_to >= $3) ORDER BY id`)
	openBy = store.ReadUnit(`SELECT id FROM child WHERE owner_id = $1 AND worker_id = $2 AND state = 'open'
		AND id NOT IN (SELECT child_id FROM handover_offer WHERE owner_id = $1 AND state = 'accepted') ORDER BY id`)
)

func (r relation) on(day string) bool { return r.from <= day && (r.to == "" || r.to >= day) }

// holds reports whether a person stands in a relation to the file today.
func holds(list []relation, person, kind, day string) bool {
	return slices.ContainsFunc(list, func(r relation) bool { return r.person == person && r.relation == kind && r.on(day) })
}

// end ends a relation at once: yesterday was its last day.
func (r relation) end(tx *store.Tx) error {
	return relations.Edit(tx, r.id, r.version, func(x *relation) error {
		x.to = text.DayOf(tx.Now().AddDate(0, 0, -1))
		return nil
	})
}

// OpenFiles counts the open files that a person of the unit is responsible for:
// who leaves gives them to somebody else first. g may be for anything in the
// unit.
func OpenFiles(ctx context.Context, files Files, g access.Grant, person string) (n int, err error) {
	g, err = g.Also(access.ReadUnit)
	if err != nil {
		return 0, err
	}
	err = files.DB.View(ctx, g, store.Subject{}, func(tx *store.Tx) error {
		ids, err := store.All(tx, openBy, one, person)
		n = len(ids)
		return err
	})
	return n, err
}

// assign is Change for a supervisor who says who works on a file, whatever
// state it is in. The file is opened as to supervise.
func (f Files) assign(ctx context.Context, g access.Grant, id string, write func(tx *store.Tx, file *File) error) error {
	a := Ask{ID: id, Purpose: Supervise}
	keys, err := f.Keys.Of(ctx, g.Scope().ID, id)
	if err != nil {
		return err
	}
	err = f.DB.Change(ctx, g, a.subject(), func(tx *store.Tx) error {
		file, err := open(tx, keys, a)
		if err != nil {
			return err
		}
		if err := write(tx, file); err != nil {
			return err
		}
		return file.save(tx)
	})
	if errors.Is(err, access.ErrDenied) {
		return errors.Join(err, f.looked(ctx, g, a, 0))
	}
	return err
}

// setWorker makes a person responsible for the file, and one of its team.
func (f *File) setWorker(tx *store.Tx, person string) error {
	day := text.DayOf(tx.Now().Time)
	list, err := store.All(tx, relationsOf, (*relation).fields, f.ID)
	switch {
	case err != nil:
		return err
	case holds(list, person, "conflict", day):
		return web.Refuse("Kjo dosje nuk mund t’i jepet këtij personi: ka konflikt interesi me të.")
	}
	f.Set(tx, "worker", func(c *Child) { c.Worker = person })
	if holds(list, person, "team", day) {
		return nil
	}
	return Assign(tx, f.ID, person, "team")
}

// Reassign gives all open files that one person is responsible for to another,
// and takes the first one off their teams. left counts those it could not give:
// the other, or who gives them, has a conflict of interest with them. also, unless
// nil, is called for each file given, in the same transaction.
func (f Files) Reassign(ctx context.Context, g access.Grant, from, to string, also func(tx *store.Tx, file string) error) (given, left int, err error) {
	keys, err := f.Keys.all(ctx, g.Scope().ID)
	if err != nil {
		return 0, 0, err
	}
	err = f.DB.Change(ctx, g, About("reassign", from), func(tx *store.Tx) error {
		ids, err := store.All(tx, openBy, one, from)
		given, left = 0, 0
		for _, id := range ids {
			if err == nil {
				err = give(tx, keys, id, to, &given, &left, also)
			}
		}
		if err == nil && left == 0 {
			err = leave(tx, from)
		}
		return err
	})
	return given, left, err
}

func give(tx *store.Tx, keys *UnitKeys, id, to string, given, left *int, also func(tx *store.Tx, file string) error) error {
	file, err := open(tx, keys, Ask{ID: id, Purpose: Supervise})
	if err == nil {
		err = file.setWorker(tx, to)
	}
	var refused web.Refusal
	if errors.Is(err, access.ErrDenied) || errors.As(err, &refused) {
		*left++
		return nil
	}
	if err != nil {
		return err
	}
	*given++
	if err := file.save(tx); err != nil || also == nil {
		return err
	}
	return also(tx, id)
}

// leave takes a person off every team.
func leave(tx *store.Tx, person string) error {
	list, err := store.All(tx, relationsTo, (*relation).fields, person, text.DayOf(tx.Now().Time))
	for _, r := range list {
		if err == nil {
			err = r.end(tx)
		}
	}
	return err
}

// Leave takes a person who no longer works in the unit off every team, so that
// nothing is theirs again should they come back. g is a supervisor's, the person's
// own, or the program's.
func Leave(ctx context.Context, files Files, g access.Grant, person string) error {
	write, err := g.Also(access.AssignFiles)
	if err != nil && person == g.Actor() {
		write, err = g.Also(access.WriteFiles)
	}
	if err != nil {
		write, err = g.Also(access.RenewFiles)
	}
	if err != nil {
		return err
	}
	return files.DB.Change(ctx, write, store.Subject{Kind: "reassign", ID: person}, func(tx *store.Tx) error { return leave(tx, person) })
}
