package training

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// A kind of what a procedure is made of: its steps, or the questions on it. Both are
// lists in an order and are edited alike.
type kind struct {
	name                          string // segment of the address
	added, edited, saved, removed string // Albanian: titles and messages
	ask                           string // before it is removed
}

var (
	stepKind     = kind{"step", "Hap i ri", "Ndrysho hapin", "Hapi u ruajt.", "Hapi u hoq.", "Hiq hapin"}
	questionKind = kind{"question", "Pyetje e re", "Ndrysho pyetjen", "Pyetja u ruajt.", "Pyetja u hoq.", "Hiq pyetjen"}
)

// An item is a step or a question.
type item struct {
	step     Step
	question Question
}

func (i item) id() string    { return i.step.ID + i.question.ID }
func (i item) title() string { return i.step.Title + i.question.Body }

// items lists those of a procedure, in order.
func (k kind) items(v Procedure) (list []item) {
	if k.name == "step" {
		for _, s := range v.Steps {
			list = append(list, item{step: s})
		}
		return list
	}
	for _, q := range v.Questions {
		list = append(list, item{question: q})
	}
	return list
}

// readItem reads the procedure and the item of a request; store.ErrNotFound when it
// is none of the procedure's.
func (h handler) readItem(r *http.Request, g access.Grant, k kind) (Procedure, item, error) {
	v, err := h.readProcedure(r, g)
	if err != nil || r.PathValue("item") == "" {
		return v, item{}, err
	}
	for _, i := range k.items(v) {
		if i.id() == r.PathValue("item") {
			return v, i, nil
		}
	}
	return v, item{}, store.ErrNotFound
}

func (h handler) itemSheet(r *http.Request, g access.Grant, k kind, v Procedure, i item) sheet {
	at := path(g, "/procedure/"+v.ID)
	s := sheet{title: k.added, button: "Ruaj", done: k.saved, action: at + "/" + k.name, back: at, now: i.step.Version + i.question.Version,
		crumbs: []web.Crumb{home(g), {Label: "Procedurat dhe hapat", Path: path(g, "/procedure")}, {Label: v.Act, Path: at}}}
	if i.id() != "" {
		s.title, s.action = k.edited, at+"/"+k.name+"/"+i.id()+"/edit"
		s.again = func() (sheet, error) {
			v, now, err := h.readItem(r, g, k)
			return h.itemSheet(r, g, k, v, now), err
		}
	}
	if k.name == "step" {
		s.inputs, s.fill = stepInputs(r), i.step.fillForm
	} else {
		s.inputs, s.fill = questionInputs(r), i.question.fillForm
	}
	return s
}

func stepInputs(r *http.Request) func(f *web.Form) []input {
	l := web.Lang(r)
	return func(f *web.Form) []input {
		return []input{
			{"input", f.Field("title", web.T(r, "Hapi"), "small", "1")},
			{"checkboxes", f.Choice("role", web.T(r, "Për kë është"), web.Options(l, code.Jobs), "small", "1", "optional", "1", "hint", web.T(r, "Asnjë e zgjedhur: për të gjithë."))},
			{"textarea", f.Field("body", web.T(r, "Çfarë bëhet"), "small", "1", "rows", "6")},
			{"select", f.Choice("rule", web.T(r, "Afati"), web.Options(l, Limits), "small", "1", "optional", "1", "blank", web.T(r, "pa afat"), "hint", web.T(r, "Vlera e afatit caktohet te rregullat e komitetit."))},
			{"radios", f.Choice("verified", web.T(r, "A është krahasuar me aktin?"), yesNo(r), "small", "1", "inline", "1")},
			{"input", f.Field("source", web.T(r, "Burimi"), "small", "1", "optional", "1")},
		}
	}
}

func (s Step) fillForm(f *web.Form) {
	f.Set("title", s.Title).Set("body", s.Body).Set("rule", s.Rule).Set("source", s.Source)
	f.Values["role"] = strings.Fields(s.Role)
	setYes(f, "verified", s.Verified)
}

