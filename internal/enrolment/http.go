package enrolment

import (
	"context"
	"embed"
	"net/http"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

//go:embed *.tmpl
var templates embed.FS

//go:embed english.json
var english []byte

var _ = registered()

func registered() bool {
	text.RegisterJSON(english)
	return true
}

// Options are what enrolment needs of others.
type Options struct {
	// Programmes are the summer programmes of a committee that were not cancelled;
	// nil: there are none.
	Programmes func(ctx context.Context, committee string) ([]Programme, error)
}

type handler struct {
	files child.Files
	Options
}

// Routes adds the pages of enrolment to m.
func Routes(m *web.Mux, files child.Files, o Options) {
	h := handler{files, o}
	const one = " /u/{unit}/enrolment/{child}"
	m.Handle("GET /u/{unit}/enrolment", access.ReadEnrolments, h.list)
	m.Handle("GET"+one, access.OpenFiles, h.show)
	m.Handle("POST"+one, access.Enrol, h.enrol)
	m.Handle("GET"+one+"/{item}", access.OpenFiles, h.edit)
	m.Handle("POST"+one+"/{item}", access.Enrol, h.save)
	m.Handle("GET"+one+"/{item}/remove", access.OpenFiles, h.askRemove)
	m.Handle("POST"+one+"/{item}/remove", access.Enrol, h.remove)
}

func unitPath(g access.Grant) string { return "/u/" + g.Scope().ID }

func base(g access.Grant, r *http.Request) string {
	return unitPath(g) + "/enrolment/" + r.PathValue("child")
}

func (h handler) today() string { return text.DayOf(h.files.DB.Now()) }

// programmes are those of a committee, the newest first.
func (h handler) programmes(ctx context.Context, committee string) ([]Programme, error) {
	if h.Programmes == nil {
		return nil, nil
	}
	list, err := h.Programmes(ctx, committee)
	slices.SortStableFunc(list, func(a, b Programme) int { return strings.Compare(b.From, a.From) })
	return list, err
}

// look opens the file of the request to read; the look is recorded. Who may not
// read what is done for the child has no such page.
func (h handler) look(r *http.Request, g access.Grant, p child.Purpose, f func(tx *store.Tx, file *child.File) error) error {
	opening, err := g.Also(access.OpenFiles)
	if err != nil {
		return err
	}
	return h.files.Open(r.Context(), opening, child.Ask{ID: r.PathValue("child"), Purpose: p}, func(tx *store.Tx, file *child.File) error {
		if !file.May.Read.Has(child.Protection) {
			return access.ErrDenied
		}
		return f(tx, file)
	})
}

// change opens the file to somebody who works on it.
func (h handler) change(r *http.Request, g access.Grant, f func(tx *store.Tx, file *child.File) error) error {
	return h.files.Change(r.Context(), g, child.Ask{ID: r.PathValue("child"), Purpose: child.Care}, f)
}

// canFollow reports whether what became of the child may be recorded: by whoever
// cares for it, also when its file is closed, waits for an answer to a hand-over or
// has gone to another unit. The row is the unit's own and no part of the file, and
// what is looked for comes later than the end of the work.
func canFollow(file *child.File) bool {
	return file.Purpose == child.Care && file.May.Read.Has(child.Protection)
}

// follow opens the file to record what became of the child, as change does where
// the file may only be read. The look is recorded.
func (h handler) follow(r *http.Request, g access.Grant, f func(tx *store.Tx, file child.Child) error) error {
	var head child.Child
	err := h.look(r, g, child.Care, func(_ *store.Tx, file *child.File) error {
		if head = file.Child; !canFollow(file) {
			return access.ErrDenied
		}
		return nil
	})
	if err != nil {
		return err
	}
	return h.files.DB.Change(r.Context(), g, child.About("child", head.ID), func(tx *store.Tx) error { return f(tx, head) })
}

// find is the enrolment that the address names, if it is of the child.
func find(tx *store.Tx, r *http.Request, subject string) (Enrolment, error) {
	list, err := store.All(tx, ofChild, (*Enrolment).fields, subject)
	i := slices.IndexFunc(list, func(e Enrolment) bool { return e.ID == r.PathValue("item") })
	switch {
	case err != nil:
		return Enrolment{}, err
	case i < 0:
		return Enrolment{}, store.ErrNotFound
	}
	return list[i], nil
}

// refuseWriting says why a file cannot be written to now.
func refuseWriting(back string) error {
	return web.RefuseAt(back, "Kjo dosje vetëm lexohet tani: është mbyllur, pret përgjigjen për një dorëzim ose ka kaluar te një njësi tjetër.")
}
