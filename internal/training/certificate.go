package training

import (
	"net/http"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A paper is what a certificate says.
type paper struct {
	committee, organiser, institution string
	sample                            bool
	person                            Person
	c                                 Course
	s                                 Session
	p                                 Procedure
	today                             string
}

var committeeOf = store.Read(`SELECT name, sample FROM committee WHERE committee_id = $1`)

// certificate writes that a professional was present at a session, for those who
// keep the course or the professional's institution.
func (h handler) certificate(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	x := paper{today: h.today()}
	err := h.view(r, g, func(tx *store.Tx) error { return x.load(tx, r.PathValue("session"), r.PathValue("attendance")) })
	if err != nil {
		return err
	}
	if !keeps(g, x.c.InstitutionID) && !keeps(g, x.person.InstitutionID) {
		return access.ErrDenied
	}
	return sendPDF(w, x.document(), "vertetim-"+strings.ReplaceAll(text.Fold(x.person.Code), " ", "-"))
}

func (x *paper) load(tx *store.Tx, session, attendance string) (err error) {
	if x.s, x.c, err = LoadSession(tx, session); err != nil {
		return err
	}
	var a Attendance
	for _, one := range x.s.Attendance {
		if one.ID == attendance && one.Present && x.s.State == Held {
			a = one
		}
	}
	if a.ID == "" {
		return store.ErrNotFound
	}
	if x.person, err = persons.Get(tx, a.PersonID); err != nil {
		return err
	}
	if x.p, err = procedures.Get(tx, x.c.ProcedureID); err != nil {
		return err
	}
	d, err := register.ReadDirectory(tx, x.s.EndsOn)
	if err != nil {
		return err
	}
	x.organiser, x.institution = d.Name(x.c.InstitutionID), d.Name(x.person.InstitutionID)
	type about struct {
		name   string
		sample bool
	}
	c, err := store.One(tx, committeeOf, func(a *about) []any { return []any{&a.name, &a.sample} })
	x.committee, x.sample = c.name, c.sample
	return err
}

// document is the certificate, in Albanian. The name is written by hand: it is kept
// nowhere in the program.
func (x paper) document() document.Document {
	d := document.Document{Title: "Vërtetim", Subject: x.c.Title, Lang: "sq-AL", Created: dayTime(x.s.EndsOn), Footer: x.committee,
		Letterhead: document.Letterhead{Lines: []string{x.organiser, x.committee}, ProtocolLabel: "Nr. prot.", DateLabel: "më", Date: "____________"},
		Signature:  &document.Signature{Lines: []string{"Për organizatorin", x.organiser, ""}},
	}
	if x.sample {
		d.Mark = "SHEMBULL"
	}
	until := "Vlefshmëria: nuk skadon."
	if day := validUntil(x.s.EndsOn, x.c.Months); day != "" {
		until = "Vlen deri më " + text.Day(day) + "."
	}
	lines := []string{"Institucioni: " + x.institution, "Kodi te institucioni: " + x.person.Code, "Funksioni: " + code.Jobs.Label(text.SQ, x.person.Job)}
	about := []string{"Trajnimi: " + x.c.Title, "Procedurat: " + x.p.Act, "Data: " + x.s.Days()}
	if place := where(x.s); place != "" {
		about = append(about, "Vendi: "+place)
	}
	if x.c.Hours != nil {
		about = append(about, "Orë mësimi: "+text.Number(text.SQ, int64(*x.c.Hours)))
	}
	d.Blocks = []document.Block{
		document.P("Vërtetohet se"),
		document.P("Emri dhe mbiemri (plotësohet me dorë): ______________________________"),
		document.List{Items: document.Items(lines...)},
		document.P("mori pjesë në trajnimin për Procedurat Standarde të Veprimit:"),
		document.List{Items: document.Items(about...)},
		document.Paragraph{Runs: []document.Run{{Text: until, Bold: true}}},
		document.Paragraph{Style: "note", Runs: []document.Run{{Text: "Emri nuk ruhet në program: e shkruan me dorë institucioni, që e njeh kodin. Vërtetimi lëshohet nga organizatori dhe vlen me nënshkrim e vulë."}}},
	}
	return d
}
