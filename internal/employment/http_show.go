package employment

import (
	"errors"
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A showPage is the page of one project.
type showPage struct {
	base
	P          Project
	Here       string // its address
	Keeps      bool   // the reader keeps it
	CanApprove bool
	CanVisit   bool // the reader may note a visit that nobody planned
	Lacking    []string
	Activity   string
	Partners   []string
	Visits     []visitRow
	Near       []visitRow  // of the visits those that were, or come next
	Later      []visitRow  // and those that are still far
	Placements []Placement // rows, for whoever keeps them
	Owed       int
	Lines      []line
	VisitLines []line
	Numbers    []line
	Gaps       []string
	CanAsk     bool
	AskPath    string
	Missing    []register.MissingRow
	CanClose   bool
	ByGroup    []Cell
	Withheld   int // groups and under 18 are not shown, below this
}

// A visitRow is a visit with what may be done about it.
type visitRow struct {
	Visit
	What, Employer, Who string
	Task, TaskPath      string
	TaskState           string
	Late, Open          bool
	May, Move, Again    bool
	Recheck             string // day of the visit that is looked at again
}

var showView = web.NewView[showPage](register.With(files), "show.tmpl", register.Partial, "parts.tmpl")

func (h handler) show(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	d, err := h.desk(r, g)
	if errors.Is(err, store.ErrNotFound) {
		return h.toFair(w, r, g)
	}
	if err != nil {
		return err
	}
	p := showPage{P: d.p, Here: path(g, "/"+d.p.ID), Keeps: d.keeps(), CanApprove: g.Can(access.ApproveProjects), CanAsk: g.Can(access.AskEmployment), AskPath: path(g, "/ask")}
	p.base = d.base(web.NewPage(r, "%s", d.p.Title).With(web.Crumb{Label: "Punësimi sezonal", Path: path(g, "")}))
	p.CanVisit, p.CanClose = d.mayNote(), d.p.mayClose() && d.p.EndsOn < d.today
	err = h.db.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) error {
		lacks, err := missing(tx, g, []Project{d.p}, d.today)
		p.Missing = register.Rows(d.l, g, lacks, d.dir)
		if err != nil || p.Keeps || len(d.p.Placements) == 0 {
			return err
		}
		all, err := All(tx)
		if err != nil {
			return err
		}
		p.Withheld, err = withheld(tx, all, keeper(g))
		return err
	})
	if err != nil {
		return err
	}
	p.fill(d)
	return showView.Render(w, r, http.StatusOK, p)
}

// mayNote reports whether the reader may note a visit that nobody planned.
func (d *desk) mayNote() bool {
	visiting, err := d.g.Also(access.RecordVisits)
	return err == nil && d.p.Running() && d.looks(visiting)
}

// toFair leads on to the job fair, where the address names one and no project.
func (h handler) toFair(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	id := r.PathValue("project")
	err := h.db.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) error {
		_, err := fairs.Get(tx, id)
		return err
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+id+"/fair"), "")
}

// base is the common part of a page that shows the register.
func (d *desk) base(page web.Page) base {
	return base{Page: page, Registers: register.NavOf(d.g, "employment"), Dir: d.dir, Base: path(d.g, ""), Today: d.today}
}

func (p *showPage) fill(d *desk) {
	if d.p.State == Draft && !d.p.Told() {
		p.Lacking = d.p.Lacking(d.l)
	}
	for _, a := range d.actions {
		if a.id == d.p.ActivityID {
			p.Activity = a.number + " " + a.title
		}
	}
	p.Partners = register.PartnerNames(d.dir, d.p.Partners)
	for _, v := range d.p.Visits {
		p.Visits = append(p.Visits, d.visitRow(v))
	}
	p.Near, p.Later = apart(p.Visits, d.today)
	if p.Keeps {
		p.Placements, p.Owed = d.p.Placements, len(d.owes())
	}
	t := Count([]Project{d.p}, d.today).without(p.Withheld)
	p.VisitLines, p.Lines, p.ByGroup, p.Numbers = p.visitLines(t), p.jobLines(t), t.ByGroup(), numberLines(d.l, code.ProjectCounts, d.p.Numbers)
	for _, gap := range d.p.Gaps() {
		p.Gaps = append(p.Gaps, register.GapWords(d.l, code.ProjectCounts, gap))
	}
	if d.p.JobsGap() {
		typed := d.p.Numbers.Get("jobs")
		p.Gaps = append(p.Gaps, text.T(d.l, "Persona të punësuar: u shkruan %s, në listë janë %s. Hendeku mbetet siç u raportua.", text.Number(d.l, int64(typed.Number)), text.Number(d.l, int64(d.p.Jobs().Number))))
	}
}

