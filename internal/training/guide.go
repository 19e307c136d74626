package training

import (
	"bytes"
	"errors"
	"net/http"
	"strconv"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A limit is what a dated rule says on a day: 72 hours, by which text, and whether
// somebody confirmed it.
type limit struct {
	code, value, unit, basis string
	verified                 bool
}

var limitsOn = store.Read(`SELECT code, value, unit, legal_basis, verified FROM committee_rule
	WHERE committee_id = $1 AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2) ORDER BY code, valid_from DESC, id`)

// words is the limit for the reader: "brenda 72 orëve".
func (x limit) words(l text.Lang) string {
	n, err := strconv.ParseInt(x.value, 10, 64)
	forms, ok := map[string]text.Forms{
		"hours":  {One: "brenda 1 ore", Many: "brenda {n} orëve"},
		"days":   {One: "brenda 1 dite", Many: "brenda {n} ditëve"},
		"months": {One: "1 muaj", Many: "{n} muaj"},
	}[x.unit]
	if err != nil || !ok {
		return x.value
	}
	return text.Count(l, &n, forms)
}

// A guideStep is a step as the guide shows it.
type guideStep struct {
	Step
	Number       int
	Who          string
	Limit, Basis string // "" where the step has no limit
	LimitSure    bool
	Other        bool // for another function than the one asked for: there, but not shown
}

// A guide is the steps in force on a day, for one function or for all.
type guide struct {
	Day       string
	Job       string // "" for all
	Procedure Procedure
	Steps     []guideStep
	None      bool // no procedure is in force
}

func readGuide(tx *store.Tx, l text.Lang, day, job string) (x guide, err error) {
	x.Day, x.Job = day, job
	x.Procedure, err = InForce(tx, day)
	if errors.Is(err, store.ErrNotFound) {
		x.None = true
		return x, nil
	}
	if err != nil {
		return x, err
	}
	rules, err := store.All(tx, limitsOn, func(r *limit) []any { return []any{&r.code, &r.value, &r.unit, &r.basis, &r.verified} }, day)
	for i, s := range x.Procedure.Steps {
		one := inGuide(l, i+1, s, rules)
		one.Other = !s.For(job)
		x.Steps = append(x.Steps, one)
	}
	return x, err
}

func inGuide(l text.Lang, n int, s Step, rules []limit) guideStep {
	g := guideStep{Step: s, Number: n, Who: roleWords(l, s)}
	if s.Rule == "" {
		return g
	}
	g.Limit, g.LimitSure = text.T(l, "nuk është konfirmuar"), true
	for _, r := range rules {
		if r.code == s.Rule {
			g.Limit, g.Basis, g.LimitSure = r.words(l), r.basis, r.verified
			break
		}
	}
	return g
}

type guidePage struct {
	web.Page
	guide
	Home   string
	Base   string
	Jobs   []web.Option
	CanSet bool
}

var (
	guideView  = web.NewView[guidePage](files, "guide.tmpl", "guide_steps.tmpl")
	pocketView = web.NewView[guidePage](files, "pocket.tmpl", "guide_steps.tmpl")
)

func (h handler) guidePage(r *http.Request, g access.Grant, title string) (p guidePage, err error) {
	p = guidePage{Page: web.NewPage(r, title).With(home(g)), Home: path(g, ""), Base: path(g, "/guide"), CanSet: g.Can(access.KeepProcedures)}
	p.Jobs = web.Options(p.Lang, code.Jobs)
	job := r.URL.Query().Get("role")
	if !code.Jobs.Has(job) {
		job = ""
	}
	err = h.view(r, g, func(tx *store.Tx) (err error) {
		p.guide, err = readGuide(tx, p.Lang, h.today(), job)
		return err
	})
	return p, err
}

func (h handler) guide(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p, err := h.guidePage(r, g, "Udhëzuesi hap pas hapi")
	if err != nil {
		return err
	}
	return guideView.Render(w, r, http.StatusOK, p)
}

// pocket is the guide for the telephone. The browser keeps this page to be read
// without a network, so it says nothing of who reads it.
func (h handler) pocket(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p, err := h.guidePage(r, g, "Udhëzuesi hap pas hapi")
	if err != nil {
		return err
	}
	p.Visitor, p.Nav, p.Crumbs, p.Draft, p.CanSet = "", nil, nil, "", false
	p.Room.Open = false
	return pocketView.Render(w, r, http.StatusOK, p)
}

// worker serves the script by which a browser reads the guide without a network.
// Its address says how far it reaches: the pages under /guide/ and nothing else.
func (h handler) worker(w http.ResponseWriter, _ *http.Request, _ access.Grant) error {
	b, err := web.BuiltFile("guide_worker.js")
	if err != nil {
		return store.ErrNotFound
	}
	w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
	_, err = w.Write(b)
	return err
}

func (h handler) guidePDF(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p, err := h.guidePage(r, g, "Udhëzuesi hap pas hapi")
	if err != nil {
		return err
	}
	if p.None {
		return store.ErrNotFound
	}
	return sendPDF(w, p.guide.document(p.Lang, p.Title, p.Room), "udhezuesi-psv")
}

// document is the guide for paper.
func (x guide) document(l text.Lang, title string, room web.Room) document.Document {
	d := document.Document{Title: title, Subject: x.Procedure.Act, Lang: langTag(l), Created: dayTime(x.Day), Footer: x.Procedure.Act + " · " + text.Day(x.Day), Letterhead: document.Letterhead{Lines: []string{room.Name}}}
	if room.Sample {
		d.Mark = "SHEMBULL"
	}
	d.Blocks = append(d.Blocks, document.Paragraph{Style: "lead", Runs: []document.Run{{Text: text.T(l, "Rast urgjent: 112 policia, 116 111 linja e fëmijëve."), Bold: true}}})
	if x.Job != "" {
		d.Blocks = append(d.Blocks, document.P(text.T(l, "Për: %s", code.Jobs.Label(l, x.Job))))
	}
	d.Blocks = append(d.Blocks, document.Paragraph{Style: "note", Runs: []document.Run{{Text: text.T(l, "Përmbledhje për punë, jo teksti i aktit. Ajo që nuk është krahasuar me burimin është shënuar «e pakonfirmuar».")}}})
	for _, s := range x.Steps {
		if s.Other {
			continue
		}
		d.Blocks = append(d.Blocks, document.Heading{Level: 2, Text: strconv.Itoa(s.Number) + ". " + s.Title}, document.P(text.T(l, "Për: %s", s.Who)))
		if s.Limit != "" {
			d.Blocks = append(d.Blocks, document.Paragraph{Runs: []document.Run{{Text: text.T(l, "Afati:") + " " + s.Limit, Bold: true}, {Text: unsure(l, s.LimitSure, s.Basis)}}})
		}
		d.Blocks = append(d.Blocks, document.P(s.Body), document.Paragraph{Style: "note", Runs: []document.Run{{Text: sureWords(l, s.Verified) + after(": ", s.Source)}}})
	}
	return d
}

func unsure(l text.Lang, sure bool, basis string) string {
	s := after(" – ", basis)
	if !sure {
		s = " (" + text.T(l, "afati nuk është konfirmuar") + ")" + s
	}
	return s
}

func sureWords(l text.Lang, verified bool) string {
	if verified {
		return text.T(l, "E krahasuar me burimin")
	}
	return text.T(l, "E pakonfirmuar")
}

// after is s behind a mark, or nothing.
func after(mark, s string) string {
	if s == "" {
		return ""
	}
	return mark + s
}

func langTag(l text.Lang) string {
	if l == text.EN {
		return "en"
	}
	return "sq-AL"
}

// dayTime is the beginning of a day; documents carry no other time.
func dayTime(day string) time.Time {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return time.Unix(0, 0).UTC()
	}
	return t
}

func sendPDF(w http.ResponseWriter, d document.Document, name string) error {
	var b bytes.Buffer
	if err := document.WritePDF(&b, d); err != nil {
		return err
	}
	return web.Download(w, name+".pdf", "application/pdf", b.Bytes())
}
