package employment

import (
	"embed"
	"net/http"
	"slices"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
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

// Options are what other packages do for this one.
type Options struct {
	Asks register.Asks // gives the task of a measure, or of something that is missing
}

type handler struct {
	db *store.DB
	Options
}

// Routes adds the pages of seasonal employment to m.
func Routes(m *web.Mux, db *store.DB, o Options) {
	h := handler{db, o}
	const base = " /k/{committee}/employment"
	m.Handle("GET"+base, access.ReadEmployment, h.list)
	m.Handle("POST"+base+"/ask", access.AskEmployment, h.ask)
	m.Handle("GET"+base+"/{project}", access.ReadEmployment, h.show)
	m.Handle("GET"+base+"/{fair}/fair", access.ReadEmployment, h.showFair)
	for _, s := range slices.Concat(projectSteps, planSteps, rowSteps, visitSteps, fairSteps) {
		m.Handle("GET"+base+s.path, access.ReadEmployment, h.form(s))
		m.Handle("POST"+base+s.path, s.needs, h.save(s))
	}
}

// path is an address under the register of the grant's committee.
func path(g access.Grant, rest string) string { return "/k/" + g.Scope().ID + "/employment" + rest }

// reaches reports whether the actor of g holds p for what an institution owns.
func reaches(g access.Grant, p access.Permission, institution string) bool {
	also, err := g.Also(p)
	return err == nil && also.Covers(institution)
}

// A desk is what a page of the register knows: the project or the fair of its
// address, and what there is to choose from.
type desk struct {
	r       *http.Request
	g       access.Grant
	l       text.Lang
	today   string
	dir     register.Directory
	qark    string
	p       Project
	fair    Fair
	actions []activity
	tasks   map[string]taskOf
	asks    register.Asks
	newID   func() string
	made    string // what the form adds, if it adds a record of its own
}

// An activity of the action plan.
type activity struct{ id, number, title string }

// A taskOf is a task that came of a visit.
type taskOf struct {
	id           string
	year, number int64
	state        string
}

// Name is how people call the task: "4/2023".
func (t taskOf) Name() string {
	return strconv.FormatInt(t.number, 10) + "/" + strconv.FormatInt(t.year, 10)
}

var (
	qarkOf     = store.Read(`SELECT qark FROM committee WHERE committee_id = $1`)
	activities = store.Read(`SELECT o.id, o.number, o.title FROM (
		SELECT p.year, a.position, a.id, a.number, a.title FROM plan AS p JOIN plan_activity AS a ON a.committee_id = p.committee_id AND a.plan_id = p.id
			WHERE p.committee_id = $1 AND p.state = 'approved' AND (p.year = $2 OR p.year = $3)
		UNION SELECT p.year, a.position, a.id, a.number, a.title FROM plan_activity AS a JOIN plan AS p ON p.committee_id = a.committee_id AND p.id = a.plan_id
			WHERE a.committee_id = $1 AND a.id = $4) AS o ORDER BY o.year DESC, o.position, o.id`)
	tasksOf = store.Read(`SELECT t.id, t.year, t.number, t.state FROM employment_visit AS v
		JOIN task AS t ON t.committee_id = v.committee_id AND t.id = v.task_id
		WHERE v.committee_id = $1 AND v.project_id = $2`)
)

// desk reads what the page of a request needs.
func (h handler) desk(r *http.Request, g access.Grant) (*desk, error) {
	look, err := g.Also(access.ReadEmployment)
	if err != nil {
		return nil, err
	}
	d := &desk{r: r, g: g, l: web.Lang(r), today: text.DayOf(h.db.Now()), asks: h.Asks, newID: h.db.NewID, tasks: map[string]taskOf{}}
	return d, h.db.View(r.Context(), look, store.Subject{}, d.read)
}

func (d *desk) read(tx *store.Tx) (err error) {
	if d.dir, err = register.ReadDirectory(tx, d.today); err != nil {
		return err
	}
	if d.qark, err = store.Value[string](tx, qarkOf); err != nil {
		return err
	}
	if id := d.r.PathValue("fair"); id != "" {
		d.fair, err = LoadFair(tx, id)
		return err
	}
	year, _ := strconv.Atoi(yearOf(d.today))
	if id := d.r.PathValue("project"); id != "" {
		if d.p, err = Load(tx, id); err != nil {
			return err
		}
		year, _ = strconv.Atoi(yearOf(d.p.StartsOn))
		rows, err := store.All(tx, tasksOf, func(t *taskOf) []any { return []any{&t.id, &t.year, &t.number, &t.state} }, id)
		if err != nil {
			return err
		}
		for _, t := range rows {
			d.tasks[t.id] = t
		}
	}
	d.actions, err = store.All(tx, activities, func(a *activity) []any { return []any{&a.id, &a.number, &a.title} }, year, year+1, d.p.ActivityID)
	return err
}

// keeps reports whether the reader keeps the project.
func (d *desk) keeps() bool { return reaches(d.g, access.KeepEmployment, d.p.InstitutionID) }

// municipalities to choose from: those of the county, and those that stand in the
// record already.
func (d *desk) municipalities(also ...string) []web.Option {
	return register.PlaceOptions(code.MunicipalitiesOf(d.qark), also...)
}

// chosen keeps those values that are among the options.
func chosen(values []string, from []web.Option) []string {
	return slices.DeleteFunc(values, func(v string) bool {
		return !slices.ContainsFunc(from, func(o web.Option) bool { return o.Value == v })
	})
}

// crumbs are the way to a page about the project or the fair.
func (d *desk) crumbs() []web.Crumb {
	list := []web.Crumb{{Label: "Punësimi sezonal", Path: path(d.g, "")}}
	switch {
	case d.p.ID != "":
		list = append(list, web.Crumb{Label: d.p.Title, Path: path(d.g, "/"+d.p.ID)})
	case d.fair.ID != "":
		list = append(list, web.Crumb{Label: d.fair.Title, Path: path(d.g, "/"+d.fair.ID+"/fair")})
	}
	return list
}

// ask asks an institution for what is missing.
func (h handler) ask(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	today := text.DayOf(h.db.Now())
	err = h.db.Change(r.Context(), g, store.Subject{Kind: "employment_project", ID: f.Text("subject")}, func(tx *store.Tx) error {
		p, err := Load(tx, f.Text("subject"))
		if err != nil {
			return err
		}
		_, err = register.AskFor(tx, h.Asks, p.Lacks(path(g, "/"+p.ID), today), f)
		return err
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "")+"#missing", "Kërkesa u dërgua si detyrë.")
}
