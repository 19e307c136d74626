package demo

import (
	"context"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/child"
	"tryeza/internal/disclosure"
	handovers "tryeza/internal/handover"
	"tryeza/internal/linkage"
	"tryeza/internal/media"
	"tryeza/internal/sighting"
	"tryeza/internal/store"
)

// The children of the sample that something happens to besides, by number.
const (
	documented = 24 // has a document and a drawing
	twice      = 25 // has two files, of which one was found to be the other
	barred     = 26 // the second worker has a conflict of interest with it
	handedOver = 30 // lives in Elbasan, whose unit took the case over
	offered    = 32 // lives in Elbasan, whose unit has not answered yet
	released   = 35 // the field team may read where it lives
	entered    = 38 // the field team opened it in an emergency; that waits to be reviewed
)

// desk is what happens in the units besides: one of everything that their pages
// can show.
func (w *caseworker) desk() []event {
	var offer string
	second := *w.sample(twice)
	second.worker = worker2
	return []event{
		{"2023-06-14", func() error { return w.start(&second) }},
		{"2023-06-15", func() error { return w.see(&second, "2023-06-15") }},
		{"2023-06-20", func() error { return w.document(w.sample(documented)) }},
		{"2023-06-21", func() error { return w.merge(w.sample(twice), &second) }},
		{"2023-06-22", func() error { return w.conflict(w.sample(barred), worker2) }},
		{"2023-07-03", func() (err error) { offer, err = w.offer(w.sample(handedOver)); return err }},
		{"2023-07-05", func() error { return w.accept(offer) }},
		{"2023-07-12", func() error { return w.release(w.sample(released), inTheField) }},
		{"2023-07-14", func() error { _, err := w.offer(w.sample(offered)); return err }},
		{"2023-07-17", func() error { return w.emergency(w.sample(entered), inTheField) }},
	}
}

// sample is the child of a number.
func (w *caseworker) sample(number int) *sampleChild { return w.children[number-1] }

// document puts a text into the file of a child, cleaned as any other.
func (w *caseworker) document(c *sampleChild) error {
	file, err := media.Clean("shembull.txt", []byte("Shembull: vërtetim shkolle.\nNxënësi është i regjistruar; mungon shpesh.\n"))
	if err != nil {
		return err
	}
	return w.write(c, func(tx *store.Tx, f *child.File) error {
		f.AddContent(tx, child.Document{Title: "Vërtetim shkolle (shembull)", MediaType: file.MediaType, Bytes: len(file.Content)}, file.Content)
		return nil
	})
}

// conflict has the supervisor note that somebody must not open a file.
func (w *caseworker) conflict(c *sampleChild, email string) error {
	g, err := w.grant(supervisor, access.AssignFiles)
	if err != nil {
		return err
	}
	return w.conf.Casework.Change(w.ctx, g, store.Subject{Kind: "child", ID: c.id}, func(tx *store.Tx) error {
		return child.Assign(tx, c.id, w.people[email].ID(), "conflict")
	})
}

// offer offers the case of a child to the unit where it lives.
func (w *caseworker) offer(c *sampleChild) (string, error) {
	g, err := w.grant(c.worker, access.OfferHandover)
	if err != nil {
		return "", err
	}
	return handovers.Offer(w.ctx, w.files, g, c.id, w.units[c.origin], "Shembull: familja jeton në Elbasan dhe u kthye atje.", nil)
}

// accept has Elbasan take a case over.
func (w *caseworker) accept(offer string) error {
	g, err := w.grant(supervisorElbasan, access.AnswerHandover)
	if err != nil {
		return err
	}
	_, err = handovers.Accept(w.ctx, w.files, g, offer, w.people[workerElbasan].ID())
	return err
}

// merge has the supervisor find that two files are of one child.
func (w *caseworker) merge(kept, other *sampleChild) error {
	g, err := w.grant(supervisor, access.MergeFiles)
	if err != nil {
		return err
	}
	l := linkage.Linker{Files: w.files, Need: linkage.Options{Follow: sighting.Follow, People: w.members}}
	return l.Merge(w.ctx, g, kept.id, other.id, "given year guardian")
}

// release lets somebody outside the team read a part of a file for ten days.
func (w *caseworker) release(c *sampleChild, to string) error {
	g, err := w.grant(c.worker, access.Disclose)
	if err != nil {
		return err
	}
	return w.disclosures().Release(w.ctx, g, c.id, disclosure.Release{
		To: w.people[to].ID(), Classes: child.SetOf(child.Place), Purpose: "field", Why: "Shembull: ekipi e shoqëron fëmijën në shtëpi.", Until: store.At(w.now.AddDate(0, 0, 10)),
	})
}

// emergency lets somebody outside the team read a file for an hour. Nobody has
// reviewed it yet.
func (w *caseworker) emergency(c *sampleChild, email string) error {
	g, err := w.grant(email, access.BreakGlass)
	if err != nil {
		return err
	}
	code, err := w.code(c)
	if err != nil {
		return err
	}
	_, err = w.disclosures().Enter(w.ctx, g, code, "", "Shembull: fëmija u gjet vetëm në port dhe nuk dihej kë të telefononim.")
	return err
}

// code is how people name the file of a child.
func (w *caseworker) code(c *sampleChild) (code string, err error) {
	g, err := w.grant(c.worker, access.OpenFiles)
	if err != nil {
		return "", err
	}
	err = w.files.Open(w.ctx, g, child.Ask{ID: c.id, Purpose: child.Care}, func(_ *store.Tx, f *child.File) error {
		code = f.Code
		return nil
	})
	return code, err
}

func (w *caseworker) disclosures() *disclosure.Service {
	return disclosure.New(w.files, disclosure.Options{People: w.members})
}

// members are the people of a unit.
func (w *caseworker) members(ctx context.Context, unit string) ([]child.Member, error) {
	list, err := account.PeopleOf(ctx, w.conf.Committee, unit)
	members := make([]child.Member, len(list))
	for i, m := range list {
		members[i] = child.Member{Person: m.Person, Name: m.Name, Role: m.Role}
	}
	return members, err
}
