package meeting

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// to is where a page about the agenda leads back to: where it was asked for, or
// the meeting. Pages of a meeting under way send their own address along.
func to(r *http.Request, g access.Grant, f *web.Form) string {
	if f.Has("back") {
		return web.Local(f.Text("back"))
	}
	return path(g, "/%s", r.PathValue("id"))
}

func (h handler) refresh(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("id")
	if err := h.change(r, g, id, func(tx *store.Tx) error { return Refresh(tx, id) }); err != nil {
		return err
	}
	return web.Redirect(w, r, to(r, g, f), "Rendi i ditës u rifreskua.")
}

type itemPage struct {
	base
	Meeting Meeting
	ItemID  string
	Item    Line
	Who     []web.Option // institutions that may declare an interest
}

var (
	oneItemView  = web.NewView[itemPage](files, "item.tmpl")
	interestView = web.NewView[itemPage](files, "interest.tmpl")
)

// item reads the meeting and the item of the request, which is empty for a new one.
func (h handler) item(r *http.Request, g access.Grant) (p itemPage, version int64, err error) {
	p.ItemID = r.PathValue("item")
	err = h.view(r, g, func(tx *store.Tx) error {
		a, err := readAgenda(tx, r.PathValue("id"))
		if err != nil {
			return err
		}
		p.Meeting = a.meeting
		if p.ItemID == newID {
			return nil
		}
		i := a.at(p.ItemID)
		if i < 0 {
			return store.ErrNotFound
		}
		p.Item, version = a.items[i].Line, a.items[i].version
		return nil
	})
	return p, version, err
}

func (h handler) itemForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showItem(w, r, g, http.StatusOK, web.NewForm(r).Set("back", r.FormValue("back")))
}

func (h handler) showItem(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	p, version, err := h.item(r, g)
	if err != nil {
		return err
	}
	if !g.Can(access.RecordMeetings) {
		return access.ErrDenied
	}
	title := "Shto një pikë"
	if p.ItemID != newID {
		title = "Ndrysho pikën"
	}
	if status == http.StatusOK {
		f.Set("title", p.Item.Body).Set("version", strconv.FormatInt(version, 10))
	}
	p.base = newBase(r, g, title).under(upTo(g, p.Meeting, web.Lang(r))...)
	p.Form = f
	return oneItemView.Render(w, r, status, p)
}

func (h handler) saveItem(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	f.Need("title", "Shkruani pikën e rendit të ditës.")
	title, id, item := f.Public("title"), r.PathValue("id"), r.PathValue("item")
	if !f.OK() {
		return h.showItem(w, r, g, http.StatusUnprocessableEntity, f)
	}
	message := "Pika u ndryshua."
	err = h.change(r, g, id, func(tx *store.Tx) error {
		if item != newID {
			return EditItem(tx, id, item, f.Version(), title)
		}
		message = "Pika u shtua në fund të rendit të ditës."
		_, err := AddItem(tx, id, title)
		return err
	})
	if errors.Is(err, store.ErrConflict) {
		return h.itemConflict(r, g, title, f)
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to(r, g, f), message)
}

func (h handler) itemConflict(r *http.Request, g access.Grant, mine string, f *web.Form) error {
	p, version, err := h.item(r, g)
	if err != nil {
		return err
	}
	return web.Conflict{Back: to(r, g, f), Action: path(g, "/%s/item/%s", p.Meeting.ID, p.ItemID), Form: f.Values, Now: version,
		Fields: []web.ConflictField{{Name: "title", Label: web.T(r, "Pika"), Mine: mine, Theirs: p.Item.Body}}}
}

func (h handler) moveItem(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, item := r.PathValue("id"), r.PathValue("item")
	err = h.change(r, g, id, func(tx *store.Tx) error { return MoveItem(tx, id, item, f.Has("up")) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to(r, g, f)+"#pika-"+item, "") // the item takes the focus: its buttons come next
}

func (h handler) removeItem(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, item := r.PathValue("id"), r.PathValue("item")
	err = h.change(r, g, id, func(tx *store.Tx) error { return RemoveItem(tx, id, item, f.Version()) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to(r, g, f), "Pika u hoq. Nëse ishte propozuar vetvetiu, kthehet me «Rifresko rendin e ditës».")
}

func (h handler) interestForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showInterest(w, r, g, http.StatusOK, web.NewForm(r))
}

// showInterest offers the reader's own institution or, to who keeps the minutes,
// all that can be present.
func (h handler) showInterest(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	reply, err := g.Also(access.ReplyToMeetings)
	if err != nil {
		return err
	}
	p, _, err := h.item(r, g)
	if err != nil {
		return err
	}
	if p.ItemID == newID {
		return store.ErrNotFound
	}
	err = h.view(r, g, func(tx *store.Tx) error {
		names, err := readDirectory(tx, p.Meeting.HeldOn)
		p.Who = names.Pick(func(id string) bool { return reply.Covers(id) && !recused(p.Meeting, p.ItemID, id) })
		return err
	})
	if err != nil {
		return err
	}
	if len(p.Who) == 1 {
		f.Set("institution", p.Who[0].Value)
	}
	p.base = newBase(r, g, "Deklaroni konflikt interesi").under(upTo(g, p.Meeting, web.Lang(r))...)
	p.Form = f
	return interestView.Render(w, r, status, p)
}

func recused(m Meeting, itemID, institution string) bool {
	return slices.ContainsFunc(m.Lines, func(l Line) bool {
		return l.Kind == Recusal && l.ItemID == itemID && l.InstitutionID == institution
	})
}

func (h handler) declare(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	who := f.Need("institution", "Zgjidhni institucionin.")
	f.Need("reason", "Shkruani arsyen: shënohet në procesverbal.")
	reason := f.Public("reason")
	if !f.OK() {
		read, err := g.Also(access.ReadMeetings)
		if err != nil {
			return err
		}
		return h.showInterest(w, r, read, http.StatusUnprocessableEntity, f)
	}
	if !g.Covers(who) {
		return access.ErrDenied
	}
	id := r.PathValue("id")
	err = h.change(r, g, id, func(tx *store.Tx) error {
		names, err := readDirectory(tx, h.today())
		if err == nil && !names.Has(who) {
			err = store.ErrNotFound
		}
		if err != nil {
			return err
		}
		return Declare(tx, id, r.PathValue("item"), who, reason)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to(r, g, f), "Konflikti i interesit u deklarua: institucioni nuk merr pjesë në këtë pikë.")
}

func (h handler) withdraw(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, line := r.PathValue("id"), r.PathValue("line")
	err = h.change(r, g, id, func(tx *store.Tx) error {
		m, err := Get(tx, id)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(m.Lines, func(l Line) bool { return l.ID == line })
		if i < 0 || !g.Covers(m.Lines[i].InstitutionID) {
			return store.ErrNotFound
		}
		return Withdraw(tx, id, line)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, to(r, g, f), "Deklarimi u tërhoq.")
}
