package task

import (
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A tag is the state of a task as every page shows it.
type tag struct {
	State, StateName string
	Late, High       bool
}

func (t Task) tag(l text.Lang, today string) tag {
	return tag{t.State, code.TaskStates.Label(l, t.State), t.Overdue(today), t.NeedsCheck() && t.Live()}
}

// Tag is the state of a row.
func (p listPage) Tag(t Task) tag { return t.tag(p.Lang, p.Today) }

// KindName says where a task comes from.
func (p listPage) KindName(kind string) string { return code.TaskKinds.Label(p.Lang, kind) }

// AllLink leads to all that is still to be done, under the same filter.
func (p listPage) AllLink() string {
	f := p.Filter
	f.Show = ""
	return f.link(p.Base)
}

type showPage struct {
	web.Page
	head
	Kind, Priority string
	From           Link   // where it comes from
	Decisions      []Link // of the same item of the minutes
	Given, DueAt   Link   // the meeting that gave it, the one it is due at
	Checkers       string
	Happened       []happening
	Changes        []change // the reader may make now
	Age, Punctual  string
	Escalation     string
}

// A happening is one event of the history, in words.
type happening struct {
	At                  store.Time
	Label, Dates, Words string
	Meeting             Link
}

var showView = web.NewView[showPage](files, "show.tmpl", "parts.tmpl")

func (h handler) show(w http.ResponseWriter, r *http.Request, g access.Grant) (err error) {
	p := showPage{}
	l := web.Lang(r)
	p.head, err = h.view(r, g, func(tx *store.Tx, t Task, _ directory) (err error) {
		if p.From, err = source(tx, l, t); err != nil {
			return err
		}
		if p.Decisions, err = decisions(tx, l, t); err != nil {
			return err
		}
		meetings, err := meetingLinks(tx, l, t.ID)
		p.Given, p.DueAt = meetings[t.MeetingID], meetings[t.DueMeeting]
		for _, e := range t.Events {
			p.Happened = append(p.Happened, e.happening(l, meetings))
		}
		return err
	})
	if err != nil {
		return err
	}
	p.Page = web.NewPage(r, "Detyra %s", p.T.Name()).With(web.Crumb{Label: "Detyrat", Path: path(g, "")})
	p.words(l)
	for _, c := range changes {
		if c.may(g, p.T) {
			p.Changes = append(p.Changes, c)
		}
	}
	return showView.Render(w, r, http.StatusOK, p)
}

func (p *showPage) words(l text.Lang) {
	p.Kind, p.Priority = code.TaskKinds.Label(l, p.T.Kind), code.Priorities.Label(l, p.T.Priority)
	p.Age, p.Punctual, p.Checkers = p.T.ageWords(l, p.Today), p.T.punctual(l), p.checkers(l)
	if told := p.T.Told(); told > 0 {
		p.Escalation = code.Escalations.Label(l, strconv.FormatInt(told, 10))
	}
}

// checkers says who may look at the answer of a task of high priority.
func (p head) checkers(l text.Lang) string {
	if p.AskedBy == "" {
		return text.T(l, "sekretari, kryetari i Komitetit ose kryetari i Tryezës Teknike; jo ai që e raportoi")
	}
	return text.T(l, "%s, që e kërkoi, sekretari ose kryetarët; jo ai që e raportoi", p.AskedBy)
}

// Tag is the state of the task.
func (p showPage) Tag() tag { return p.T.tag(p.Lang, p.Today) }

// HowOld names the line of its age, which ends with the task.
func (p showPage) HowOld() string {
	if p.T.ClosedOn != "" {
		return text.T(p.Lang, "Zgjati")
	}
	return text.T(p.Lang, "Hapur prej")
}

// WasDue is the first date of a task that was put off.
func (p showPage) WasDue() string { return p.T.FirstDue() }

func (e Event) happening(l text.Lang, meetings map[string]Link) happening {
	x := happening{At: e.At, Label: code.TaskVerbs.Label(l, e.Verb), Words: e.Note, Meeting: meetings[e.MeetingID]}
	switch e.Verb {
	case verbExtended, verbRenewed, verbScheduled:
		x.Dates = text.T(l, "nga %s në %s", dueOf(l, e.DueFrom, "mbledhja e ardhshme"), dueOf(l, e.DueTo, "mbledhjen e ardhshme"))
	case verbGiven:
		x.Dates = text.T(l, "afati: %s", dueOf(l, e.DueTo, "mbledhja e ardhshme"))
	case verbEscalated:
		x.Words, x.Dates = "", code.Escalations.Label(l, e.Note)
	}
	return x
}

// dueOf is a date of the history in words; next names a meeting without a day as
// the sentence needs it.
func dueOf(l text.Lang, day, next string) string {
	if day == "" {
		return text.T(l, next)
	}
	return text.Day(day)
}

func (h handler) download(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	var f File
	var content []byte
	err := h.db.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) (err error) {
		if f, content, err = ReadFile(tx, r.PathValue("file")); err == nil && f.TaskID != r.PathValue("task") {
			err = store.ErrNotFound
		}
		return err
	})
	if err != nil {
		return err
	}
	return web.Download(w, f.Name, f.MediaType, content)
}
