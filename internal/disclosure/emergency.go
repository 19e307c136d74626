package disclosure

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// inEmergency is what an entry is written down for. What it opens is decided by
// package child, whatever stands here.
var inEmergency = child.SetOf(child.Existence, child.Coordination, child.Identity, child.Place, child.Health)

// errShut says that no file opens by what was given: there is none, or it may
// not be opened in an emergency. It is the same for both.
var errShut = errors.New("disclosure: nothing opens")

// A Gone right is why somebody may not enter in an emergency: an entry of theirs
// that was not reviewed in time, or was found not justified.
type Gone struct {
	Right
	Late bool // not reviewed in time
}

var (
	ownEntries = store.ReadUnit(`SELECT id, version, ` + rightColumns + ` FROM disclosure_right
		WHERE owner_id = $1 AND kind = 'emergency' AND person_id = $2 ORDER BY from_at, id`)
	byCode     = store.ReadUnit(`SELECT id, worker_id FROM child WHERE owner_id = $1 AND code = $2`)
	bySighting = store.ReadUnit(`SELECT c.id, c.worker_id FROM child c JOIN sighting s ON s.owner_id = $1 AND s.child_id = c.id
		WHERE c.owner_id = $1 AND s.id = $2 AND s.child_id <> '' AND NOT s.removed`)
	relationOf = store.ReadUnit(`SELECT relation FROM child_person
		WHERE owner_id = $1 AND child_id = $2 AND person_id = $3 AND valid_from <= $4 AND (valid_to = '' OR valid_to >= $4)`)
)

func one(s *string) []any { return []any{s} }

// gone are the entries that cost a person the right to enter in an emergency.
func gone(tx *store.Tx, person string) (list []Gone, err error) {
	entries, err := store.All(tx, ownEntries, (*Right).fields, person)
	for _, r := range entries {
		switch {
		case r.ReviewedAt.IsZero() && !r.ReviewBy.After(tx.Now().Time):
			list = append(list, Gone{r, true})
		case r.Verdict == "unjustified" && r.RestoredAt.IsZero():
			list = append(list, Gone{r, false})
		}
	}
	return list, err
}

// untilOf is when an entry that begins now ends: after an hour, and not later
// than the moment when an earlier entry of the person must have been reviewed.
func untilOf(tx *store.Tx, person string) (store.Time, error) {
	until := store.At(tx.Now().Add(entryRuns))
	entries, err := store.All(tx, ownEntries, (*Right).fields, person)
	for _, r := range entries {
		if r.ReviewedAt.IsZero() && r.ReviewBy.Before(until.Time) {
			until = r.ReviewBy
		}
	}
	return until, err
}

// A target is the file that somebody asks for in an emergency; the zero target
// when there is none.
type target struct{ id, worker string }

func (t *target) fields() []any { return []any{&t.id, &t.worker} }

var fileCode = regexp.MustCompile(`^D-[A-Z0-9]{6}$`)

// tidyCode is a code as it is written on files, however somebody typed it.
func tidyCode(s string) string {
	s = strings.ToUpper(strings.Join(strings.Fields(s), ""))
	if rest, ok := strings.CutPrefix(s, "D"); ok && !strings.HasPrefix(rest, "-") && len(s) == 7 {
		s = "D-" + rest
	}
	if len(s) == 6 && !strings.Contains(s, "-") {
		s = "D-" + s
	}
	return s
}

// find is the file of a code, or of a sighting when one is named.
func find(tx *store.Tx, code, sighting string) (target, error) {
	q, key := byCode, code
	if sighting != "" {
		q, key = bySighting, sighting
	}
	list, err := store.All(tx, q, (*target).fields, key)
	if err != nil || len(list) == 0 {
		return target{}, err
	}
	return list[0], nil
}