func (s *Step) read(f *web.Form) {
	f.Need("title", "Shkruani hapin në pak fjalë.")
	f.Need("body", "Shkruani çfarë bëhet në këtë hap.")
	s.Title, s.Body, s.Source, s.Rule = f.PublicLine("title"), f.Public("body"), f.PublicLine("source"), f.Text("rule")
	if s.Rule != "" && !Limits.Has(s.Rule) {
		f.Fail("rule", "Zgjidhni një afat nga lista, ose lëreni pa afat.")
	}
	var roles []string
	for _, c := range f.List("role") {
		if code.Jobs.Has(c) {
			roles = append(roles, c)
		}
	}
	s.Role = strings.Join(roles, " ")
	if s.Verified = readYes(f, "verified"); s.Verified && s.Source == "" {
		f.Fail("source", "Shkruani burimin me të cilin u krahasua.")
	}
}

func questionInputs(r *http.Request) func(f *web.Form) []input {
	return func(f *web.Form) []input {
		return []input{
			{"textarea", f.Field("body", web.T(r, "Pyetja"), "small", "1", "rows", "2")},
			{"textarea", f.Field("answers", web.T(r, "Përgjigjet"), "small", "1", "rows", "4", "hint", web.T(r, "Një përgjigje për rresht, nga dy deri në gjashtë."))},
			{"input", f.Field("correct", web.T(r, "Cila është e saktë"), "small", "1", "width", "2", "inputmode", "numeric", "hint", web.T(r, "Numri i rreshtit, nga 1."))},
			{"textarea", f.Field("why", web.T(r, "Pse"), "small", "1", "rows", "2", "hint", web.T(r, "U tregohet atyre që u përgjigjën ndryshe."))},
		}
	}
}

func (q Question) fillForm(f *web.Form) {
	f.Set("body", q.Body).Set("answers", q.Answers).Set("why", q.Why)
	if q.Correct > 0 {
		f.Set("correct", strconv.FormatInt(q.Correct, 10))
	}
}

func (q *Question) read(f *web.Form) {
	f.Need("body", "Shkruani pyetjen.")
	f.Need("why", "Shkruani pse është e saktë ajo përgjigje.")
	q.Body, q.Answers, q.Why = f.Public("body"), f.Public("answers"), f.Public("why")
	n := len(q.Choices())
	if n < 2 || n > 6 {
		f.Fail("answers", "Shkruani nga dy deri në gjashtë përgjigje, një për rresht.")
		return
	}
	if c := readWhole(f, "correct", 1, int64(n)); c != nil {
		q.Correct = *c
	} else {
		f.Fail("correct", "Shkruani numrin e rreshtit me përgjigjen e saktë.")
	}
}

func (h handler) newItem(k kind) web.Handler {
	return func(w http.ResponseWriter, r *http.Request, g access.Grant) error {
		v, err := h.readProcedure(r, g)
		if err != nil {
			return err
		}
		if !g.Can(access.KeepProcedures) {
			return access.ErrDenied
		}
		s := h.itemSheet(r, g, k, v, item{})
		return s.show(w, r, http.StatusOK, s.form(r))
	}
}

func (h handler) addItem(k kind) web.Handler {
	return func(w http.ResponseWriter, r *http.Request, g access.Grant) error {
		f, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		v, err := h.readProcedure(r, g)
		if err != nil {
			return err
		}
		s, i, id := h.itemSheet(r, g, k, v, item{}), item{}, h.db.NewID()
		i.read(k, f)
		return h.save(w, r, g, s, f, k.name, id, func(tx *store.Tx) error {
			now, err := loadProcedure(tx, v.ID)
			if err != nil {
				return err
			}
			last := int64(0)
			for _, o := range k.items(now) {
				last = max(last, o.step.Position+o.question.Position)
			}
			i.step.ID, i.step.ProcedureID, i.step.Position = id, v.ID, last+1
			i.question.ID, i.question.ProcedureID, i.question.Position = id, v.ID, last+1
			if k.name == "step" {
				return steps.Add(tx, i.step)
			}
			return questions.Add(tx, i.question)
		})
	}
}

func (i *item) read(k kind, f *web.Form) {
	if k.name == "step" {
		i.step.read(f)
	} else {
		i.question.read(f)
	}
}

