package programme

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// readForm reads the form into a programme; was is what stands there now. Naming an
// institution one does not keep records of is denied.
func (h handler) readForm(r *http.Request, g access.Grant, f *web.Form, was Programme) (Programme, error) {
	var c choice
	if err := h.view(r, g, func(tx *store.Tx) (err error) { c, err = readChoice(tx, h.today(), was.StartsOn); return err }); err != nil {
		return was, err
	}
	p := was
	p.InstitutionID = f.Need("institution", "Zgjidhni institucionin që e organizon programin.")
	if p.InstitutionID != "" && !(c.directory.Has(p.InstitutionID) && g.Covers(p.InstitutionID)) {
		return was, access.ErrDenied
	}
	f.Need("title", "Shkruani si quhet programi.")
	p.Title, p.Place, p.Funder = f.PublicLine("title"), f.PublicLine("place"), f.PublicLine("funder")
	p.Kind = f.Code("kind", code.ProgrammeKinds, "Zgjidhni llojin e programit.")
	p.Source, p.Note = f.Public("source"), f.Public("note")
	readWhere(f, &p, c)
	readWhen(f, &p, h.today())
	readState(f, &p, h.today())
	p.Numbers = register.Read(f, wholeCounts, "")
	p.Partners = register.ReadPartners(f, c.directory, p.InstitutionID)
	return p, nil
}

// readWhere reads the municipality, the money and the activity of the plan. Only
// what is known from a source may lack the municipality.
func readWhere(f *web.Form, p *Programme, c choice) {
	was := p.Municipality
	p.Municipality = f.Text("municipality")
	ours := slices.ContainsFunc(c.municipalities, func(m code.Municipality) bool { return m.Code == p.Municipality })
	switch {
	case p.Municipality == "" && p.Source == "":
		f.Fail("municipality", "Zgjidhni bashkinë ku zhvillohet programi.")
	case p.Municipality == "" && p.Note == "":
		f.Fail("note", "Burimi nuk e thotë bashkinë: shkruani te shënimi çfarë dihet për vendin.")
	case p.Municipality != "" && !ours && p.Municipality != was:
		f.Fail("municipality", "Zgjidhni një bashki të qarkut.")
	}
	if p.Funding = f.Text("funding"); p.Funding != "" && !code.Funding.Has(p.Funding) {
		f.Fail("funding", "Zgjidhni burimin e financimit nga lista, ose lëreni bosh.")
	}
	before := p.ActivityID
	if p.ActivityID = f.Text("activity"); p.ActivityID != "" && p.ActivityID != before && !c.hasActivity(p.ActivityID) {
		f.Fail("activity", "Zgjidhni një aktivitet të planit, ose lëreni bosh.")
	}
}

// longest is the most days a programme of a summer takes.
const longest = 200

// readWhen reads the days. What is known from a source may have nothing but a year;
// then the note has to say what is known of the time.
func readWhen(f *web.Form, p *Programme, today string) {
	from, to, year := f.Day("starts"), f.Day("ends"), f.Text("year")
	register.CheckYear(f, "starts", from, today)
	register.CheckYear(f, "ends", to, today)
	p.Weekdays = strings.Join(slices.Sorted(slices.Values(slices.DeleteFunc(f.List("weekdays"), func(d string) bool { return !weekdays.Has(d) }))), "")
	switch {
	case f.Error("starts") != "" || f.Error("ends") != "":
	case from+to == "" && year != "" && p.Source != "":
		readYear(f, p, year, today)
	case year != "":
		f.Fail("year", "Viti vetëm shkruhet kur programi njihet nga një burim që nuk i thotë datat. Hiqni vitin ose datat.")
	case from == "":
		f.Fail("starts", "Shkruani ditën e parë të programit.")
	case to == "":
		f.Fail("ends", "Shkruani ditën e fundit të programit.")
	case to < from:
		f.Fail("ends", "Dita e fundit është para ditës së parë. Shkruani një datë nga %s e më vonë.", text.Day(from))
	case text.DaysAfter(from, longest) < to:
		f.Fail("ends", "Një program veror nuk zgjat më shumë se 200 ditë. Kontrolloni datat.")
	case p.Weekdays == "" && p.Source == "":
		f.Fail("weekdays", "Zgjidhni ditët e javës në të cilat zhvillohet programi.")
	default:
		p.StartsOn, p.EndsOn = from, to
	}
}

