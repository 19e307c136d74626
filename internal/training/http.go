package training

import (
	"embed"
	"net/http"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

//go:embed *.tmpl
var files embed.FS

//go:embed english.json
var english []byte

func init() { text.RegisterJSON(english) }

// Options is what package app hands in.
type Options struct {
	Asks    register.Asks // gives the task by which an institution is asked for what is missing
	Machine access.Actor  // answers the address of a knowledge check, where nobody is signed in
	Address string        // of the site, "https://tryeza.example.al"; "" takes it from the request
}

type handler struct {
	db *store.DB
	Options
	guesses *guesses
}

// Routes adds the pages of training to m.
func Routes(m *web.Mux, db *store.DB, o Options) {
	h := handler{db, o, &guesses{wrong: map[string][]time.Time{}}}
	const base = " /k/{committee}/training"
	see := func(path string, f web.Handler) { m.Handle("GET"+base+path, access.ReadTraining, f) }
	keep := func(path string, f web.Handler) { m.Handle("POST"+base+path, access.KeepTraining, f) }
	set := func(path string, f web.Handler) { m.Handle("POST"+base+path, access.KeepProcedures, f) }

	see("", h.list)
	m.Handle("POST"+base+"/ask", access.AskTraining, h.ask)
	see("/coverage", h.coverage)

	see("/guide", h.guide)
	see("/guide/pdf", h.guidePDF)
	see("/guide/pocket", h.pocket)
	see("/guide/worker.js", h.worker)

	see("/procedure", h.procedures)
	set("/procedure/first", h.seed)
	see("/procedure/new", h.newProcedure)
	set("/procedure", h.addProcedure)
	see("/procedure/{procedure}", h.procedure)
	see("/procedure/{procedure}/edit", h.editProcedure)
	set("/procedure/{procedure}/edit", h.saveProcedure)
	set("/procedure/{procedure}/copy", h.copyProcedure)
	for _, k := range []kind{stepKind, questionKind} {
		see("/procedure/{procedure}/"+k.name+"/new", h.newItem(k))
		set("/procedure/{procedure}/"+k.name, h.addItem(k))
		see("/procedure/{procedure}/"+k.name+"/{item}/edit", h.editItem(k))
		set("/procedure/{procedure}/"+k.name+"/{item}/edit", h.saveItem(k))
		set("/procedure/{procedure}/"+k.name+"/{item}/move", h.moveItem(k))
		see("/procedure/{procedure}/"+k.name+"/{item}/remove", h.askRemoveItem(k))
		set("/procedure/{procedure}/"+k.name+"/{item}/remove", h.removeItem(k))
	}

	see("/course/new", h.newCourse)
	keep("/course", h.addCourse)
	see("/course/{course}", h.course)
	see("/course/{course}/edit", h.editCourse)
	keep("/course/{course}/edit", h.saveCourse)
	see("/course/{course}/session", h.newSession)
	keep("/course/{course}/session", h.addSession)

	see("/session/{session}", h.session)
	see("/session/{session}/edit", h.editSession)
	keep("/session/{session}/edit", h.saveSession)
	see("/session/{session}/held", h.heldForm)
	keep("/session/{session}/held", h.held)
	see("/session/{session}/cancel", h.cancelForm)
	keep("/session/{session}/cancel", h.cancel)
	keep("/session/{session}/plan", h.planAgain)
	see("/session/{session}/called", h.calledForm)
	keep("/session/{session}/called", h.saveCalled)
	see("/session/{session}/attendance", h.attendanceForm)
	keep("/session/{session}/attendance", h.saveAttendance)
	keep("/session/{session}/check", h.openCheck)
	see("/session/{session}/certificate/{attendance}", h.certificate)

	see("/duty", h.duties)
	see("/duty/new", h.newDuty)
	keep("/duty", h.addDuty)
	see("/duty/{duty}/edit", h.editDuty)
	keep("/duty/{duty}/edit", h.saveDuty)
	see("/duty/{duty}/remove", h.askRemoveDuty)
	keep("/duty/{duty}/remove", h.removeDuty)

	see("/person", h.persons)
	see("/person/new", h.newPerson)
	keep("/person", h.addPerson)
	see("/person/{person}/edit", h.editPerson)
	keep("/person/{person}/edit", h.savePerson)

	m.Public("GET /check/{token}", h.check)
	m.Public("POST /check/{token}", h.answer)
}

// path is an address under the training of the grant's committee.
func path(g access.Grant, rest string) string { return "/k/" + g.Scope().ID + "/training" + rest }

func (h handler) today() string { return text.DayOf(h.db.Now()) }

func (h handler) view(r *http.Request, g access.Grant, f func(*store.Tx) error) error {
	return h.db.View(r.Context(), g, store.Subject{}, f)
}

// change runs f in a transaction about something of this register.
func (h handler) change(r *http.Request, g access.Grant, kind, id string, f func(*store.Tx) error) error {
	return h.db.Change(r.Context(), g, store.Subject{Kind: "training_" + kind, ID: id}, f)
}

// home is the first step of the way to every page.
func home(g access.Grant) web.Crumb { return web.Crumb{Label: "Trajnimet", Path: path(g, "")} }

// keeps reports whether the actor may change what an institution owns.
func keeps(g access.Grant, institution string) bool {
	k, err := g.Also(access.KeepTraining)
	return err == nil && k.Covers(institution)
}

// keeping is the institutions whose records the actor may change, to choose from.
func keeping(g access.Grant, d register.Directory) []web.Option {
	k, err := g.Also(access.KeepTraining)
	if err != nil {
		return nil
	}
	return d.Options(k.Own())
}

// narrow is a select of a filter.
type narrow struct {
	Name, Label, Value string
	Options            []web.Option
}