// Enter lets the person of g read one file for an hour, in an emergency. Those
// who look after the file are told in the same transaction. It fails with errShut
// when nothing opens, and with a refusal when the person may not enter at all.
func (s *Service) Enter(ctx context.Context, g access.Grant, code, sighting, reason string) (file string, err error) {
	people, err := s.people(ctx, g.Scope().ID)
	if err != nil {
		return "", err
	}
	var to target
	look, err := g.Also(access.ReadDisclosures)
	if err != nil {
		return "", err
	}
	err = s.Files.DB.View(ctx, look, store.Subject{}, func(tx *store.Tx) error {
		to, err = find(tx, code, sighting)
		return err
	})
	if err != nil {
		return "", err
	}
	var right string
	err = s.Files.Break(ctx, g, to.id, func(tx *store.Tx, keys *child.UnitKeys) (err error) {
		right, err = enter(tx, keys, to, reason)
		return err
	}, func(tx *store.Tx) error {
		tell, err := apart(tx, to.id, toTell(people, to.worker, g.Actor()))
		if err != nil {
			return err
		}
		return notify(tx, "emergency", right, tell...)
	})
	if errors.Is(err, access.ErrDenied) || errors.Is(err, seal.ErrErased) {
		err = errShut
	}
	return to.id, err
}

// enter writes down the right and returns its id, after ending those that still
// run: one file at a time.
func enter(tx *store.Tx, keys *child.UnitKeys, to target, reason string) (string, error) {
	who := tx.Grant().Actor()
	if err := mayEnter(tx, to, who); err != nil {
		return "", err
	}
	id := tx.NewID()
	sealed, err := keys.SealFor(to.id, []byte(reason), placeOf("reason", id))
	if err != nil {
		sealed = nil // the file is not there: what follows must be the same, and is not kept
	}
	hours, err := reviewTime(tx)
	if err != nil {
		return "", err
	}
	until, err := untilOf(tx, who)
	if err != nil {
		return "", err
	}
	if err := endEntries(tx, who); err != nil {
		return "", err
	}
	return id, rights.Add(tx, Right{ID: id, Child: to.id, Person: who, Kind: emergency, Classes: inEmergency.String(), Purpose: emergency,
		From: tx.Now(), Until: until, By: who, reason: sealed, ReviewBy: store.At(tx.Now().Add(hours))})
}

// mayEnter refuses who has lost the right, and who needs no emergency.
func mayEnter(tx *store.Tx, to target, who string) error {
	lost, err := gone(tx, who)
	if err != nil {
		return err
	}
	if len(lost) > 0 {
		return web.Refuse("E drejta juaj për hyrje emergjente është pezulluar derisa të shqyrtohet hyrja e mëparshme. Telefononi përgjegjësin e njësisë; në rrezik, 112.")
	}
	relations, err := store.All(tx, relationOf, one, to.id, who, text.DayOf(tx.Now().Time))
	if err == nil && slices.Contains(relations, "team") && !slices.Contains(relations, "conflict") {
		err = web.Refuse("Ju jeni në ekipin e kësaj dosjeje: hapeni te dosjet tuaja.")
	}
	return err
}

// endEntries ends the entries of a person that still run.
func endEntries(tx *store.Tx, person string) error {
	entries, err := store.All(tx, ownEntries, (*Right).fields, person)
	for _, r := range entries {
		if err == nil && r.Runs(tx.Now()) {
			err = r.end(tx)
		}
	}
	return err
}

// end ends a right at once.
func (r Right) end(tx *store.Tx) error {
	return rights.Edit(tx, r.ID, r.Version, func(x *Right) error {
		x.Ended = tx.Now()
		return nil
	})
}

// toTell are those who are told of an entry: whoever is responsible for the file,
// the supervisors, the data protection officers. Not who entered.
func toTell(people []child.Member, worker, who string) []string {
	var list []string
	for _, m := range people {
		if (m.Person == worker || m.Role == access.Supervisor || m.Role == access.DPO) && m.Person != who && !slices.Contains(list, m.Person) {
			list = append(list, m.Person)
		}
	}
	return list
}

// apart are those of people who have no conflict of interest with a file: the
// others are not to know of it.
func apart(tx *store.Tx, file string, people []string) (list []string, err error) {
	for _, p := range people {
		relations, err := store.All(tx, relationOf, one, file, p, text.DayOf(tx.Now().Time))
		if err != nil {
			return nil, err
		}
		if !slices.Contains(relations, "conflict") {
			list = append(list, p)
		}
	}
	return list, nil
}

// fresh reports whether a second factor was given just now.
func fresh(factor, now time.Time) bool {
	return !factor.IsZero() && now.Sub(factor) <= factorHolds && !factor.After(now.Add(time.Minute))
}
