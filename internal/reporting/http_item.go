package reporting

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type itemPage struct {
	web.Page
	head
	Item    Item
	Asks    []ask
	States  []web.Option
	Files   []File
	SavedAt string
	Name    string
}

var itemView = web.NewView[itemPage](files, "item.tmpl", "parts.tmpl")

// viewItem reads a return with the one activity of the request.
func (h handler) viewItem(r *http.Request, g access.Grant) (Return, Item, error) {
	ret, err := h.view(r, g, func(tx *store.Tx, id string) (Return, error) { return loadItem(tx, id, r.PathValue("activity")) })
	if err != nil {
		return ret, Item{}, err
	}
	return ret, ret.Items[0], nil
}

func (h handler) itemForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	ret, it, err := h.viewItem(r, g)
	if err != nil {
		return err
	}
	if !h.headOf(g, ret).CanFill {
		return web.Redirect(w, r, returnPath(g, ret.ID, ""), "")
	}
	f := web.NewForm(r).Set("version", fmt.Sprint(it.Version)).Set("state", it.State).SetDay("done", it.DoneOn).
		Set("place", it.Place).Set("what", it.What).Set("partners", it.Partners).Set("reason", it.Reason)
	for _, a := range asksOf(web.Lang(r), it) {
		a.fill(f, ret.Values)
	}
	if it.begun(ret.Values) {
		showChecks(f, web.Lang(r), CheckItem(ret, it))
	}
	return h.showItem(w, r, g, http.StatusOK, ret, it, f)
}

// showChecks puts each check beside its field: as an error what keeps the return
// from being sent, as a note what is only to be looked at. What is only blank is
// not shown while somebody is still filling in.
func showChecks(f *web.Form, l text.Lang, list []Check) {
	for _, c := range list {
		switch {
		case c.Blank:
		case c.Blocking:
			f.Fail(c.Field, "%s", c.In(l))
		default:
			f.Note(c.Field, "%s", c.In(l))
		}
	}
}

func (h handler) showItem(w http.ResponseWriter, r *http.Request, g access.Grant, status int, ret Return, it Item, f *web.Form) error {
	l := web.Lang(r)
	p := itemPage{
		Page: web.NewPage(r, "%s", it.Activity.Title).With(crumbs(g, ret, l)...).WithForm(f), head: h.headOf(g, ret), Item: it,
		States: web.Options(l, code.ReportedStates), Files: ret.filesOf(it.ID), SavedAt: savedAt(it.SavedAt), Name: activityName(it.Activity),
	}
	for _, a := range asksOf(l, it) {
		p.Asks = append(p.Asks, a.shown(l, f))
	}
	return itemView.Render(w, r, status, p)
}

// savedAt is when the server last saved something, for the browser to compare
// its own copy with.
func savedAt(t store.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.UTC().Format(time.RFC3339)
}

// readItem reads the form of an activity. final says that somebody pressed the
// button: an autosave asks for nothing.
func readItem(f *web.Form, it Item, old Values, final bool) (Item, Values) {
	it.Version, it.State = max(f.Version(), 0), f.Text("state")
	it.DoneOn, it.Place, it.What = f.Day("done"), f.PublicLine("place"), f.Public("what")
	it.Partners, it.Reason = f.Public("partners"), f.Public("reason")
	if it.State != "" && !code.ReportedStates.Has(it.State) || final && it.State == "" {
		f.Fail("state", "Zgjidhni gjendjen e aktivitetit.")
	}
	if final && needsReason(it.State) && it.Reason == "" {
		f.Fail("reason", "Shkruani arsyen pse nuk u realizua, ose pse vetëm pjesërisht.")
	}
	v := Values{}
	for _, a := range asksOf(text.SQ, it) {
		a.read(f, old, v)
	}
	return it, v
}

func (h handler) saveItem(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ret, it, err := h.viewItem(r, g)
	if err != nil {
		return err
	}
	mine, v := readItem(f, it, ret.Values, !isAutosave(r))
	evidence, err := readEvidence(f)
	if err != nil {
		return err
	}
	if !f.OK() {
		if isAutosave(r) {
			return refuseAutosave(w, f)
		}
		return h.showItem(w, r, g, http.StatusUnprocessableEntity, ret, it, f)
	}
	var version int64
	err = h.change(r, g, func(tx *store.Tx) (err error) {
		if version, err = SaveItem(tx, mine, v); err != nil {
			return err
		}
		return addFiles(tx, ret.ID, it.ID, evidence)
	})
	switch {
	case errors.Is(err, store.ErrConflict) && !isAutosave(r):
		return h.itemConflict(r, g, mine, v, f)
	case err != nil:
		return err
	case isAutosave(r):
		return web.Saved(w, r, version)
	}
	ret.Values = v
	return afterSave(w, r, g, ret, CheckItem(ret, mine))
}

// afterSave goes on to the return, or back to the form when there is something
// to look at beside a field.
func afterSave(w http.ResponseWriter, r *http.Request, g access.Grant, ret Return, checks []Check) error {
	for _, c := range checks {
		if !c.Blank {
			return web.Redirect(w, r, r.URL.Path, "U ruajt. Shihni vërejtjet pranë fushave.")
		}
	}
	return web.Redirect(w, r, returnPath(g, ret.ID, ""), "U ruajt.")
}

