package demo

import (
	"errors"
	"fmt"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/enrolment"
	"tryeza/internal/programme"
	"tryeza/internal/store"
)

// later are children of the first summer who were met besides: with them there are
// enough, enrolled and not, for something to be said of them.
const later = 6

// enrolled2022 are those of the first summer who were in programmes, one of them in
// two, by their place in the list of that summer.
var enrolled2022 = []struct {
	programme, on string
	children      []int
}{
	{camp2022, "2022-06-20", []int{1, 2, 4, 6, 7, 9}},
	{letters2022, "2022-06-27", []int{3, 8, 11, 12}},
	{centre2022, "2022-07-11", []int{4, 13, 14, 16, 21}},
}

// again2022 are those of the first summer who were seen in September.
var again2022 = []int{2, 5, 7, 10, 12, 13, 15, 17, 18, 20, 21, 23}

// prevention is what the unit notes of programmes, and who was seen after them. It
// comes with dice of its own: what happens besides is as it was without it.
func (w *caseworker) prevention() ([]event, error) {
	events := append(w.metLater(), w.restOfSummer()...)
	first := w.firstSummer()
	for i, n := range again2022 {
		day := fmt.Sprintf("2022-09-%02d", 6+i%2*7+i%3)
		events = append(events, w.aside(event{day, func() error { return w.see(first[n-1], day) }}))
	}
	for _, x := range enrolled2022 {
		p, err := w.programme(x.programme)
		if err != nil {
			return nil, err
		}
		for _, n := range x.children {
			events = append(events, w.joins(first[n-1], p, x.on)...)
		}
	}
	return events, nil
}

// metLater adds children to the first summer.
func (w *caseworker) metLater() []event {
	var events []event
	main := w.rnd
	w.rnd = w.besides
	for range later {
		c := w.invent(len(w.children)+1, 2022, durresTown)
		c.outcome, c.closed = "less", "2022-11-25"
		w.children = append(w.children, c)
		for _, e := range w.story(c) {
			events = append(events, w.aside(e))
		}
	}
	w.rnd = main
	return events
}

// restOfSummer are children seen from July to September 2022 whose names nobody
// learned: one a day, and in August two.
func (w *caseworker) restOfSummer() []event {
	var events []event
	see := func(i int, day string) {
		c := &sampleChild{number: i, sex: []string{"m", "f", "u"}[i%3], age: []string{"6-10", "11-14", "u"}[i%3], origin: []string{durresTown, "", elbasanTown, "53"}[i%4]}
		events = append(events, w.aside(event{day, func() error { return w.see(c, day) }}))
	}
	for day := "2022-07-04"; day <= "2022-09-30"; day = dayAfter(day) {
		see(len(events), day)
		if day[5:7] == "08" {
			see(len(events), day)
		}
	}
	return events
}

// aside is the event with the other dice.
func (w *caseworker) aside(e event) event {
	return event{e.day, func() error {
		main := w.rnd
		w.rnd = w.besides
		defer func() { w.rnd = main }()
		return e.do()
	}}
}

// firstSummer are the children of 2022.
func (w *caseworker) firstSummer() []*sampleChild {
	return slices.DeleteFunc(slices.Clone(w.children), func(c *sampleChild) bool { return c.days[0] >= "2023-01-01" })
}

// joins has the one who works on the file add the child to a programme, and note
// what became of it 30 and 90 days after the programme.
func (w *caseworker) joins(c *sampleChild, p enrolment.Programme, on string) []event {
	var id string
	note := func(version int64, change func(e *enrolment.Enrolment)) func() error {
		return func() error {
			g, err := w.grant(c.worker, access.Enrol)
			if err != nil {
				return err
			}
			return enrolment.Note(w.ctx, w.files, g, c.id, id, version, change)
		}
	}
	enrol := func() error {
		g, err := w.grant(c.worker, access.Enrol)
		if err == nil {
			id, err = enrolment.Enrol(w.ctx, w.files, g, c.id, p, on)
		}
		return err
	}
	return []event{
		{on, enrol},
		{plus(p.To, 31), note(1, func(e *enrolment.Enrolment) {
			e.LeftOn, e.Reason, e.Found30 = p.To, "ended", []string{"off_street", "less", "off_street", "unchanged"}[c.number%4]
		})},
		{plus(p.To, 92), note(2, func(e *enrolment.Enrolment) {
			e.School, e.Found90 = []string{"enrolled", "continues", "enrolled", "not_enrolled", "continues"}[c.number%5], []string{"off_street", "off_street", "less", "unknown"}[c.number%4]
		})},
	}
}

// programme is one of the committee, as its units are told of it.
func (w *caseworker) programme(id string) (enrolment.Programme, error) {
	g, err := account.Operator().May(access.ReadProgrammes, access.Committee(Committee))
	if err != nil {
		return enrolment.Programme{}, err
	}
	list, err := programme.ReadKnown(w.ctx, w.conf.Committee, g)
	for _, k := range list {
		if k.ID == id {
			return enrolment.Programme(k), nil
		}
	}
	return enrolment.Programme{}, errors.Join(err, store.ErrNotFound)
}
