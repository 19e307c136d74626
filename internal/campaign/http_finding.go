package campaign

import (
	"net/http"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type findingPage struct {
	base
	A       Activity
	X       Finding // without id while it is new
	Finding findingFields
	Action  string
}

// findingFields are the fields of "finding-fields". Fixed is the institution that
// has a task already, and stays.
type findingFields struct {
	Kinds, Qualifiers, Ages, Institutions []web.Option
	Number                                web.Field
	Fixed, FixedName                      string
}

var findingView = web.NewView[findingPage](files, "finding.tmpl", "finding_parts.tmpl")

func fieldsOf(l text.Lang, f *web.Form, d register.Directory, x Finding) findingFields {
	p := findingFields{Kinds: web.Options(l, code.Findings), Qualifiers: web.Options(l, code.Qualifiers), Ages: web.Options(l, code.AgeBands), Institutions: d.Options(nil)}
	p.Number = f.Field("value", text.T(l, "Sa"), "width", "4", "inputmode", "numeric", "optional", "1")
	if x.TaskID != "" {
		p.Fixed, p.FixedName = x.InstitutionID, d.Name(x.InstitutionID)
	}
	return p
}

// dueIn30 puts the day by which what was found is usually followed up into a form.
func (h handler) dueIn30(f *web.Form) { f.SetDay("due", text.DaysAfter(h.today(), followUpDays)) }

// read reads a finding of an activity over what it was, and by when it is to be
// followed up.
func (x Finding) read(f *web.Form, a Activity, today string) (Finding, string) {
	x.What = f.Code("what", code.Findings, "Zgjidhni çfarë u gjet.")
	value, q := f.Number("value"), figure.Qualifier(f.Text("qualifier"))
	if q == "" && value != nil {
		q = figure.Exact
	}
	switch {
	case q != "" && !code.Qualifiers.Has(string(q)):
		f.Fail("qualifier", "Zgjidhni sa saktë dihet numri.")
	case q.Numbered() && value == nil:
		f.Fail("value", "Shkruani numrin, ose zgjidhni «disa» apo «nuk dihet».")
	case q.Numbered() && (*value < 0 || *value%figure.One != 0):
		f.Fail("value", "Shkruani një numër të plotë.")
	case !q.Numbered():
		value = nil
	}
	x.Value, x.Qualifier = value, string(q)
	if x.Age = f.Text("age"); x.Age != "" {
		x.Age = f.Code("age", code.AgeBands, "Zgjidhni moshën.")
	}
	due := f.Day("due")
	if x.TaskID == "" {
		x.InstitutionID = f.Text("institution")
		if x.InstitutionID != "" && due != "" && due < today {
			f.Fail("due", "Afati ka kaluar. Shkruani një ditë nga sot e tutje.")
		}
		if latest := text.DaysAfter(today, 366); x.InstitutionID != "" && due > latest {
			f.Fail("due", "Afati është deri një vit nga sot. Kontrolloni vitin: shkruani një datë deri më %s.", text.Day(latest))
		}
	}
	x.FollowUp, x.DoneOn = f.Public("follow_up"), f.Day("done_on")
	switch {
	case x.DoneOn > today:
		f.Fail("done_on", "Kjo ditë nuk ka ardhur ende.")
	case x.DoneOn != "" && x.DoneOn < a.StartsOn:
		f.Fail("done_on", "Aktiviteti u bë më %s: ajo që u gjet nuk mund të jetë ndjekur më parë. Ndreqni datën.", text.Day(a.StartsOn))
	}
	return x, due
}

func (x Finding) fill(f *web.Form) *web.Form {
	f.Set("what", x.What).SetNumber("value", x.Value).Set("age", x.Age).Set("institution", x.InstitutionID).Set("follow_up", x.FollowUp).SetDay("done_on", x.DoneOn)
	if x.Qualifier != string(figure.Exact) {
		f.Set("qualifier", x.Qualifier)
	}
	return f.Set("version", strconv.FormatInt(x.Version, 10))
}

// keepFinding keeps a finding. Who is to follow it up and has not done so yet
// gets a task, once.
func (h handler) keepFinding(tx *store.Tx, a Activity, x Finding, due string) error {
	if x.InstitutionID != "" && x.TaskID == "" {
		d, err := register.ReadDirectory(tx, h.today())
		if err != nil {
			return err
		}
		if !d.Has(x.InstitutionID) {
			return store.ErrNotFound
		}
	}
	if x.InstitutionID != "" && x.TaskID == "" && x.Open() && h.need.Asks != nil {
		body := "Ndiqni atë që u gjet: " + findingWords(text.SQ, x) + " – " + a.Title + ", " + text.Day(a.StartsOn)
		id, err := h.need.Asks(tx, register.Request{Body: body, OwnerID: x.InstitutionID, AskedBy: a.InstitutionID, DueOn: due})
		if err != nil {
			return err
		}
		x.TaskID = id
	}
	if x.ID == "" {
		x.ID = tx.NewID()
		return findings.Add(tx, x)
	}
	return findings.Edit(tx, x.ID, x.Version, func(was *Finding) error {
		if was.TaskID != "" {
			x.TaskID, x.InstitutionID = was.TaskID, was.InstitutionID
		}
		x.Version = was.Version
		*was = x
		return nil
	})
}

// finding reads the activity and the finding of the address: "new" is none yet.
func (h handler) finding(r *http.Request, g access.Grant) (a Activity, x Finding, err error) {
	if a, err = h.covered(r, g); err != nil {
		return a, x, err
	}
	if a.State != Held {
		return a, x, web.RefuseAt(activityPath(g, a.ID, ""), "Çfarë u gjet shënohet pasi aktiviteti të jetë zhvilluar.")
	}
	if id := r.PathValue("finding"); id != "new" {
		x, err = findingIn(a, id)
	}
	x.CampaignID = a.ID
	return a, x, err
}

func (h handler) findingForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	a, x, err := h.finding(r, g)
	if err != nil {
		return err
	}
	f := x.fill(web.NewForm(r))
	if x.ID == "" {
		h.dueIn30(f)
	}
	return h.showFinding(w, r, g, http.StatusOK, f, a, x)
}

