package programme

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// Weekdays by their number, '1' for Monday.
var weekdays = code.List{
	{Code: "1", SQ: "e hënë", EN: "Monday"}, {Code: "2", SQ: "e martë", EN: "Tuesday"}, {Code: "3", SQ: "e mërkurë", EN: "Wednesday"},
	{Code: "4", SQ: "e enjte", EN: "Thursday"}, {Code: "5", SQ: "e premte", EN: "Friday"}, {Code: "6", SQ: "e shtunë", EN: "Saturday"}, {Code: "7", SQ: "e diel", EN: "Sunday"},
}

// formStates are those one can say in the form; cancelling has a page of its own.
var formStates = code.EventStates[:2]

type formPage struct {
	base
	Action, Back, Stamp                                                   string
	State                                                                 bool // it is asked for
	Owners, Kinds, Municipalities, Weekdays, Fundings, States, Activities []web.Option
	Institutions                                                          []web.Option
	Numbers                                                               []register.Input
}

var formView = web.NewView[formPage](register.With(files), "form.tmpl", register.Partial)

// A choice is what the form offers, read from the database.
type choice struct {
	directory      register.Directory
	municipalities []code.Municipality
	activities     []web.Option
}

func (c choice) hasActivity(id string) bool {
	return slices.ContainsFunc(c.activities, func(o web.Option) bool { return o.Value == id })
}

// readChoice reads what a form can choose from on a day. Activities are those of the
// plans of late, and of the year in which the programme, if there is one, starts.
func readChoice(tx *store.Tx, day, starts string) (c choice, err error) {
	if c.directory, err = register.ReadDirectory(tx, day); err != nil {
		return c, err
	}
	if c.municipalities, err = municipalities(tx); err != nil {
		return c, err
	}
	type activity struct{ id, number, title string }
	this, _ := strconv.Atoi(day[:4])
	year, _ := strconv.Atoi((starts + "0000")[:4])
	rows, err := store.All(tx, activitiesOf, func(a *activity) []any { return []any{&a.id, &a.number, &a.title} }, this-1, year)
	for _, a := range rows {
		c.activities = append(c.activities, web.Option{Value: a.id, Label: strings.TrimSpace(a.number + " " + a.title)})
	}
	return c, err
}

// municipalities are those of the committee's qark.
func municipalities(tx *store.Tx) ([]code.Municipality, error) {
	qark, err := store.Value[string](tx, qarkOf)
	return code.MunicipalitiesOf(qark), err
}

func (h handler) newForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if !g.Can(access.KeepProgrammes) {
		return access.ErrDenied
	}
	f := web.NewForm(r).Set("state", Planned)
	f.Values["weekdays"] = []string{"1", "2", "3", "4", "5"}
	if own := owners(g); len(own) == 1 {
		f.Set("institution", own[0])
	}
	return h.showForm(w, r, g, http.StatusOK, Programme{State: Planned}, f)
}

func (h handler) editForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p, _, err := h.toKeep(r, g)
	if err != nil {
		return err
	}
	return h.showForm(w, r, g, http.StatusOK, p, p.form(r))
}

// form fills the form of a programme.
func (p Programme) form(r *http.Request) *web.Form {
	f := web.NewForm(r).Set("version", strconv.FormatInt(p.Version, 10)).Set("stamp", p.formStamp())
	for name, v := range map[string]string{"institution": p.InstitutionID, "title": p.Title, "kind": p.Kind, "municipality": p.Municipality, "place": p.Place,
		"funding": p.Funding, "funder": p.Funder, "state": p.State, "activity": p.ActivityID, "source": p.Source, "note": p.Note} {
		f.Set(name, v)
	}
	if p.OnlyYear() {
		f.Set("year", p.StartsOn[:4])
	} else {
		f.SetDay("starts", p.StartsOn).SetDay("ends", p.EndsOn)
	}
	f.Values["weekdays"] = strings.Split(p.Weekdays, "")
	p.Numbers.Fill(f, wholeCounts, "")
	register.FillPartners(f, p.Partners)
	return f
}

