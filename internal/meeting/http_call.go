package meeting

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type convenePage struct {
	base
	Meeting Meeting
	Names   directory
	Order   string // number of the order in force on the day
	Called  []Call // already
	ToCall  []Call // who has a seat and is not called yet
	Others  []web.Option
	Items   []Line
	Files   []File
	Rule    Rule // how many days before the meeting the call has to go out
	Short   bool // it goes out later than that
	Days    int64
}

var conveneView = web.NewView[convenePage](files, "convene.tmpl")

// conveneForm shows, before anything is sent, who is called, what for, and with
// which documents.
func (h handler) conveneForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if !g.Can(access.ConveneMeetings) {
		return access.ErrDenied
	}
	var p convenePage
	err := h.view(r, g, func(tx *store.Tx) error { return p.read(tx, g, r.PathValue("id"), h.today()) })
	if err != nil {
		return err
	}
	if !p.Meeting.Before() {
		return store.ErrNotFound
	}
	title := "Thirrja e mbledhjes"
	p.base = newBase(r, g, title).under(upTo(g, p.Meeting, web.Lang(r))...)
	p.Form = web.NewForm(r).Set("version", strconv.FormatInt(p.Meeting.Version, 10))
	return conveneView.Render(w, r, http.StatusOK, p)
}

func (p *convenePage) read(tx *store.Tx, g access.Grant, id, today string) (err error) {
	if p.Meeting, err = Get(tx, id); err != nil {
		return err
	}
	m := p.Meeting
	p.Items = m.LinesOf(Agenda)
	if p.Names, err = readDirectory(tx, m.HeldOn); err != nil {
		return err
	}
	if _, p.Order, err = readSeats(tx, m.HeldOn, m.Body); err != nil {
		return err
	}
	if p.Called, err = CallsOf(tx, id); err != nil {
		return err
	}
	if p.ToCall, err = callable(tx, m, nil); err != nil {
		return err
	}
	p.ToCall = slices.DeleteFunc(p.ToCall, func(c Call) bool { return p.called(c.InstitutionID) })
	p.Others = p.Names.Pick(func(id string) bool {
		return !p.called(id) && !slices.ContainsFunc(p.ToCall, func(c Call) bool { return c.InstitutionID == id })
	})
	if p.Files, err = FilesOf(tx, id); err != nil {
		return err
	}
	p.Files = slices.DeleteFunc(p.Files, func(f File) bool { return outOf(g, m, f.ItemID) })
	p.Rule, err = ruleOn(tx, "convening_notice", m.HeldOn)
	p.Days = int64(daysBetween(today, m.HeldOn))
	p.Short = m.State == Planned && p.Days >= 0 && p.Days < int64(p.Rule.N)
	return err
}

func (p *convenePage) called(id string) bool {
	return slices.ContainsFunc(p.Called, func(c Call) bool { return c.InstitutionID == id })
}

// Sendable reports whether the meeting can be convened as it is.
func (p convenePage) Sendable() bool {
	return !p.Everybody() && p.Order != "" && p.Meeting.Time != "" && p.Meeting.Place != "" && len(p.Called)+len(p.ToCall) > 0
}

// Everybody reports whether nobody is left to be called.
func (p convenePage) Everybody() bool {
	return len(p.Called) > 0 && len(p.ToCall) == 0 && len(p.Others) == 0
}

// ShortWords says how short the notice is, and by which rule.
func (p convenePage) ShortWords() string {
	if p.Days == 0 {
		return text.T(p.Lang, "Mbledhja është sot, ndërsa rregulli kërkon %s: %s", p.Rule.Words(p.Lang), p.Rule.LegalBasis)
	}
	return text.T(p.Lang, "Mbledhja është pas %s, ndërsa rregulli kërkon %s: %s", text.Count(p.Lang, &p.Days, text.Forms{One: "1 dite", Many: "{n} ditësh"}), p.Rule.Words(p.Lang), p.Rule.LegalBasis)
}

