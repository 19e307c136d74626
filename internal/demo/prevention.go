package demo

import (
	"fmt"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/task"
)

// prevention2022 is what the institutions wrote into the registers of prevention
// when these came into use, in the spring of 2023: the year before, after its
// analyses were signed.
func (f *filler) prevention2022() error {
	return together(
		func() error { return f.procedures() },
		func() error { return f.programmes(programmes2022()) },
		func() error { return f.projects(project2022()) },
		func() error { return f.fairs(fairs[:1]) },
		func() error { return f.october() },
		func() error { return f.campaigns(campaigns2022()) },
		func() error { return f.trained("2021-01-01", "2022-12-31") },
	)
}

// prevention2023 is what they wrote of the first half of 2023.
func (f *filler) prevention2023() error {
	return together(
		func() error { return f.programmes(programmes2023()) },
		func() error { return f.projects(f.project2023(), draft2023()) },
		func() error { return f.fairs(fairs[1:]) },
		func() error { return f.campaigns(f.campaigns2023()) },
		func() error { return f.trained("2023-01-01", "2023-12-31") },
	)
}

func together(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// keeps has an institution write one record.
func (f *filler) keeps(institution string, p access.Permission, kind, id string, do func(tx *store.Tx) error) error {
	return f.by(voice(institution), p, kind, id, do)
}

// asked gives the task that came of a finding and remembers it under a key.
func (f *filler) asked(key, by, owner, body, due string) error {
	err := f.gives("", task.New{Kind: task.Request, AskedBy: by, OwnerID: owner, Body: body, DueOn: due})
	if err == nil {
		f.became[key] = f.tasks[len(f.tasks)-1].id
	}
	return err
}

// numbers reads pairs of a count and what was said of it: "40 f=19 m=21 6-10=24",
// "~300", "?"; a word that is no sex and no age is a kind, and "-" leaves the total
// blank.
func numbers(pairs ...string) register.Numbers {
	n := register.Numbers{}
	for i := 0; i+1 < len(pairs); i += 2 {
		put(n, pairs[i], "", pairs[i+1])
	}
	return n
}

func put(n register.Numbers, what, day, spec string) {
	for i, word := range strings.Fields(spec) {
		part := ""
		if i > 0 {
			var cell string
			cell, word, _ = strings.Cut(word, "=")
			part = partOf(cell)
		}
		if word == "-" {
			continue
		}
		q, err := quantity(word)
		if err != nil {
			panic("demo: " + spec + ": " + err.Error()) // a typing error in this package
		}
		n[register.Key{What: what, Day: day, Part: part}] = q
	}
}

func partOf(cell string) string {
	if p := cellPart(cell); !strings.HasPrefix(p, "origin=") {
		return p
	}
	return "kind=" + cell
}

// attend counts who came on each day, as a share of those enrolled that goes up
// and down; young is the age band of most of them and old that of the others, ""
// for none.
func attend(n register.Numbers, days []string, enrolled, street int64, young, old string) {
	for i, day := range days {
		share := []int64{93, 88, 95, 85, 78}[i%5]
		came, girls := enrolled*share/100, enrolled*share/220
		spec := fmt.Sprintf("%d f=%d m=%d %s=%d", came, girls, came-girls, young, came)
		if old != "" {
			spec = fmt.Sprintf("%d f=%d m=%d %s=%d %s=%d", came, girls, came-girls, young, came-came*2/5, old, came*2/5)
		}
		put(n, "attended", day, spec)
		put(n, "attended_street", day, fmt.Sprint(street*share/100))
	}
}

// weekdays are the days from one to another that are no Saturday and no Sunday.
func weekdays(from, to string) []string {
	var list []string
	for day := from; day <= to; day = dayAfter(day) {
		if weekdayOf(day) < 6 {
			list = append(list, day)
		}
	}
	return list
}

func with(institutions ...string) []register.Partner {
	var list []register.Partner
	for _, i := range institutions {
		list = append(list, register.Partner{InstitutionID: i})
	}
	return list
}
