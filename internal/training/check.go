package training

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/institution"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// hashOf is how the token of an address is kept: enough to recognise it, not to
// use it.
func hashOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// openCheck opens the knowledge check of a session under a fresh address, which is
// shown this once, or closes it.
func (h handler) openCheck(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	o, err := h.openOwn(r, g)
	if err != nil {
		return err
	}
	phase, token, hash := f.Text("phase"), "", ""
	if phase != "" {
		if !Phases.Has(phase) || o.s.State == Cancelled {
			return web.Refuse("Kontrolli i njohurive hapet para ose pas një seance që nuk është anuluar.")
		}
		token = h.db.NewID() + h.db.NewID() // 160 random bits
		hash = hashOf(token)
	}
	err = h.change(r, g, "session", o.s.ID, func(tx *store.Tx) error {
		return sessions.Edit(tx, o.s.ID, f.Version(), func(was *Session) error {
			was.CheckOpen, was.checkHash = phase, hash
			return nil
		})
	})
	if err != nil {
		return err
	}
	if phase == "" {
		return web.Redirect(w, r, path(g, "/session/"+o.s.ID), "Kontrolli u mbyll: adresa e tij nuk hapet më.")
	}
	return h.showLink(w, r, g, h.site(r)+"/check/"+token)
}

func (h handler) showLink(w http.ResponseWriter, r *http.Request, g access.Grant, link string) error {
	p, err := h.sessionPage(r, g)
	if err != nil {
		return err
	}
	p.Link = link
	if p.Square, err = web.SquareImage(link, 6); err != nil {
		return err
	}
	return sessionView.Render(w, r, http.StatusOK, p)
}

// site is the address of the site, without a path.
func (h handler) site(r *http.Request) string {
	if h.Address != "" {
		return strings.TrimSuffix(h.Address, "/")
	}
	return web.Origin(r)
}

// A test is the knowledge check that an address leads to.
type test struct {
	g      access.Grant
	s      Session
	c      Course
	p      Procedure
	people []Person     // who were called
	names  []web.Option // their institutions
}

var (
	checkAt  = store.ReadSystem(`SELECT committee_id, id FROM training_session WHERE check_hash = $1 AND check_open <> ''`)
	calledTo = store.Read(`SELECT p.id, p.version, p.institution_id, p.code, p.job, p.valid_from, p.valid_to FROM training_attendance AS a
		JOIN training_person AS p ON p.committee_id = a.committee_id AND p.id = a.person_id WHERE a.committee_id = $1 AND a.session_id = $2 ORDER BY p.code, p.id`)
	namesOn = store.Read(institution.Names)
)

// find reads what the address of the request leads to. One that was closed and one
// that never was are answered alike.
func (h handler) find(r *http.Request) (t test, err error) {
	finding, err := h.Machine.May(access.FindCheck, access.System)
	if err != nil {
		return t, err
	}
	type place struct{ committee, session string }
	var at place
	err = h.db.View(r.Context(), finding, store.Subject{}, func(tx *store.Tx) (err error) {
		at, err = store.One(tx, checkAt, func(p *place) []any { return []any{&p.committee, &p.session} }, hashOf(r.PathValue("token")))
		return err
	})
	if err != nil {
		return t, err
	}
	if t.g, err = h.Machine.May(access.AnswerCheck, access.Committee(at.committee)); err != nil {
		return t, err
	}
	return t, h.db.View(r.Context(), t.g, store.Subject{}, func(tx *store.Tx) error { return t.load(tx, at.session, h.today()) })
}

func (t *test) load(tx *store.Tx, session, today string) (err error) {
	if t.s, err = sessions.Get(tx, session); err != nil {
		return err
	}
	if t.c, err = courses.Get(tx, t.s.CourseID); err != nil {
		return err
	}
	if t.p, err = loadProcedure(tx, t.c.ProcedureID); err != nil {
		return err
	}
	if t.people, err = store.All(tx, calledTo, (*Person).fields, session); err != nil {
		return err
	}
	d, err := institution.Read(tx, namesOn, today)
	for _, o := range d.Options(nil) {
		if slices.ContainsFunc(t.people, func(p Person) bool { return p.InstitutionID == o.Value }) {
			t.names = append(t.names, o)
		}
	}
	return err
}

// who is the professional under a code, written with or without spaces and marks.
func (t test) who(institution, typed string) (Person, bool) {
	key := strings.ReplaceAll(text.Fold(typed), " ", "")
	for _, p := range t.people {
		if p.InstitutionID == institution && strings.ReplaceAll(text.Fold(p.Code), " ", "") == key && key != "" {
			return p, true
		}
	}
	return Person{}, false
}

type checkPage struct {
	web.Page
	Course, When, Phase string
	Institutions        []web.Option
	Questions           []web.Field
	Right, Of           int
	Wrong               []wrong
	Done                bool
}