func isAutosave(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/autosave") }

// refuseAutosave tells the browser that it must keep what was typed: nothing is
// saved by itself while a field cannot be read.
func refuseAutosave(w http.ResponseWriter, f *web.Form) error {
	wrong := map[string]string{}
	for _, e := range f.Errors {
		wrong[e.Field] = e.Message
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(http.StatusUnprocessableEntity)
	return json.NewEncoder(w).Encode(map[string]any{"errors": wrong})
}

// itemConflict shows what was typed beside what somebody else saved meanwhile.
func (h handler) itemConflict(r *http.Request, g access.Grant, mine Item, v Values, f *web.Form) error {
	ret, now, err := h.viewItem(r, g)
	if err != nil {
		return err
	}
	l := web.Lang(r)
	return conflict(r.URL.Path, now.Version, f, mine.lines(l, v), now.lines(l, ret.Values))
}

func conflict(path string, now int64, f *web.Form, mine, theirs []line) error {
	c := web.Conflict{Back: path, Action: path, Form: f.Values, Now: now}
	names, rows := compare(mine, theirs)
	for _, name := range names {
		c.Fields = append(c.Fields, web.ConflictField{Name: name, Label: rows[name][0], Mine: rows[name][1], Theirs: rows[name][2]})
	}
	return c
}

type topicPage struct {
	web.Page
	head
	Topic     code.Topic
	Narrative Narrative
	Asks      []ask
	SavedAt   string
	Register  string // page of the register that gives numbers of the topic, or ""
}

var topicView = web.NewView[topicPage](files, "topic.tmpl", "parts.tmpl")

// viewTopic reads a return with the one topic of the request.
func (h handler) viewTopic(r *http.Request, g access.Grant) (Return, code.Topic, error) {
	t, ok := topicOf(r.PathValue("topic"))
	if !ok {
		return Return{}, t, store.ErrNotFound
	}
	ret, err := h.view(r, g, func(tx *store.Tx, id string) (Return, error) { return loadTopic(tx, id, t) })
	return ret, ret.asks(t), err
}

func (h handler) topicForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	ret, t, err := h.viewTopic(r, g)
	if err != nil {
		return err
	}
	if !h.headOf(g, ret).CanFill {
		return web.Redirect(w, r, returnPath(g, ret.ID, ""), "")
	}
	n := ret.Narrative(t.Code)
	f := web.NewForm(r).Set("version", fmt.Sprint(n.Version)).Set("body", n.Body)
	for _, a := range asksOn(web.Lang(r), t) {
		a.fill(f, ret.Values)
	}
	showChecks(f, web.Lang(r), CheckTopic(ret, t))
	return h.showTopic(w, r, g, http.StatusOK, ret, t, f)
}

func (h handler) showTopic(w http.ResponseWriter, r *http.Request, g access.Grant, status int, ret Return, t code.Topic, f *web.Form) error {
	l, n := web.Lang(r), ret.Narrative(t.Code)
	p := topicPage{
		Page: web.NewPage(r, "%s", t.Name(string(l))).With(crumbs(g, ret, l)...).WithForm(f), head: h.headOf(g, ret),
		Topic: t, Narrative: n, SavedAt: savedAt(n.SavedAt),
	}
	if ret.registers(t) {
		p.Register = registerPath(g, ret, t)
	}
	for _, a := range asksOn(l, t) {
		a = a.shown(l, f)
		if ret.Registered[a.Key.ID] {
			a.Hint = text.T(l, "Numri merret nga regjistri; këtu mund të mbetet bosh.")
		}
		p.Asks = append(p.Asks, a)
	}
	return topicView.Render(w, r, status, p)
}

// Question is what the institution is asked to tell, for the reader.
func (p topicPage) Question() string { return text.T(p.Lang, p.Topic.Question) }

func (h handler) saveTopic(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ret, t, err := h.viewTopic(r, g)
	if err != nil {
		return err
	}
	mine, v := ret.Narrative(t.Code), Values{}
	mine.Version, mine.Body = max(f.Version(), 0), f.PublicLong("body")
	for _, a := range asksOn(web.Lang(r), t) {
		a.read(f, ret.Values, v)
	}
	if !f.OK() {
		if isAutosave(r) {
			return refuseAutosave(w, f)
		}
		return h.showTopic(w, r, g, http.StatusUnprocessableEntity, ret, t, f)
	}
	var version int64
	err = h.change(r, g, func(tx *store.Tx) (err error) {
		version, err = SaveTopic(tx, mine, v)
		return err
	})
	switch {
	case errors.Is(err, store.ErrConflict) && !isAutosave(r):
		return h.topicConflict(r, g, t, mine, v, f)
	case err != nil:
		return err
	case isAutosave(r):
		return web.Saved(w, r, version)
	}
	ret.Values, ret.Narratives = v, []Narrative{mine}
	return afterSave(w, r, g, ret, CheckTopic(ret, t))
}

func (h handler) topicConflict(r *http.Request, g access.Grant, t code.Topic, mine Narrative, v Values, f *web.Form) error {
	ret, _, err := h.viewTopic(r, g)
	if err != nil {
		return err
	}
	l, now := web.Lang(r), ret.Narrative(t.Code)
	return conflict(r.URL.Path, now.Version, f, mine.lines(l, t, v), now.lines(l, t, ret.Values))
}