func readYear(f *web.Form, p *Programme, year, today string) {
	if n, err := strconv.Atoi(year); err != nil || n < 1000 || n > 9999 {
		f.Fail("year", "Shkruani vitin me katër shifra, për shembull 2014.")
		return
	}
	if register.CheckYear(f, "year", year+"-01-01", today); f.Error("year") != "" {
		return
	}
	if p.Note == "" {
		f.Fail("note", "Dihet vetëm viti: shkruani te shënimi çfarë thotë burimi për kohën, për shembull «15 ditë në korrik», ose «viti i burimit; viti i programit nuk thuhet».")
	}
	p.StartsOn, p.EndsOn, p.Weekdays = year+"-01-01", year+"-12-31", ""
}

// readState reads whether the programme took place. A cancelled one stays so.
func readState(f *web.Form, p *Programme, today string) {
	if p.State == Cancelled {
		return
	}
	p.State = f.Code("state", formStates, "Zgjidhni nëse programi u zhvillua.")
	if p.State == Held && p.StartsOn > today {
		f.Fail("state", "Programi nuk ka filluar ende: lëreni të planifikuar.")
	}
}

// formConflict shows the form beside what somebody else saved meanwhile.
func (h handler) formConflict(r *http.Request, g access.Grant, f *web.Form, my Programme, d register.Directory) error {
	now, _, err := h.read(r, g)
	if err != nil {
		return err
	}
	l := web.Lang(r)
	var fields []web.ConflictField
	theirs := now.words(l, d)
	for i, x := range my.words(l, d) {
		fields = append(fields, web.ConflictField{Name: x.Name, Label: x.Label, Mine: x.Value, Theirs: theirs[i].Value})
	}
	fields = append(fields, register.Conflicts(l, wholeCounts, "", my.Numbers, now.Numbers)...)
	return conflict(r, f, path(g, "/"+now.ID), now.formStamp(), now.Version, fields)
}

// A said is one field of a programme in words.
type said struct{ Name, Label, Value string }

// words are the fields of a programme as people read them.
func (p Programme) words(l text.Lang, d register.Directory) []said {
	return []said{
		{"institution", text.T(l, "Organizatori"), d.Name(p.InstitutionID)},
		{"partners", text.T(l, "Partnerët"), text.List(l, register.PartnerNames(d, p.Partners))},
		{"title", text.T(l, "Si quhet programi"), p.Title},
		{"kind", text.T(l, "Lloji"), code.ProgrammeKinds.Label(l, p.Kind)},
		{"municipality", text.T(l, "Bashkia"), placeName(p.Municipality)},
		{"place", text.T(l, "Vendi"), p.Place},
		{"starts", text.T(l, "Kur"), p.when(l)},
		{"weekdays", text.T(l, "Ditët e javës"), p.weekdayWords(l)},
		{"funding", text.T(l, "Burimi i financimit"), label(l, code.Funding, p.Funding)},
		{"funder", text.T(l, "Financuesi"), p.Funder},
		{"state", text.T(l, "Gjendja"), code.EventStates.Label(l, p.State)},
		{"source", text.T(l, "Nga njihet"), p.Source},
		{"note", text.T(l, "Shënim"), p.Note},
	}
}

func label(l text.Lang, list code.List, c string) string {
	if c == "" {
		return ""
	}
	return list.Label(l, c)
}

// stateWords says the state; one that has begun and not ended is under way, whatever
// was written down of it.
func (p Programme) stateWords(l text.Lang, today string) string {
	if p.State != Cancelled && p.Within(today) && !p.OnlyYear() {
		return text.T(l, "në zhvillim")
	}
	return code.EventStates.Label(l, p.State)
}

// placeName names a municipality; "" for none.
func placeName(c string) string {
	if c == "" {
		return ""
	}
	return code.MunicipalityName(c)
}

// when says the days of the programme, or the year where nothing else is known.
func (p Programme) when(l text.Lang) string {
	if p.OnlyYear() {
		return text.T(l, "viti %s; datat nuk dihen", p.StartsOn[:4])
	}
	return text.Days(p.StartsOn, p.EndsOn)
}

func (p Programme) weekdayWords(l text.Lang) string {
	var list []string
	for _, d := range weekdays {
		if strings.Contains(p.Weekdays, d.Code) {
			list = append(list, d.Name(l))
		}
	}
	return text.List(l, list)
}