// formStamp says what of the programme the form shows beside its own row.
func (p Programme) formStamp() string {
	return p.Numbers.Stamp(mine(wholeCounts, "")) + register.StampPartners(p.Partners)
}

func (h handler) showForm(w http.ResponseWriter, r *http.Request, g access.Grant, status int, p Programme, f *web.Form) error {
	page := formPage{base: h.base(r, g, "Program veror i ri").under(), Action: path(g, "/new"), Back: path(g, ""), State: p.State != Cancelled}
	if p.ID != "" {
		page.base = h.base(r, g, "Ndryshimi i programit").under(web.Crumb{Label: p.Title, Path: path(g, "/"+p.ID)})
		page.Action, page.Back = path(g, "/"+p.ID+"/edit"), path(g, "/"+p.ID)
	}
	page.Page = page.WithForm(f)
	var c choice
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		if c, err = readChoice(tx, page.Today, p.StartsOn); err != nil {
			return err
		}
		return c.keepActivity(tx, p.ActivityID)
	})
	if err != nil {
		return err
	}
	l := page.Lang
	page.Owners, page.Institutions, page.Activities = c.directory.Options(owners(g)), c.directory.Options(nil), c.activities
	page.Kinds, page.Weekdays, page.Fundings, page.States = web.Options(l, code.ProgrammeKinds), web.Options(l, weekdays), web.Options(l, code.Funding), web.Options(l, formStates)
	page.Municipalities = register.PlaceOptions(c.municipalities, p.Municipality)
	page.Numbers = register.Inputs(l, f, wholeCounts, false)
	return formView.Render(w, r, status, page)
}

// keepActivity offers the activity that the programme carries out, also when it was
// cancelled or carried over since.
func (c *choice) keepActivity(tx *store.Tx, id string) error {
	if id == "" || c.hasActivity(id) {
		return nil
	}
	type named struct{ title, plan string }
	rows, err := store.All(tx, activityOf, func(n *named) []any { return []any{&n.title, &n.plan} }, id)
	for _, a := range rows {
		c.activities = append(c.activities, web.Option{Value: id, Label: a.title})
	}
	return err
}

func (h handler) add(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	p, err := h.readForm(r, g, f, Programme{State: Planned})
	if err != nil {
		return err
	}
	if !f.OK() {
		return h.showForm(w, r, g, http.StatusUnprocessableEntity, Programme{State: Planned}, f)
	}
	p.ID = h.db.NewID()
	err = h.db.Change(r.Context(), g, store.Subject{Kind: "programme", ID: p.ID}, func(tx *store.Tx) error { return Add(tx, p) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+p.ID), "Programi u shtua në regjistër.")
}

func (h handler) edit(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	was, d, err := h.toKeep(r, g)
	if err != nil {
		return err
	}
	p, err := h.readForm(r, g, f, was)
	if err != nil {
		return err
	}
	if !f.OK() {
		return h.showForm(w, r, g, http.StatusUnprocessableEntity, was, f)
	}
	err = h.change(r, g, f, Programme.formStamp, func(tx *store.Tx, _ Programme) error { return save(tx, p, f.Version()) })
	if errors.Is(err, store.ErrConflict) {
		return h.formConflict(r, g, f, p, d)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/"+p.ID), "Programi u ruajt.")
}

// save makes a programme, its numbers of the whole and its partners what the form
// says.
func save(tx *store.Tx, p Programme, version int64) error {
	err := programmes.Edit(tx, p.ID, version, func(was *Programme) error {
		*was = p
		return nil
	})
	if err != nil {
		return err
	}
	if err := register.SaveNumbers(tx, p.ID, p.Numbers, mine(wholeCounts, "")); err != nil {
		return err
	}
	return register.SavePartners(tx, p.ID, p.Partners)
}
