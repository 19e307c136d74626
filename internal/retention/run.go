package retention

import (
	"context"
	"encoding/json"
	"errors"
	"log/slog"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A Service lets go of what is due.
type Service struct {
	Files child.Files
	// DropNotes forgets the notes of sightings recorded before an instant, and
	// says how many: package sighting has it.
	DropNotes func(tx *store.Tx, before store.Time) (int64, error)
	Machine   access.Actor // who acts when nobody does
}

// A Report is what one run did, or would have done.
type Report struct {
	ID      string
	Version int64
	At      store.Time
	By      string
	Dry     bool
	Files   int64 // erased
	Held    int64 // due and held
	Notes   int64 // of sightings
	Detail  Detail
	stored  string
}

// Detail names what a report counts.
type Detail struct {
	Erased []Gone   `json:"erased"`
	Held   []Gone   `json:"held"`
	Months []string `json:"months"` // whose notes went, "2018-06"
}

// Gone is one file of a report.
type Gone struct {
	ID    string `json:"id"`
	Code  string `json:"code"`
	Since string `json:"since"`
}

func (r *Report) fields() []any {
	return []any{&r.ID, &r.Version, &r.At, &r.By, &r.Dry, &r.Files, &r.Held, &r.Notes, &r.stored}
}

const runColumns = `at, by_id, dry, files, held, notes, detail`

var (
	runs    = store.NewUnitTable("retention_run", runColumns, (*Report).fields)
	allRuns = store.ReadUnit(`SELECT id, version, ` + runColumns + ` FROM retention_run WHERE owner_id = $1 ORDER BY at DESC, id LIMIT 20`)
	lastRun = store.ReadUnit(`SELECT at FROM retention_run WHERE owner_id = $1 AND NOT dry ORDER BY at DESC LIMIT 1`)
	notesIn = store.ReadUnit(`SELECT count(*) FROM sighting WHERE owner_id = $1 AND recorded_at < $2 AND length(note) > 0`)
)

// A plan is what is due on a day.
type plan struct {
	day     string
	entries []Entry
	notes   int64
	before  string // first day whose notes stay, "" when no rule says
}

func (s Service) plan(tx *store.Tx) (p plan, err error) {
	p.day = text.DayOf(tx.Now().Time)
	files, err := limitOn(tx, child.KeepFile, p.day)
	if err != nil {
		return p, err
	}
	if p.entries, err = ended(tx, files, p.day); err != nil {
		return p, err
	}
	notes, err := limitOn(tx, "keep_sighting", p.day)
	if notes.Verified {
		p.before = notesBefore(notes, p.day)
	}
	if err != nil || p.before == "" {
		return p, err
	}
	p.notes, err = store.Value[int64](tx, notesIn, instant(p.before))
	return p, err
}

// instant is the beginning of a day by the clock that keys are made by.
func instant(day string) store.Time {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return store.Time{}
	}
	return store.At(t)
}

// month is what keys of notes are named by.
func (p plan) month() string { return p.before[:min(len("2006-01"), len(p.before))] }

// Run lets go of what is due in the unit of the grant, and reports it. A dry run
// reports the same and changes nothing. g is for access.Retain. Stopped anywhere,
// the next run does the rest.
func (s Service) Run(ctx context.Context, g access.Grant, dry bool) (Report, error) {
	var p plan
	err := s.Files.DB.View(ctx, g, store.Subject{}, func(tx *store.Tx) (err error) {
		p, err = s.plan(tx)
		return err
	})
	if err != nil {
		return Report{}, err
	}
	months, err := s.Files.Keys.Old(ctx, g.Scope().ID, p.month())
	if err != nil {
		return Report{}, err
	}
	r := p.report(dry, months)
	if !dry {
		if err := s.let(ctx, g, p, &r); err != nil {
			return r, err
		}
	}
	return r, s.keep(ctx, g, p, &r)
}

// report is what the run would do.
func (p plan) report(dry bool, months []string) Report {
	r := Report{Dry: dry, Notes: p.notes, Detail: Detail{Months: months}}
	for _, e := range p.entries {
		switch gone := (Gone{e.ID, e.Code, e.Since}); {
		case e.fits(p.day):
			r.Detail.Erased = append(r.Detail.Erased, gone)
		case e.Held && e.On != "" && e.On <= p.day:
			r.Detail.Held = append(r.Detail.Held, gone)
		}
	}
	return r
}

// let destroys keys. What somebody held meanwhile is reported as held.
func (s Service) let(ctx context.Context, g access.Grant, p plan, r *Report) error {
	var ids []string
	of := map[string]Gone{}
	for _, e := range r.Detail.Erased {
		ids, of[e.ID] = append(ids, e.ID), e
	}
	erased, held, err := s.Files.EraseAll(ctx, g, ids, child.KeepFile)
	r.Detail.Erased = nil
	for _, id := range erased {
		r.Detail.Erased = append(r.Detail.Erased, of[id])
	}
	for _, id := range held {
		r.Detail.Held = append(r.Detail.Held, of[id])
	}
	if err != nil {
		return err
	}
	r.Detail.Months, err = s.Files.Keys.Forget(ctx, g.Scope().ID, p.month())
	return err
}

// keep writes the report, and takes away the notes whose keys are gone.
func (s Service) keep(ctx context.Context, g access.Grant, p plan, r *Report) error {
	r.ID, r.By = s.Files.DB.NewID(), g.Actor()
	return s.Files.DB.Change(ctx, g, store.Subject{Kind: "retention", ID: r.ID}, func(tx *store.Tx) (err error) {
		if !r.Dry && p.before != "" {
			if r.Notes, err = s.DropNotes(tx, instant(p.before)); err != nil {
				return err
			}
		}
		b, err := json.Marshal(r.Detail)
		if err != nil {
			return err
		}
		r.At, r.Files, r.Held, r.stored = tx.Now(), int64(len(r.Detail.Erased)), int64(len(r.Detail.Held)), string(b)
		return runs.Add(tx, *r)
	})
}

// Due runs in every unit that has not had its run today.
func (s Service) Due(ctx context.Context) error {
	units, err := s.Files.DB.Chains(ctx)
	for _, unit := range units {
		if err == nil {
			err = s.due(ctx, unit)
		}
	}
	return err
}

func (s Service) due(ctx context.Context, unit string) error {
	g, err := s.Machine.May(access.Retain, access.Institution(unit))
	if err != nil {
		return err
	}
	done := false
	err = s.Files.DB.View(ctx, g, store.Subject{}, func(tx *store.Tx) error {
		last, err := store.Value[store.Time](tx, lastRun)
		if errors.Is(err, store.ErrNotFound) {
			return nil
		}
		done = text.DayOf(last.Time) == text.DayOf(tx.Now().Time)
		return err
	})
	if err == nil && !done {
		_, err = s.Run(ctx, g, false)
	}
	return err
}

// every is how often Loop looks whether a day has begun.
const every = 15 * time.Minute

// Loop runs what is due until ctx ends. It is called once, beside the pages.
func (s Service) Loop(ctx context.Context) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for {
		if err := s.Due(ctx); err != nil && ctx.Err() == nil {
			slog.ErrorContext(ctx, "the keeping rules were not applied everywhere; it is tried again", "err", err)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
