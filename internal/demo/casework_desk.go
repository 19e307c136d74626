package demo

import (
	"tryeza/internal/access"
	"tryeza/internal/child"
	handovers "tryeza/internal/handover"
	"tryeza/internal/media"
	"tryeza/internal/store"
)

// The children of the sample that something happens to besides, by number.
const (
	documented = 24 // has a document and a drawing
	barred     = 26 // the second worker has a conflict of interest with it
	handedOver = 30 // lives in Elbasan, whose unit took the case over
	offered    = 32 // lives in Elbasan, whose unit has not answered yet
)

// desk is what happens in the units besides: one of everything that their pages
// can show.
func (w *caseworker) desk() []event {
	var offer string
	return []event{
		{"2023-06-20", func() error { return w.document(w.sample(documented)) }},
		{"2023-06-22", func() error { return w.conflict(w.sample(barred), worker2) }},
		{"2023-07-03", func() (err error) { offer, err = w.offer(w.sample(handedOver)); return err }},
		{"2023-07-05", func() error { return w.accept(offer) }},
		{"2023-07-14", func() error { _, err := w.offer(w.sample(offered)); return err }},
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
	return handovers.Offer(w.ctx, w.files, g, c.id, w.units[c.origin], "Shembull: familja jeton në Elbasan dhe u kthye atje.")
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
