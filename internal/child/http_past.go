package child

import (
	"cmp"
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type pastPage struct {
	base
	Code    string
	Purpose Purpose
	At      string
	Moments []PastMoment
}

// A PastMoment is what somebody wrote into a file at one time.
type PastMoment struct {
	At    store.Time
	By    string
	Steps []PastStep
}

// A PastStep is one thing that was written into a file.
type PastStep struct {
	ID, Kind, What string
	Rows           []Row
	Replaced       bool
	Elsewhere      bool
}

var pastView = web.NewView[pastPage](files, "past.tmpl", "fields.tmpl")

// past shows everything that was ever written into the file, as far as the
// visitor may read it, the newest first.
func (h handler) past(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	b, err := h.base(r, g, web.Page{})
	if err != nil {
		return err
	}
	var p pastPage
	err = h.files.Open(r.Context(), g, ask(r), func(_ *store.Tx, f *File) error {
		at := path(g, "/"+f.ID)
		b.Page = web.NewPage(r, "Historiku i dosjes %s", f.Code).With(crumbs(g, web.Crumb{Label: web.T(r, "Dosja %s", f.Code), Path: at + "?p=" + string(f.Purpose)})...)
		p = pastPage{base: b, Code: f.Code, Purpose: f.Purpose, At: at}
		p.moments(f)
		return nil
	})
	if err != nil {
		return err
	}
	return pastView.Render(w, r, http.StatusOK, p)
}

// moments puts together what was written at one time, in the order of the kinds.
func (p *pastPage) moments(f *File) {
	list := slices.DeleteFunc(slices.Clone(f.items), func(it Item) bool { return !f.readable(it) })
	slices.SortStableFunc(list, func(a, b Item) int {
		return cmp.Or(b.At.Compare(a.At.Time), cmp.Compare(a.By, b.By), cmp.Compare(kindIndex(a.Kind), kindIndex(b.Kind)))
	})
	for _, it := range list {
		last := len(p.Moments) - 1
		if last < 0 || !p.Moments[last].At.Equal(it.At.Time) || p.Moments[last].By != p.Who(it.By) {
			p.Moments = append(p.Moments, PastMoment{At: it.At, By: p.Who(it.By)})
			last++
		}
		if s := p.step(f, it); it.Kind != "event" || len(s.Rows) > 0 {
			p.Moments[last].Steps = append(p.Moments[last].Steps, s)
		}
	}
	p.Moments = slices.DeleteFunc(p.Moments, func(m PastMoment) bool { return len(m.Steps) == 0 })
}

func kindIndex(c string) int {
	return slices.IndexFunc(kinds, func(k Kind) bool { return k.Code == c })
}

func (p *pastPage) step(f *File, it Item) PastStep {
	k, _ := kindOf(it.Kind)
	s := PastStep{ID: it.ID, Kind: k.Name(p.Lang), What: text.T(p.Lang, "u shënua"), Elsewhere: it.Origin != f.unit}
	s.Replaced = f.newest(it).ID != it.ID
	switch b := it.Body.(type) {
	case Event:
		s.What, s.Rows = "", p.changes(f, b)
	case Withdrawn:
		s.What, s.Rows = text.T(p.Lang, "u hoq"), nil
		if before, ok := f.item(it.Replaces); ok { // the reason may say what was removed
			was, _ := kindOf(before.Kind)
			s.Kind, s.Rows = was.Name(p.Lang), rowsOf(p.Lang, it)
		}
	default:
		if s.Rows = rowsOf(p.Lang, it); it.Replaces != "" {
			s.What = text.T(p.Lang, "u ndreq")
		}
	}
	return s
}

// headFields are the columns of the head that an Event names, with what reads
// them.
var headFields = []struct {
	name string
	code.Code
	class Class
}{
	{"State", code.Code{SQ: "Gjendja", EN: "State"}, Existence},
	{"Worker", code.Code{SQ: "Përgjegjësi", EN: "Responsible"}, Existence},
	{"ClosedOn", code.Code{SQ: "U mbyll më", EN: "Closed on"}, Existence},
	{"Sex", code.Code{SQ: "Gjinia", EN: "Sex"}, Coordination},
	{"Residence", code.Code{SQ: "Vendbanimi", EN: "Residence"}, Coordination},
	{"Risk", code.Code{SQ: "Rreziku", EN: "Risk"}, Coordination},
	{"Outcome", code.Code{SQ: "Rezultati", EN: "Outcome"}, Coordination},
	{"AssessedOn", code.Code{SQ: "Vlerësimi fillestar", EN: "Initial assessment"}, Protection},
	{"GroupOn", code.Code{SQ: "Mbledhja e GTN-së", EN: "Meeting of the GTN"}, Protection},
	{"PlanOn", code.Code{SQ: "Plani individual (PIM)", EN: "Individual plan (PIM)"}, Protection},
	{"ReviewOn", code.Code{SQ: "Rishikimi i planit", EN: "Review of the plan"}, Protection},
}

// changes are what an event changed in the head of the file.
func (p *pastPage) changes(f *File, e Event) []Row {
	if e.What == "started" && len(e.To) == 0 {
		return []Row{{text.T(p.Lang, "Dosja"), text.T(p.Lang, "u hap")}}
	}
	var rows []Row
	for _, h := range headFields {
		if to, ok := e.To[h.name]; ok && f.May.Read.Has(h.class) {
			rows = append(rows, Row{h.Name(p.Lang), p.value(h.name, e.From[h.name]) + " → " + p.value(h.name, to)})
		}
	}
	return rows
}

// value is a field of the head in words.
func (p *pastPage) value(field, v string) string {
	switch {
	case field == "Residence":
		return code.OriginName(p.Lang, v)
	case v == "":
		return "–"
	case field == "Worker":
		return p.Who(v)
	}
	lists := map[string]code.List{"State": StateNames, "Sex": code.ChildSexes, "Risk": RiskLevels, "Outcome": Outcomes}
	if list, ok := lists[field]; ok {
		return list.Label(p.Lang, v)
	}
	return cmp.Or(text.Day(v), v)
}