func (h handler) convene(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, version := r.PathValue("id"), f.Version()
	err = h.change(r, g, id, func(tx *store.Tx) error {
		m, err := Get(tx, id)
		if err != nil {
			return err
		}
		if m.Time == "" || m.Place == "" {
			return web.Refuse("Para thirrjes shkruani orën dhe vendin e mbledhjes: dalin në ftesë.")
		}
		return Convene(tx, h.need, id, version, f.List("guest"))
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/%s", id), "Mbledhja u thirr. Institucionet mund të përgjigjen këtu.")
}

type replyPage struct {
	base
	Meeting Meeting
	Who     string
	Call    Call
	Replies []web.Option
}

var replyView = web.NewView[replyPage](files, "reply.tmpl")

func (h handler) replyForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showReply(w, r, g, http.StatusOK, web.NewForm(r))
}

func (h handler) showReply(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	own, err := g.Also(access.ReplyToMeetings)
	if err != nil || !own.Covers(r.PathValue("institution")) {
		return access.ErrDenied
	}
	p, names, err := h.readReply(r, g)
	if err != nil {
		return err
	}
	if status == http.StatusOK {
		f.Set("version", strconv.FormatInt(p.Call.Version, 10)).Set("reply", p.Call.Reply).Set("substitute", p.Call.Substitute).Set("note", p.Call.Note)
	}
	p.Who, p.Replies = names.Name(p.Call.InstitutionID), web.Options(web.Lang(r), code.Replies)
	p.base = newBase(r, g, "Përgjigje ftesës").under(upTo(g, p.Meeting, web.Lang(r))...)
	p.Form = f
	return replyView.Render(w, r, status, p)
}

func (h handler) readReply(r *http.Request, g access.Grant) (p replyPage, names directory, err error) {
	id := r.PathValue("id")
	err = h.view(r, g, func(tx *store.Tx) (err error) {
		if p.Meeting, err = changeable(tx, id); err != nil {
			return err
		}
		if p.Call, err = callOf(tx, id, r.PathValue("institution")); err != nil {
			return err
		}
		names, err = readDirectory(tx, p.Meeting.HeldOn)
		return err
	})
	return p, names, err
}

// parseReply reads an answer: who sends a substitute says in which office, who
// does not come says why. What belongs to another answer does not count.
func parseReply(f *web.Form) (reply, substitute, note string) {
	reply = f.Code("reply", code.Replies, "Zgjidhni një përgjigje.")
	switch reply {
	case Substitute:
		f.Need("substitute", "Shkruani funksionin e atij që vjen, për shembull Përgjegjës sektori.")
		substitute = f.PublicLine("substitute")
	case Absent:
		f.Need("note", "Shkruani shkurt pse nuk vini dot.")
		note = f.Public("note")
	}
	return reply, substitute, note
}

func (h handler) reply(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, who := r.PathValue("id"), r.PathValue("institution")
	if !g.Covers(who) {
		return access.ErrDenied
	}
	reply, substitute, note := parseReply(f)
	if !f.OK() {
		read, err := g.Also(access.ReadMeetings)
		if err != nil {
			return err
		}
		return h.showReply(w, r, read, http.StatusUnprocessableEntity, f)
	}
	err = h.change(r, g, id, func(tx *store.Tx) error { return Answer(tx, id, who, f.Version(), reply, substitute, note) })
	if errors.Is(err, store.ErrConflict) {
		return h.replyConflict(r, g, Call{Reply: reply, Substitute: substitute, Note: note}, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/%s", id), "Përgjigjja u ruajt. Mund ta ndryshoni derisa mbledhja të mbyllet.")
}

func (h handler) replyConflict(r *http.Request, g access.Grant, mine Call, f *web.Form) error {
	read, err := g.Also(access.ReadMeetings)
	if err != nil {
		return err
	}
	p, _, err := h.readReply(r, read)
	if err != nil {
		return err
	}
	b := base{Page: web.Page{Lang: web.Lang(r)}}
	return web.Conflict{Back: path(g, "/%s", p.Meeting.ID), Action: path(g, "/%s/reply/%s", p.Meeting.ID, p.Call.InstitutionID), Form: f.Values, Now: p.Call.Version,
		Fields: []web.ConflictField{{Name: "reply", Label: web.T(r, "Përgjigjja"), Mine: b.ReplyWords(mine), Theirs: b.ReplyWords(p.Call)}}}
}