// next is how many of the visits to come a page shows before one asks for more.
const next = 3

// apart sets the visits that are still far apart from those that were or come next.
func apart(list []visitRow, today string) (near, later []visitRow) {
	coming := 0
	for _, v := range list { // by their day
		if v.Waiting() && v.PlannedOn >= today {
			coming++
		}
		if coming > next && v.Waiting() && v.PlannedOn >= today {
			later = append(later, v)
			continue
		}
		near = append(near, v)
	}
	if len(later) == 1 { // one more takes no more room than saying so
		return list, nil
	}
	return near, later
}

// LaterWords says how many visits are still far, and from when to when.
func (p showPage) LaterWords() string {
	n := int64(len(p.Later))
	return text.Count(p.Lang, &n, text.Forms{Many: "Edhe {n} vizita të planifikuara"}) + " (" + text.Day(p.Later[0].PlannedOn) + "–" + text.Day(p.Later[n-1].PlannedOn) + ")"
}

// OwedWords says of how many nobody has said yet whether they were kept on.
func (p showPage) OwedWords() string {
	n := int64(p.Owed)
	return text.Count(p.Lang, &n, text.Forms{One: "Mbajtja në punë: 1 përgjigje pret", Many: "Mbajtja në punë: {n} përgjigje presin"})
}

func (d *desk) visitRow(v Visit) visitRow {
	row := visitRow{Visit: v, Who: d.dir.Name(v.InstitutionID), Late: d.p.Running() && v.Overdue(d.today), Open: d.p.Open(v)}
	if c, ok := d.p.check(v.CheckID); ok {
		row.What = code.Obligations.Label(d.l, c.Kind)
	}
	if e, ok := d.p.employer(v.EmployerID); ok {
		row.Employer = e.Name
	}
	if was := d.p.visit(v.RecheckOf); was.ID != "" {
		row.Recheck = was.DoneOn
	}
	if t, ok := d.tasks[v.TaskID]; ok {
		row.Task, row.TaskPath, row.TaskState = t.Name(), "/k/"+d.g.Scope().ID+"/task/"+t.id, code.TaskStates.Label(d.l, t.state)
	}
	row.May = d.p.Running() && reaches(d.g, access.RecordVisits, v.InstitutionID)
	row.Move = row.May && v.Waiting() && !v.Overdue(d.today)
	row.Again = row.May && (v.Faulty() && !d.p.planned(v) && d.p.Open(v) || v.Finding == NotPossible)
	return row
}

// planned reports whether somebody will look again at what a visit found.
func (p Project) planned(v Visit) bool {
	return slices.ContainsFunc(p.Visits, func(x Visit) bool { return x.RecheckOf == v.ID && x.Waiting() })
}

// A fairShow is the page of one job fair.
type fairShow struct {
	base
	F        Fair
	Here     string
	Keeps    bool
	Over     bool // its day has come
	Partners []string
	Numbers  []line
	Gaps     []string
}

var fairView = web.NewView[fairShow](register.With(files), "fair.tmpl", register.Partial, "parts.tmpl")

func (h handler) showFair(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	d, err := h.desk(r, g)
	if err != nil {
		return err
	}
	p := fairShow{F: d.fair, Here: path(g, "/"+d.fair.ID+"/fair"), Keeps: reaches(g, access.KeepEmployment, d.fair.InstitutionID), Over: d.fair.HeldOn <= d.today}
	p.base = d.base(web.NewPage(r, "%s", d.fair.Title).With(web.Crumb{Label: "Punësimi sezonal", Path: path(g, "")}))
	p.Partners, p.Numbers = register.PartnerNames(d.dir, d.fair.Partners), numberLines(d.l, code.FairCounts, d.fair.Numbers)
	for _, gap := range d.fair.Numbers.Gaps(code.FairCounts) {
		p.Gaps = append(p.Gaps, register.GapWords(d.l, code.FairCounts, gap))
	}
	return fairView.Render(w, r, http.StatusOK, p)
}
