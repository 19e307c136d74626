package protection

import (
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

var closing = step[Closing]{
	path: "close", kind: "closing",
	title: "Mbyll dosjen", done: "Dosja u mbyll.",
	view:  web.NewView[formPage](templates, "close.tmpl", "parts.tmpl"),
	begin: func(p *formPage, f *web.Form, _ entries, _ child.Child, _ child.Rules) { f.SetDay("on", p.Today) },
	read:  readClosing,
	carry: func(b, _ Closing, ref string, _ entries) Closing { b.Ref = ref; return b },
	after: closeFile,
}

// Reasons for closing.
func (p formPage) Reasons() []web.Option { return web.Options(p.Lang, Reasons) }

// Outcomes of a child's case.
func (p formPage) Outcomes() []web.Option { return web.Options(p.Lang, child.Outcomes) }

func readClosing(p *formPage, f *web.Form) Closing {
	c := Closing{On: past(p, f, "on", "Shkruani ditën e mbylljes."), Note: f.Text("note")}
	c.Reason = f.Code("reason", Reasons, "Zgjidhni arsyen e mbylljes.")
	c.Outcome = f.Code("outcome", child.Outcomes, "Zgjidhni si përfundoi; «nuk dihet» është përgjigje.")
	if (c.Reason == "other" || c.Reason == "lost") && c.Note == "" {
		f.Fail("note", "Shpjegoni arsyen e mbylljes.")
	}
	return c
}

// closeFile shuts the file, once every measure has been answered for.
func closeFile(tx *store.Tx, file *child.File, f *web.Form, b, _ Closing) error {
	if b.On < file.OpenedOn {
		f.Fail("on", "Dosja u hap më vonë: shkruani një ditë pas hapjes.")
	}
	if len(read(file).open()) > 0 {
		f.Fail("reason", "Plani ka masa në pritje. Shënoni për secilën nëse u krye, pastaj mbylleni dosjen.")
	}
	if !f.OK() {
		return errForm
	}
	file.Set(tx, "closing", func(c *child.Child) { c.State, c.ClosedOn, c.Outcome = child.Closed, b.On, b.Outcome })
	return nil
}

var reopenView = web.NewView[formPage](templates, "reopen.tmpl", "parts.tmpl")

// reopenForm asks why a closed file is opened again.
func (h handler) reopenForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.askReopen(w, r, g, web.NewForm(r), http.StatusOK)
}

func (h handler) askReopen(w http.ResponseWriter, r *http.Request, g access.Grant, f *web.Form, status int) error {
	p := h.page(r, g, "Rihap dosjen", f)
	err := h.look(r, g, child.Care, func(_ *store.Tx, file *child.File) error {
		p.about(g, r, file)
		if file.Standing != child.Closed {
			return web.RefuseAt(p.Base, "Vetëm një dosje e mbyllur mund të rihapet.")
		}
		return nil
	})
	if err != nil {
		return err
	}
	return reopenView.Render(w, r, status, p)
}

// reopen opens a closed file again. What closed it stays in the file.
func (h handler) reopen(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	why := f.Need("why", "Shkruani pse rihapet dosja.")
	if !f.OK() {
		return h.askReopen(w, r, g, f, http.StatusUnprocessableEntity)
	}
	err = h.files.Reopen(r.Context(), g, r.PathValue("child"), func(tx *store.Tx, file *child.File) error {
		if c, ok := last(read(file).Closings); ok {
			c.Body.ReopenedOn, c.Body.ReopenedWhy = h.today(), why
			if err := put(tx, file, c.Item.ID, c.Body); err != nil {
				return err
			}
		}
		file.Set(tx, "reopening", func(c *child.Child) { c.State, c.ClosedOn, c.Outcome = child.Opened, "", "" })
		return nil
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, base(g, r), "Dosja u rihap.")
}
