package reporting

import (
	"fmt"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// A section is what a return says on one row, in words, with the way to change it.
type section struct {
	Title, Path string
	Lines       []line
	Files       []File
}

// line is one answer. Name is the form field it comes from.
type line struct{ Name, Label, Text string }

// answers puts a whole return into words: every row that was asked, also when it
// is blank, and every other that says something.
func answers(l text.Lang, r Return, base string, mayEdit bool) []section {
	var list []section
	add := func(path string, s section) {
		if mayEdit {
			s.Path = base + path
		}
		list = append(list, s)
	}
	for _, it := range r.Items {
		add("/activity/"+it.ActivityID, section{Title: activityName(it.Activity), Lines: it.lines(l, r.Values), Files: r.filesOf(it.ID)})
	}
	for _, t := range code.Topics {
		if n := r.Narrative(t.Code); n.Asked || n.Body != "" || len(r.Values.ofTopic(t)) > 0 {
			add("/topic/"+t.Code, section{Title: t.Name(string(l)), Lines: r.withRegister(l, n.lines(l, r.asks(t), r.Values))})
		}
	}
	add("/problems", section{Title: text.T(l, "Problematikat"), Lines: problemLines(l, r)})
	add("/measures", section{Title: text.T(l, "Masat"), Lines: measureLines(l, r)})
	if general := r.filesOf(""); len(general) > 0 {
		add("/files", section{Title: text.T(l, "Skedarë të tjerë"), Files: general})
	}
	return list
}

// filesOf lists the evidence of one item, or with "" of the return as a whole.
func (r Return) filesOf(itemID string) []File {
	var list []File
	for _, f := range r.Files {
		if f.ItemID == itemID {
			list = append(list, f)
		}
	}
	return list
}

// lines puts what is said of an activity into words.
func (it Item) lines(l text.Lang, v Values) []line {
	state := text.T(l, "nuk është plotësuar")
	if it.State != "" {
		state = code.ReportedStates.Label(l, it.State)
	}
	list := []line{{"state", text.T(l, "Gjendja"), state}}
	for _, x := range []line{
		{"done", text.T(l, "Kur u realizua"), text.Day(it.DoneOn)}, {"place", text.T(l, "Vendi"), it.Place},
		{"what", text.T(l, "Çfarë u bë"), it.What}, {"partners", text.T(l, "Partnerët"), it.Partners}, {"reason", text.T(l, "Arsyeja"), it.Reason},
	} {
		if x.Text != "" {
			list = append(list, x)
		}
	}
	for _, a := range asksOf(l, it) {
		if v[a.Key].Qualifier != "" || a.Key.Subject == OfIndicator && measured(it.State) {
			list = append(list, line{a.Field, a.Name, a.words(l, v)})
		}
	}
	return list
}

// lines puts what is said on a topic into words.
func (n Narrative) lines(l text.Lang, t code.Topic, v Values) []line {
	var list []line
	for _, a := range asksOn(l, t) {
		list = append(list, line{a.Field, a.Name, a.words(l, v)})
	}
	if n.Body != "" || len(t.Counts) == 0 {
		list = append(list, line{"body", text.T(l, "Me fjalë"), or(n.Body, text.T(l, "nuk është plotësuar"))})
	}
	return list
}

// words is a number with its breakdown, as a reader sees it.
func (a ask) words(l text.Lang, v Values) string {
	s := quantityWords(l, v[a.Key].Quantity)
	if v[a.Key].Known() {
		s = strings.TrimSpace(s + " " + code.UnitAfter(l, a.UnitCode, v[a.Key].Number == figure.One))
	}
	for _, b := range a.By {
		var cells []string
		for _, c := range bands(b, a.Young, v.under(a.Key, b)) {
			if q := v.Get(a.Key.Subject, a.Key.ID, cellPart(b, c.Code)); q.Qualifier != "" {
				cells = append(cells, c.Name(l)+" "+quantityWords(l, q))
			}
		}
		if len(cells) > 0 {
			s += "; " + text.List(l, cells)
		}
	}
	var from []string
	for _, m := range a.origins(v) {
		from = append(from, code.MunicipalityName(m)+" "+quantityWords(l, v.Get(a.Key.Subject, a.Key.ID, cellPart(code.ByOrigin, m))))
	}
	if len(from) > 0 {
		s += "; " + text.T(l, "nga") + " " + text.List(l, from)
	}
	return s
}

func quantityWords(l text.Lang, q figure.Quantity) string {
	return q.Words(string(l), text.Number(l, int64(q.Number)))
}

func problemLines(l text.Lang, r Return) []line {
	var list []line
	for i, p := range r.Problems {
		s := p.Body + " (" + text.T(l, "mungon: %s", code.Resources.Label(l, p.Resource))
		if p.Amount != nil {
			s += ", " + text.Lek(l, int64(*p.Amount))
		}
		s += "; " + text.T(l, "që prej %s", text.Day(p.Since))
		if p.Solved {
			s += "; " + text.T(l, "e zgjidhur")
		}
		list = append(list, line{"problem", fmt.Sprint(i + 1), s + ")"})
	}
	return orSaid(l, list, r.NoProblems, "Asnjë problematikë nuk u has.")
}

func measureLines(l text.Lang, r Return) []line {
	var list []line
	for i, m := range r.Measures {
		s := text.T(l, "Marrë: %s", m.Body)
		if m.Status == Expected {
			s = text.T(l, "Pritet: %s (deri më %s)", m.Body, text.Day(m.DueOn))
		}
		list = append(list, line{"measure", fmt.Sprint(i + 1), s})
	}
	return orSaid(l, list, r.NoMeasures, "Asnjë masë nuk u mor dhe nuk pritet.")
}

// orSaid is the list, the institution's word that there is none, or that it is blank.
func orSaid(l text.Lang, list []line, none bool, word string) []line {
	switch {
	case len(list) > 0:
		return list
	case none:
		return []line{{"none", "–", text.T(l, word)}}
	}
	return []line{{"none", "–", text.T(l, "nuk është plotësuar")}}
}

// compare lists the answers of two people side by side, for the conflict page.
func compare(mine, theirs []line) (names []string, rows map[string][3]string) {
	rows = map[string][3]string{}
	for i, list := range [][]line{mine, theirs} {
		for _, x := range list {
			row, seen := rows[x.Name]
			if !seen {
				names = append(names, x.Name)
			}
			row[0], row[i+1] = x.Label, x.Text
			rows[x.Name] = row
		}
	}
	return names, rows
}
