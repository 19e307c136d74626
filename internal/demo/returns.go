package demo

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/plan"
	"tryeza/internal/reporting"
	"tryeza/internal/store"
)

// A history says who was late, whose return was sent back, and whose is missing.
type history struct{ late, back, missing string }

func (f *filler) open(period, due string) error {
	return f.change(access.OpenRound, "round", period, func(tx *store.Tx) error {
		_, err := reporting.OpenRound(tx, reporting.Round{ID: "raportimi-" + period, Period: figure.Period(period), DueOn: due})
		return err
	})
}

// returns has every institution fill in, send and get its return accepted.
func (f *filler) returns(period string, h history) error {
	end := figure.Period(period).End()
	f.at(end)
	list, err := f.round(period)
	if err != nil {
		return err
	}
	for i, r := range list {
		f.at(plus(end, 7+i%6))
		if r.InstitutionID == h.late {
			f.at(plus(end, 17))
		}
		unanswered := ""
		if r.InstitutionID == h.missing {
			unanswered = "street_children" // what the committee waits for
		}
		if err := f.change(access.FillReturn, "return", r.ID, func(tx *store.Tx) error { return f.fill(tx, r, period, unanswered) }); err != nil {
			return fmt.Errorf("%s: %w", r.InstitutionID, err)
		}
		if r.InstitutionID == h.missing {
			continue
		}
		if err := f.send(r, end, h); err != nil {
			return fmt.Errorf("%s: %w", r.InstitutionID, err)
		}
	}
	return nil
}

// round reads the returns of a period.
func (f *filler) round(period string) (list []reporting.Return, err error) {
	g, err := f.actor.May(access.ReadReturns, access.Committee(Committee))
	if err != nil {
		return nil, err
	}
	err = f.db.View(f.ctx, g, store.Subject{}, func(tx *store.Tx) error {
		list, err = reporting.LoadRound(tx, "raportimi-"+period)
		return err
	})
	return list, err
}

func (f *filler) send(r reporting.Return, end string, h history) error {
	act := reporting.Act{ReturnID: r.ID, Version: reporting.Latest}
	send := func() error {
		return f.change(access.SendReturn, "return", r.ID, func(tx *store.Tx) error { _, err := reporting.Send(tx, act); return err })
	}
	if err := send(); err != nil {
		return err
	}
	if r.InstitutionID == h.back {
		back := act
		back.Reason = "Ju lutemi plotësoni arsyen e vonesës dhe numrin e pjesëmarrësve."
		if err := f.change(access.JudgeReturn, "return", r.ID, func(tx *store.Tx) error { return reporting.SendBack(tx, back) }); err != nil {
			return err
		}
		if err := send(); err != nil {
			return err
		}
	}
	// It is accepted the same morning, so that what it brings is given the day it was sent.
	return f.change(access.JudgeReturn, "return", r.ID, func(tx *store.Tx) error {
		if err := reporting.Accept(tx, act, plan.SetReported); err != nil {
			return err
		}
		return f.arrived(tx, r.ID)
	})
}

func plus(day string, days int) string {
	for range days {
		day = dayAfter(day)
	}
	return day
}

// fill writes what the sample says for one institution, but for a topic it has
// not answered yet.
func (f *filler) fill(tx *store.Tx, r reporting.Return, period, unanswered string) error {
	for _, it := range r.Items {
		key := it.ActivityID[:strings.LastIndex(it.ActivityID, "-")]
		if x, ok := results[period][key]; ok {
			if err := saveItem(tx, r, it, x, period); err != nil {
				return fmt.Errorf("%s: %w", key, err)
			}
		}
	}
	if err := f.topics(tx, r, period, unanswered); err != nil {
		return err
	}
	return f.raise(tx, r, period)
}

func saveItem(tx *store.Tx, r reporting.Return, it reporting.Item, x result, period string) error {
	v := reporting.Values{}
	if err := spec(v, reporting.OfParticipants, it.ActivityID, x.participants); err != nil {
		return err
	}
	if err := spec(v, reporting.OfIndicator, it.ActivityID+"-t", x.value); err != nil {
		return err
	}
	_, err := reporting.SaveItem(tx, reporting.Item{
		ReturnID: r.ID, ActivityID: it.ActivityID, Version: reporting.Latest, State: x.state, DoneOn: dayOf(figure.Period(period).Year(), x.day),
		Place: x.place, What: x.what, Partners: x.partners, Reason: x.reason,
	}, v)
	return err
}

