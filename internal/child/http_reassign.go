package child

import (
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type reassignPage struct {
	base
	From     string
	N        int // open files of that person
	Chosen   bool
	Froms    []web.Option
	Towards  []web.Option
	FromName string
}

var reassignView = web.NewView[reassignPage](files, "reassign.tmpl")

var workersToday = store.ReadUnit(`SELECT DISTINCT worker_id FROM child WHERE owner_id = $1 AND state = 'open' ORDER BY worker_id`)

// reassignForm asks whose open files go to whom.
func (h handler) reassignForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if !g.Can(access.AssignFiles) {
		return access.ErrDenied
	}
	return h.showReassign(w, r, g, web.NewForm(r).Set("from", r.URL.Query().Get("from")), http.StatusOK)
}

func (h handler) showReassign(w http.ResponseWriter, r *http.Request, g access.Grant, form *web.Form, status int) error {
	b, err := h.base(r, g, web.NewPage(r, "Kalimi i dosjeve").With(crumbs(g)...).WithForm(form))
	if err != nil {
		return err
	}
	p := reassignPage{base: b, From: form.Text("from")}
	p.Towards, p.FromName = options(b.workers(), p.From), b.Who(p.From)
	if p.Froms, err = h.froms(r, g, b); err != nil {
		return err
	}
	for _, o := range p.Froms {
		p.Chosen = p.Chosen || o.Value == p.From
	}
	if p.N, err = OpenFiles(r.Context(), h.files, g, p.From); err != nil {
		return err
	}
	return reassignView.Render(w, r, status, p)
}

// froms are the people who are responsible for open files.
func (h handler) froms(r *http.Request, g access.Grant, b base) (opts []web.Option, err error) {
	g, err = g.Also(access.ListFiles)
	if err != nil {
		return nil, err
	}
	err = h.files.DB.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) error {
		ids, err := store.All(tx, workersToday, one)
		for _, id := range ids {
			opts = append(opts, web.Option{Value: id, Label: b.Who(id)})
		}
		return err
	})
	text.Sort(opts, func(o web.Option) string { return o.Label })
	return opts, err
}

func (h handler) reassign(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	form, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	b, to, err := h.someone(r, g, form, "to")
	if err != nil {
		return err
	}
	from := form.Need("from", "Zgjidhni personin që i lë dosjet.")
	if from == to {
		form.Fail("to", "Zgjidhni një person tjetër.")
	}
	if !form.OK() {
		return h.showReassign(w, r, g, form, http.StatusUnprocessableEntity)
	}
	given, left, err := h.files.Reassign(r.Context(), g, from, to, func(tx *store.Tx, file string) error {
		if to != g.Actor() {
			return nil
		}
		return h.joined(tx, b.people, file, from)
	})
	if err != nil {
		return err
	}
	if left > 0 {
		return web.Redirect(w, r, path(g, "?of=unit"), "%s %s", web.T(r, "U kaluan: %s.", countOfFiles(web.Lang(r), given)), web.T(r, "Disa nuk u kaluan, sepse ka konflikt interesi: caktojini një nga një."))
	}
	return web.Redirect(w, r, path(g, "?of=unit"), "%s", web.T(r, "U kaluan: %s.", countOfFiles(web.Lang(r), given)))
}
