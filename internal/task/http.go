package task

import (
	"embed"
	"fmt"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

//go:embed *.tmpl
var files embed.FS

//go:embed english.json
var english []byte

func init() { text.RegisterJSON(english) }

type handler struct{ db *store.DB }

// Routes adds the pages of tasks to m.
func Routes(m *web.Mux, db *store.DB) {
	h := handler{db}
	const base = " /k/{committee}/task"
	m.Handle("GET"+base, access.ReadTasks, h.list)
	m.Handle("GET"+base+"/new", access.ReadTasks, h.newForm)
	m.Handle("POST"+base+"/give", access.GiveTasks, h.give)
	m.Handle("POST"+base+"/ask", access.AskTasks, h.give)

	const one = base + "/{task}"
	m.Handle("GET"+one, access.ReadTasks, h.show)
	m.Handle("GET"+one+"/file/{file}", access.ReadTasks, h.download)
	m.Handle("POST"+one+"/file/{file}/remove", access.AnswerTasks, h.removeFile)
	m.Handle("GET"+one+"/answer", access.ReadTasks, h.answerForm)
	m.Handle("POST"+one+"/answer", access.AnswerTasks, h.answer)
	m.Handle("GET"+one+"/check", access.ReadTasks, h.checkForm)
	m.Handle("POST"+one+"/check", access.CheckTasks, h.check)
	m.Handle("POST"+one+"/back", access.CheckTasks, h.back)
	for _, c := range changes {
		m.Handle("GET"+one+"/"+c.path, access.ReadTasks, h.changeForm(c))
		m.Handle("POST"+one+"/"+c.path, c.needs, h.change(c))
	}
}

// path is an address under the tasks of the grant's committee.
func path(g access.Grant, rest string) string {
	return fmt.Sprintf("/k/%s/task%s", g.Scope().ID, rest)
}

func taskPath(g access.Grant, id, rest string) string { return path(g, "/"+id+rest) }

// crumbs are the way to a page about a task.
func crumbs(g access.Grant, r *http.Request, t Task) []web.Crumb {
	return []web.Crumb{{Label: "Detyrat", Path: path(g, "")}, {Label: web.T(r, "Detyra %s", t.Name()), Path: taskPath(g, t.ID, "")}}
}

// reaches reports whether the actor of g holds p for what an institution owns.
func reaches(g access.Grant, p access.Permission, institution string) bool {
	also, err := g.Also(p)
	return err == nil && also.Covers(institution)
}

// ownOf lists the institutions for which the actor of g holds p; none when it is
// for the whole committee, or not at all.
func ownOf(g access.Grant, p access.Permission) []string {
	also, err := g.Also(p)
	if err != nil {
		return nil
	}
	return also.Own()
}

// A head is what every page about one task knows of it.
type head struct {
	T       Task
	Base    string // address of the task
	Today   string
	Owner   string // names of institutions
	AskedBy string
	Due     string // when it is due, in words
	Clock   string // how much time is left
	May     rights
}

// Rights say what the reader may do with a task as it stands now.
type rights struct{ Answer, Check bool }

// view reads the task of the request, with the names on its page.
func (h handler) view(r *http.Request, g access.Grant, more func(tx *store.Tx, t Task, d directory) error) (head, error) {
	p := head{Today: text.DayOf(h.db.Now()), Base: taskPath(g, r.PathValue("task"), "")}
	reading, err := g.Also(access.ReadTasks)
	if err != nil {
		return p, err
	}
	err = h.db.View(r.Context(), reading, store.Subject{}, func(tx *store.Tx) (err error) {
		if p.T, err = Load(tx, r.PathValue("task")); err != nil {
			return err
		}
		names, err := readDirectory(tx, p.Today)
		if err != nil {
			return err
		}
		p.Owner = names.Name(p.T.OwnerID)
		if p.T.AskedBy != "" {
			p.AskedBy = names.Name(p.T.AskedBy)
		}
		if more != nil {
			return more(tx, p.T, names)
		}
		return nil
	})
	p.Due, p.Clock = p.T.dueWords(web.Lang(r)), p.T.clock(web.Lang(r), p.Today)
	p.May = rights{Answer: mayAnswer(g, p.T), Check: mayCheck(g, p.T)}
	return p, err
}

// mayAnswer reports whether the actor speaks for the owner of an open task.
func mayAnswer(g access.Grant, t Task) bool {
	return t.State == Open && reaches(g, access.AnswerTasks, t.OwnerID)
}

// mayCheck reports whether the actor may look at the answer of a task: those who
// lead the committee, or the institution that asked; never who answered.
func mayCheck(g access.Grant, t Task) bool {
	return t.State == Answered && g.Actor() != t.AnsweredBy && reaches(g, access.CheckTasks, t.AskedBy)
}

// do changes the task of the request.
func (h handler) do(r *http.Request, g access.Grant, f func(tx *store.Tx, id string) error) error {
	id := r.PathValue("task")
	return h.db.Change(r.Context(), g, store.Subject{Kind: "task", ID: id}, func(tx *store.Tx) error { return f(tx, id) })
}