// topics saves what was counted and told. What an institution was asked and the
// sample does not say is an explicit zero, as a careful focal point would give.
func (f *filler) topics(tx *store.Tx, r reporting.Return, period, unanswered string) error {
	for _, t := range code.Topics {
		if t.Code == unanswered {
			continue
		}
		v := reporting.Values{}
		asked := t.For(r.Sector).Counts
		for _, n := range t.Counts {
			given := counts[period][r.InstitutionID][n.Code]
			must := slices.Contains(t.Asked, r.Sector) && slices.ContainsFunc(asked, func(a code.Count) bool { return a.Code == n.Code })
			if given == "" && must && !countedByUnit(r.Sector, t.Code) {
				given = "0"
			}
			if err := spec(v, reporting.OfTopic, n.Code, given); err != nil {
				return err
			}
		}
		body := told[period][r.InstitutionID][t.Code]
		if len(v) == 0 && body == "" {
			continue
		}
		if _, err := reporting.SaveTopic(tx, reporting.Narrative{ReturnID: r.ID, Topic: t.Code, Version: reporting.Latest, Body: body}, v); err != nil {
			return fmt.Errorf("%s: %w", t.Code, err)
		}
	}
	return nil
}

// countedByUnit reports whether the municipality's child protection unit, which
// sits on its own in the sample, gives the counts of a topic in its place.
func countedByUnit(sector, topic string) bool {
	return sector == "municipality" && topic == "street_children"
}

// raise saves the problems met and the measures taken and expected.
func (f *filler) raise(tx *store.Tx, r reporting.Return, period string) error {
	list := problems[period][r.InstitutionID]
	if len(list) == 0 {
		return reporting.SayNone(tx, r.ID, true, true)
	}
	for _, p := range list {
		in := reporting.Problem{ReturnID: r.ID, ObjectiveID: fmt.Sprintf("%s-%d", p.objective, figure.Period(period).Year()), Body: p.body, Resource: p.resource,
			Since: figure.Period(period).End(), EarlierID: f.problems[p.key], Solved: p.solved}
		if p.amount > 0 {
			in.Amount = whole(p.amount)
		}
		id, err := reporting.SaveProblem(tx, in)
		if err != nil {
			return err
		}
		f.problems[p.key] = id
		if err := measures(tx, r, id, p); err != nil {
			return err
		}
	}
	return nil
}

func measures(tx *store.Tx, r reporting.Return, problemID string, p problem) error {
	var errs []error
	if p.taken != "" {
		_, err := reporting.SaveMeasure(tx, reporting.Measure{ReturnID: r.ID, ProblemID: problemID, Status: reporting.Taken, Body: p.taken})
		errs = append(errs, err)
	}
	if p.expected != "" {
		_, err := reporting.SaveMeasure(tx, reporting.Measure{ReturnID: r.ID, ProblemID: problemID, Status: reporting.Expected, Body: p.expected, DueOn: p.due})
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

// spec reads "28 f=12 m=16 0-5=3 resident=15 u=2 15=5" into values: the total
// with its qualifier ("~" about, ">" more than, "?" not known), then the cells of
// its breakdowns; "u" is of unknown origin and two digits are a municipality.
func spec(v reporting.Values, subject, id, s string) error {
	for i, word := range strings.Fields(s) {
		part, number := "", word
		if i > 0 {
			var cell string
			cell, number, _ = strings.Cut(word, "=")
			part = cellPart(cell)
		}
		q, err := quantity(number)
		if err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
		v[reporting.Key{Subject: subject, ID: id, Part: part}] = reporting.Value{Quantity: q}
	}
	return nil
}

func cellPart(cell string) string {
	switch {
	case cell == "f" || cell == "m":
		return "sex=" + cell
	case strings.Contains(cell, "-") || cell == "31+":
		return "age=" + cell
	}
	return "origin=" + cell
}

func quantity(s string) (figure.Quantity, error) {
	q := figure.Quantity{Qualifier: figure.Exact}
	switch s[0] {
	case '?':
		return figure.Quantity{Qualifier: figure.NotKnown}, nil
	case '~':
		q.Qualifier, s = figure.About, s[1:]
	case '>':
		q.Qualifier, s = figure.MoreThan, s[1:]
	}
	n, err := strconv.ParseInt(s, 10, 64)
	q.Number = figure.Whole(n)
	return q, err
}