// A wrong is a question that was answered otherwise, with the right answer.
type wrong struct{ Question, Right, Why string }

var checkView = web.NewView[checkPage](files, "check.tmpl")

func (t test) page(r *http.Request, f *web.Form) checkPage {
	p := checkPage{Page: web.NewPage(r, "Kontrolli i njohurive").WithForm(f), Course: t.c.Title, When: t.s.Days(), Institutions: t.names}
	p.Visitor = "" // it is answered without an account
	p.Phase = Phases.Label(p.Lang, t.s.CheckOpen)
	for i, q := range t.p.Questions {
		var choices []web.Option
		for n, a := range q.Choices() {
			choices = append(choices, web.Option{Value: fmt.Sprint(n + 1), Label: a})
		}
		p.Questions = append(p.Questions, f.Choice("q-"+q.ID, fmt.Sprintf("%d. %s", i+1, q.Body), choices, "small", "1"))
	}
	return p
}

func (h handler) check(w http.ResponseWriter, r *http.Request) error {
	t, err := h.find(r)
	if err != nil {
		return err
	}
	return checkView.Render(w, r, http.StatusOK, t.page(r, web.NewForm(r)))
}

// answer keeps how many questions were right, once for each phase, and says which
// were not.
func (h handler) answer(w http.ResponseWriter, r *http.Request) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	t, err := h.find(r)
	if err != nil {
		return err
	}
	who, known := t.who(f.Text("institution"), f.Text("who"))
	if guess := f.Text("institution") != "" && f.Text("who") != ""; guess && !h.guesses.allow(t.s.ID, known, h.db.Now()) {
		f.Fail("who", "U provuan shumë kode që nuk janë në listë. Prisni 10 minuta dhe provoni sërish, ose flisni me organizatorin.")
		return checkView.Render(w, r, http.StatusTooManyRequests, t.page(r, f))
	}
	right, missed := t.read(f, known)
	if !f.OK() {
		return checkView.Render(w, r, http.StatusUnprocessableEntity, t.page(r, f))
	}
	of := int64(len(t.p.Questions))
	err = h.db.Change(r.Context(), t.g, store.Subject{Kind: "training_session", ID: t.s.ID}, func(tx *store.Tx) error {
		return t.keep(tx, who.ID, right, of)
	})
	if err != nil {
		return err
	}
	p := t.page(r, f)
	p.Done, p.Right, p.Of, p.Wrong = true, int(right), int(of), missed
	return checkView.Render(w, r, http.StatusOK, p)
}

// read is how many answers of the form are right, and those that are not; known says
// whether its code is on the list.
func (t test) read(f *web.Form, known bool) (right int64, missed []wrong) {
	at := f.Need("institution", "Zgjidhni institucionin tuaj.")
	f.Need("who", "Shkruani kodin që ju dha institucioni, për shembull PMF 2.")
	if !known && at != "" {
		f.Fail("who", "Ky kod nuk është në listën e kësaj seance. Kontrolloni kodin dhe institucionin; nëse janë të sakta, thuajini organizatorit t'ju shtojë.")
	}
	for _, q := range t.p.Questions {
		choices, given := q.Choices(), f.Text("q-"+q.ID)
		n := 0
		for i := range choices {
			if given == fmt.Sprint(i+1) {
				n = i + 1
			}
		}
		switch {
		case n < 1:
			f.Fail("q-"+q.ID, "Zgjidhni një përgjigje.")
		case int64(n) == q.Correct:
			right++
		default:
			missed = append(missed, wrong{q.Body, q.right(), q.Why})
		}
	}
	return right, missed
}

// keep writes the result of a professional, unless the check was closed meanwhile or
// they took it before.
func (t test) keep(tx *store.Tx, person string, right, of int64) error {
	now, err := sessions.Get(tx, t.s.ID)
	if err != nil {
		return err
	}
	if now.CheckOpen != t.s.CheckOpen || now.checkHash != t.s.checkHash {
		return web.Refuse("Kontrolli u mbyll ndërkohë. Përgjigjet nuk u ruajtën; flisni me organizatorin.")
	}
	list, err := store.All(tx, attendanceOf, (*Attendance).fields, t.s.ID)
	if err != nil {
		return err
	}
	for _, a := range list {
		if a.PersonID != person {
			continue
		}
		if a.Taken(t.s.CheckOpen) {
			return web.Refuse("Me këtë kod kontrolli është bërë tashmë. Nëse nuk e keni bërë ju, thuajini organizatorit.")
		}
		return attendances.Edit(tx, a.ID, a.Version, func(was *Attendance) error {
			if t.s.CheckOpen == Before {
				was.BeforeRight, was.BeforeOf = &right, &of
			} else {
				was.AfterRight, was.AfterOf = &right, &of
			}
			return nil
		})
	}
	return store.ErrNotFound
}