func (h handler) editItem(k kind) web.Handler {
	return func(w http.ResponseWriter, r *http.Request, g access.Grant) error {
		v, i, err := h.readItem(r, g, k)
		if err != nil {
			return err
		}
		if !g.Can(access.KeepProcedures) {
			return access.ErrDenied
		}
		s := h.itemSheet(r, g, k, v, i)
		return s.show(w, r, http.StatusOK, s.form(r))
	}
}

func (h handler) saveItem(k kind) web.Handler {
	return func(w http.ResponseWriter, r *http.Request, g access.Grant) error {
		f, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		v, i, err := h.readItem(r, g, k)
		if err != nil {
			return err
		}
		s := h.itemSheet(r, g, k, v, i)
		i.read(k, f)
		return h.save(w, r, g, s, f, k.name, i.id(), func(tx *store.Tx) error {
			if k.name == "step" {
				return steps.Edit(tx, i.id(), f.Version(), func(was *Step) error { i.step.Position = was.Position; *was = i.step; return nil })
			}
			return questions.Edit(tx, i.id(), f.Version(), func(was *Question) error { i.question.Position = was.Position; *was = i.question; return nil })
		})
	}
}

// moveItem puts a step or question one place up or down.
func (h handler) moveItem(k kind) web.Handler {
	return func(w http.ResponseWriter, r *http.Request, g access.Grant) error {
		f, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		v, i, err := h.readItem(r, g, k)
		if err != nil {
			return err
		}
		err = h.change(r, g, k.name, i.id(), func(tx *store.Tx) error {
			now, err := loadProcedure(tx, v.ID)
			if err != nil {
				return err
			}
			list := k.items(now)
			at := slices.IndexFunc(list, func(o item) bool { return o.id() == i.id() })
			to := at + map[string]int{"up": -1, "down": 1}[f.Text("way")]
			if at < 0 || to < 0 || to >= len(list) || to == at {
				return nil
			}
			list[at], list[to] = list[to], list[at]
			return k.order(tx, list)
		})
		if err != nil {
			return err
		}
		return web.Redirect(w, r, path(g, "/procedure/"+v.ID)+"#"+i.id(), "")
	}
}

// order numbers the items as they are listed.
func (k kind) order(tx *store.Tx, list []item) (err error) {
	for n, i := range list {
		switch {
		case err != nil:
			return err
		case k.name == "step":
			err = steps.Edit(tx, i.id(), i.step.Version, func(was *Step) error { was.Position = int64(n + 1); return nil })
		default:
			err = questions.Edit(tx, i.id(), i.question.Version, func(was *Question) error { was.Position = int64(n + 1); return nil })
		}
	}
	return err
}

type removePage struct {
	web.Page
	What, Action, Back string
	Version            int64
}

var removeView = web.NewView[removePage](files, "remove.tmpl")

func (h handler) askRemoveItem(k kind) web.Handler {
	return func(w http.ResponseWriter, r *http.Request, g access.Grant) error {
		v, i, err := h.readItem(r, g, k)
		if err != nil {
			return err
		}
		if !g.Can(access.KeepProcedures) {
			return access.ErrDenied
		}
		at := path(g, "/procedure/"+v.ID)
		p := removePage{Page: web.NewPage(r, k.ask).With(home(g), web.Crumb{Label: v.Act, Path: at}), What: i.title(), Action: at + "/" + k.name + "/" + i.id() + "/remove", Back: at, Version: i.step.Version + i.question.Version}
		return removeView.Render(w, r, http.StatusOK, p)
	}
}

func (h handler) removeItem(k kind) web.Handler {
	return func(w http.ResponseWriter, r *http.Request, g access.Grant) error {
		f, err := web.ReadForm(r)
		if err != nil {
			return err
		}
		v, i, err := h.readItem(r, g, k)
		if err != nil {
			return err
		}
		err = h.change(r, g, k.name, i.id(), func(tx *store.Tx) error {
			if k.name == "step" {
				return steps.Remove(tx, i.id(), f.Version())
			}
			return questions.Remove(tx, i.id(), f.Version())
		})
		if err != nil {
			return err
		}
		return web.Redirect(w, r, path(g, "/procedure/"+v.ID), k.removed)
	}
}
