package reporting

import (
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
	"tryeza/internal/workbook"
)

// book sends the workbook of a return.
func (h handler) book(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	var d draft
	ret, err := h.view(r, g, func(tx *store.Tx, id string) (_ Return, err error) {
		d, err = loadDraft(tx, id)
		return d.Return, err
	})
	if err != nil {
		return err
	}
	if !h.headOf(g, ret).CanFill {
		return web.Redirect(w, r, returnPath(g, ret.ID, ""), "")
	}
	b, err := preparedBook(d, g.Actor(), h.db.Now())
	if err != nil {
		return err
	}
	return web.Download(w, web.FileName(fmt.Sprintf("Raportimi %s – %s.xlsx", ret.Period, or(ret.Short, ret.Institution))), typeXLSX, b)
}

// typeXLSX is what browsers call an Excel file.
const typeXLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

type bookPage struct {
	web.Page
	head
	Faults, Notes []shownFault
	More          bool // there are more faults than are told
	Understood    bool
	Changes       []bookChange
	Late          int    // changes of what was also changed in Tryeza
	Moved         bool   // the return changed while the preview was looked at
	Prepared      string // when the workbook was
	Content, Seen string // carried along to the button that keeps it
}

// A shownFault is a fault in the language of the reader.
type shownFault struct{ Sheet, Cell, Words string }

var bookView = web.NewView[bookPage](files, "excel.tmpl", "excel_form.tmpl", "parts.tmpl")

// uploadBook says what a workbook would change, or what has to be mended in it
// first. It keeps nothing.
func (h handler) uploadBook(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, b, err := readBookForm(r)
	if err != nil {
		return err
	}
	return h.preview(w, r, g, f, b)
}

// readBookForm reads the workbook of a form: the one that was chosen, or the one
// the preview carried along.
func readBookForm(r *http.Request) (*web.Form, []byte, error) {
	f, err := web.ReadForm(r)
	if err != nil {
		return nil, nil, err
	}
	list, err := f.Files("file", maxBook)
	if err != nil || len(list) > 0 {
		if len(list) > 0 {
			return f, list[0].Content, err
		}
		return f, nil, err
	}
	b, err := base64.StdEncoding.DecodeString(f.Values.Get("content"))
	if f.OK() && (err != nil || len(b) == 0 || len(b) > maxBook) {
		f.Fail("file", "Zgjidhni librin Excel që shkarkuat nga ky raportim dhe e plotësuat.")
	}
	return f, b, nil
}

// mergeBook reads the return and, when there is one, a workbook for it. A workbook that
// cannot be read is the only fault of its outcome.
func mergeBook(tx *store.Tx, id string, l text.Lang, given bool, b []byte) (outcome, error) {
	d, err := loadDraft(tx, id)
	d.lang = l
	if err != nil || !given {
		return outcome{now: d}, err
	}
	filled, err := readBook(b, d)
	var refused workbook.Fault
	if errors.As(err, &refused) {
		return outcome{now: d, faults: []workbook.Fault{refused}}, nil
	}
	if err != nil {
		return outcome{now: d}, err
	}
	return filled.merge(d, text.DayOf(tx.Now().Time)), nil
}

// preview reads a workbook against the return as it is now, and shows the outcome.
func (h handler) preview(w http.ResponseWriter, r *http.Request, g access.Grant, f *web.Form, b []byte) error {
	var o outcome
	ret, err := h.view(r, g, func(tx *store.Tx, id string) (_ Return, err error) {
		o, err = mergeBook(tx, id, web.Lang(r), f.Error("file") == "", b)
		return o.now.Return, err
	})
	if err != nil {
		return err
	}
	if !ret.Editable() {
		return errNotEditable
	}
	l, status, title := web.Lang(r), http.StatusUnprocessableEntity, "Libri nuk u ruajt"
	p := bookPage{head: h.headOf(g, ret), Faults: shown(l, o.faults), Notes: shown(l, o.notes), More: len(o.faults) >= maxFaults}
	switch {
	case f.Error("file") != "":
		title = "Ngarkoni librin Excel"
	case len(o.faults) == 0:
		if title = "Çfarë ndryshon libri"; f.OK() {
			status = http.StatusOK
		}
		p.show(f, o, b)
	}
	p.Page = web.NewPage(r, title).With(crumbs(g, ret, l)...).WithForm(f)
	return bookView.Render(w, r, status, p)
}

// show puts what would change on the page, with what the button needs.
func (p *bookPage) show(f *web.Form, o outcome, b []byte) {
	p.Changes, p.Late, p.Seen, p.Content = o.changes, o.late(), o.seen(), base64.StdEncoding.EncodeToString(b)
	p.Understood, p.Prepared, p.Moved = true, text.Moment(o.now.lang, o.prepared), f.Has("seen") && f.Text("seen") != p.Seen
	if !f.Values.Has("note") {
		f.Set("note", o.now.SourceNote)
	}
}

func shown(l text.Lang, list []workbook.Fault) []shownFault {
	var out []shownFault
	for _, x := range list {
		out = append(out, shownFault{x.Sheet, x.Cell(), x.In(l)})
	}
	return out
}

// errMoved says that what would be kept is not what was looked at.
var errMoved = errors.New("reporting: the changes are not those that were looked at")

// keepBook keeps the changes that were looked at, all of them at once. The
// workbook is read anew: when it would change anything else by now, or something
// has to be mended, the preview is shown again.
func (h handler) keepBook(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, b, err := readBookForm(r)
	if err != nil {
		return err
	}
	note := f.PublicLine("note")
	if g.Whole() && note == "" {
		f.Fail("note", "Shkruani cila zyrë e dërgoi librin dhe kur.")
	}
	if !f.OK() {
		return h.preview(w, r, g, f, b)
	}
	id, kept := r.PathValue("return"), 0
	err = h.change(r, g, func(tx *store.Tx) error {
		if _, err := editable(tx, id); err != nil {
			return err
		}
		o, err := mergeBook(tx, id, web.Lang(r), true, b)
		if err != nil {
			return err
		}
		if kept = len(o.changes); len(o.faults) > 0 || o.seen() != f.Text("seen") {
			return errMoved
		}
		return o.keep(tx, g.Whole(), note)
	})
	switch {
	case errors.Is(err, errMoved):
		return h.preview(w, r, g, f, b)
	case err != nil:
		return err
	case kept == 0:
		return web.Redirect(w, r, returnPath(g, id, ""), "Libri nuk ndryshoi asgjë.")
	}
	return web.Redirect(w, r, returnPath(g, id, ""), "Libri u ruajt. Për ndryshime të tjera shkarkoni një libër të ri.")
}

// keep saves the changes, and notes that the secretary entered them from a
// workbook when it was not the institution itself.
func (o outcome) keep(tx *store.Tx, whole bool, note string) error {
	if len(o.changes) == 0 {
		return nil
	}
	if err := o.save(tx); err != nil {
		return err
	}
	if !whole || o.now.Channel == "excel" && o.now.SourceNote == note {
		return nil
	}
	return SetChannel(tx, o.now.Return.ID, "excel", note)
}