func (h handler) showFinding(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form, a Activity, x Finding) error {
	page := web.NewPage(r, "Çfarë u gjet").With(crumbs(g, web.Crumb{Label: a.Title, Path: activityPath(g, a.ID, "")})...)
	p := findingPage{base: h.base(r, g, page.WithForm(f)), A: a, X: x, Action: r.URL.Path}
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		p.Directory, err = register.ReadDirectory(tx, p.Today)
		return err
	})
	if err != nil {
		return err
	}
	p.Finding = fieldsOf(p.Lang, f, p.Directory, x)
	return findingView.Render(w, r, status, p)
}

func (h handler) saveFinding(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	a, was, err := h.finding(r, g)
	if err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	x, due := was.read(f, a, h.today())
	if !f.OK() {
		return h.showFinding(w, r, g, http.StatusUnprocessableEntity, f, a, was)
	}
	x.Version = f.Version()
	err = h.change(r, g, a.ID, func(tx *store.Tx) error {
		if _, err := owned(tx, a.ID); err != nil {
			return err
		}
		return h.keepFinding(tx, a, x, due)
	})
	if conflicted(err) && x.ID != "" {
		_, now, err := h.finding(r, g)
		if err != nil {
			return err
		}
		return h.conflict(r, g, activityPath(g, a.ID, ""), f, now.fill(web.NewForm(r)), nil)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, activityPath(g, a.ID, ""), "U ruajt.")
}

// A confirmPage asks once more before something is removed.
type confirmPage struct {
	base
	What, Action, Back string
	Version            int64
}

var confirmView = web.NewView[confirmPage](files, "confirm.tmpl")

func (h handler) confirm(w http.ResponseWriter, r *http.Request, g access.Grant, page web.Page, what, back string, version int64) error {
	return confirmView.Render(w, r, http.StatusOK, confirmPage{h.base(r, g, page), what, r.URL.Path, back, version})
}

func (h handler) confirmFinding(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	a, x, err := h.finding(r, g)
	if err != nil {
		return err
	}
	if err := removable(g, x); err != nil {
		return err
	}
	page := web.NewPage(r, "Hiqe nga regjistri").With(crumbs(g, web.Crumb{Label: a.Title, Path: activityPath(g, a.ID, "")})...)
	return h.confirm(w, r, g, page, findingWords(page.Lang, x), activityPath(g, a.ID, ""), x.Version)
}

// removable refuses a finding that somebody has a task for.
func removable(g access.Grant, x Finding) error {
	if x.ID == "" {
		return store.ErrNotFound
	}
	if x.TaskID != "" {
		return web.RefuseAt(activityPath(g, x.CampaignID, ""), "Për këtë është dhënë një detyrë, prandaj nuk hiqet. Anuloni detyrën, ose shënoni si u ndoq.")
	}
	return nil
}

func (h handler) removeFinding(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	a, x, err := h.finding(r, g)
	if err != nil {
		return err
	}
	if err := removable(g, x); err != nil {
		return err
	}
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	err = h.change(r, g, a.ID, func(tx *store.Tx) error {
		if _, err := owned(tx, a.ID); err != nil {
			return err
		}
		return findings.Remove(tx, x.ID, f.Version())
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, activityPath(g, a.ID, ""), "U hoq.")
}
