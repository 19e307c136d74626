package notify

import (
	"slices"
	"strings"

	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A line of a mail: how many things, why, and where to look. Day is the nearest
// due day of what is to come, or the oldest of what is late.
type line struct {
	Words, About, Day, Link string
	N                       int64
}

// digest is what a morning's mail to one person is made of.
type digest struct {
	Committee, Subject string
	Lines              []line
	Totals             []string
	Rhythm             string // link to where the rhythm is set, for those who may
}

// A total is what stands of an institution: its open tasks, late ones, and the
// open ones it asked of others.
type total struct {
	institution       string
	open, late, asked int64
}

func (t *total) fields() []any { return []any{&t.institution, &t.open, &t.late, &t.asked} }

var (
	totalsOn = store.Read(`SELECT owner_id, COUNT(*), SUM(CASE WHEN due_on > '' AND due_on < $2 THEN 1 ELSE 0 END), 0
		FROM task WHERE committee_id = $1 AND state = 'open' GROUP BY owner_id`)
	askedOn = store.Read(`SELECT asked_by, 0, 0, COUNT(*) FROM task WHERE committee_id = $1 AND state = 'open' AND asked_by <> '' AND asked_by <> owner_id GROUP BY asked_by`)
	named   = store.Read(`SELECT institution_id, name FROM committee_named WHERE committee_id = $1 AND since <= $2 AND until >= $2`)
)

// today is what the mails of one morning have in common.
type today struct {
	base, committee string
	names           map[string]string
	totals          []total
}

func readToday(tx *store.Tx, address, day string) (t today, err error) {
	t.base, t.names = address+"/k/"+tx.Grant().Scope().ID, map[string]string{}
	if t.committee, err = store.Value[string](tx, committeeName); err != nil {
		return t, err
	}
	open, err := store.All(tx, totalsOn, (*total).fields, day)
	if err != nil {
		return t, err
	}
	asked, err := store.All(tx, askedOn, (*total).fields)
	if err != nil {
		return t, err
	}
	t.totals = append(open, asked...)
	type pair struct{ id, name string }
	list, err := store.All(tx, named, func(p *pair) []any { return []any{&p.id, &p.name} }, day)
	for _, p := range list {
		t.names[p.id] = p.name
	}
	return t, err
}

// queueDigests puts one mail for each person into the outbox, with all that the
// offices they hold are told today.
func (s *Service) queueDigests(tx *store.Tx, day string, told []duty, people []Address) error {
	t, err := readToday(tx, s.Address, day)
	if err != nil {
		return err
	}
	var done []string
	for _, a := range people {
		if slices.Contains(done, a.Person) {
			continue
		}
		done = append(done, a.Person)
		offices := slices.DeleteFunc(slices.Clone(people), func(b Address) bool { return b.Person != a.Person })
		mine := slices.DeleteFunc(slices.Clone(told), func(d duty) bool {
			return !slices.ContainsFunc(offices, func(o Address) bool { return o.is(d.To) })
		})
		if len(mine) == 0 {
			continue
		}
		m, err := t.digest(a, offices, mine)
		if err != nil {
			return err
		}
		if err := s.Queue(tx, m); err != nil {
			return err
		}
	}
	return nil
}

// digest writes the mail of one person.
func (t today) digest(a Address, offices []Address, mine []duty) (Mail, error) {
	d := digest{Committee: t.committee, Lines: t.lines(a.Lang, mine)}
	n := int64(0)
	for _, l := range d.Lines {
		n += l.N
	}
	d.Subject = text.Count(a.Lang, &n, text.Forms{One: "Tryeza: 1 kujtesë", Many: "Tryeza: {n} kujtesa"})
	if slices.ContainsFunc(offices, func(o Address) bool { return o.Role.OfInstitution() }) {
		d.Totals, d.Rhythm = t.standing(a.Lang, offices), t.base+"/notify"
	}
	m := Mail{Kind: "digest", To: a.Mail}
	var err error
	m.Subject, m.Body, err = compose(a.Lang, "digest", d)
	return m, err
}

// lines put the duties of a person together by reason and by who owes them, in
// the order of reasons.
func (t today) lines(l text.Lang, mine []duty) (list []line) {
	for _, r := range reasons {
		var about []string
		for _, d := range mine {
			if d.Kind == r.code && !slices.Contains(about, d.About) {
				about = append(about, d.About)
			}
		}
		for _, inst := range about {
			x := line{Link: t.base + r.path, About: t.names[inst]}
			for _, d := range mine {
				if d.Kind == r.code && d.About == inst {
					x.N++
					x.Day = firstOf(x.Day, d.Due)
				}
			}
			x.Words = text.Count(l, &x.N, r.words)
			list = append(list, x)
		}
	}
	return list
}

func firstOf(a, b string) string {
	if a == "" {
		return b
	}
	return min(a, b)
}

// standing says how things stand with the institutions somebody speaks for.
func (t today) standing(l text.Lang, offices []Address) []string {
	var sum total
	for _, x := range t.totals {
		if slices.ContainsFunc(offices, func(o Address) bool { return o.Role.OfInstitution() && o.Institution == x.institution }) {
			sum.open, sum.late, sum.asked = sum.open+x.open, sum.late+x.late, sum.asked+x.asked
		}
	}
	parts := []string{
		text.Count(l, &sum.open, text.Forms{Zero: "asnjë detyrë e hapur", One: "1 detyrë e hapur", Many: "{n} detyra të hapura"}),
		text.Count(l, &sum.late, text.Forms{Zero: "asnjë me vonesë", One: "1 me vonesë", Many: "{n} me vonesë"}),
	}
	list := []string{text.T(l, "Gjithsej tani:") + " " + strings.Join(parts, ", ") + "."}
	if sum.asked > 0 {
		list = append(list, text.T(l, "Keni kërkuar nga të tjerët:")+" "+text.Count(l, &sum.asked, text.Forms{One: "1 detyrë ende e hapur", Many: "{n} detyra ende të hapura"})+".")
	}
	return list
}
