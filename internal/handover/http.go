package handover

import (
	"cmp"
	"embed"
	"errors"
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/code"
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

type handler struct {
	files child.Files
	Options
}

// Routes adds the pages of hand-overs to m.
func Routes(m *web.Mux, files child.Files, o Options) {
	h := handler{files, o}
	const at = " /u/{unit}/handover"
	m.Handle("GET"+at, access.ReadHandovers, h.list)
	m.Handle("GET"+at+"/new/{child}", access.OpenFiles, h.offerForm)
	m.Handle("POST"+at+"/new/{child}", access.OfferHandover, h.offer)
	m.Handle("GET"+at+"/sent/{id}", access.OpenFiles, h.sent)
	m.Handle("POST"+at+"/sent/{id}/withdraw", access.OfferHandover, h.withdraw)
	m.Handle("GET"+at+"/received/{id}", access.OpenFiles, h.received)
	m.Handle("POST"+at+"/received/{id}/accept", access.AnswerHandover, h.accept)
	m.Handle("POST"+at+"/received/{id}/refuse", access.AnswerHandover, h.refuse)
}

func base(g access.Grant) string { return "/u/" + g.Scope().ID + "/handover" }

func filePath(g access.Grant, id string) string { return "/u/" + g.Scope().ID + "/child/" + id }

func (h handler) today() string { return text.DayOf(h.files.DB.Now()) }

// begin starts a page about hand-overs.
func begin(r *http.Request, g access.Grant, title string, args ...any) web.Page {
	return web.NewPage(r, title, args...).With(web.Crumb{Label: "Dorëzime", Path: base(g)})
}

// look opens a file; the look is recorded.
func (h handler) look(r *http.Request, g access.Grant, id string, p child.Purpose, f func(tx *store.Tx, file *child.File) error) error {
	opening, err := g.Also(access.OpenFiles)
	if err != nil {
		return err
	}
	return h.files.Open(r.Context(), opening, child.Ask{ID: id, Purpose: p}, f)
}

// units are all units by their ids.
func (h handler) units(r *http.Request) (directory, error) {
	if h.Units == nil {
		return directory{}, nil
	}
	list, err := h.Units(r.Context())
	d := directory{list: list}
	text.Sort(d.list, func(u Unit) string { return u.Name })
	return d, err
}

type directory struct{ list []Unit }

// Name is that of a unit, as it is called now.
func (d directory) Name(l text.Lang, id string) string {
	for _, u := range d.list {
		if u.ID == id {
			return u.Name
		}
	}
	return text.T(l, "njësi e panjohur")
}

// others are the units a case may be offered to: that of the child's residence
// first, then those of the same committee.
func (d directory) others(l text.Lang, own, residence string) (opts []web.Option, home bool) {
	committee := ""
	for _, u := range d.list {
		if u.ID == own {
			committee = u.Committee
		}
	}
	order := [3][]web.Option{}
	for _, u := range d.list {
		switch {
		case u.ID == own:
		case residence != "" && u.Municipality == residence:
			order[0] = append(order[0], web.Option{Value: u.ID, Label: text.T(l, "%s (vendbanimi i fëmijës)", u.Name)})
		case u.Committee == committee:
			order[1] = append(order[1], web.Option{Value: u.ID, Label: u.Name})
		default:
			order[2] = append(order[2], web.Option{Value: u.ID, Label: u.Name})
		}
	}
	return append(append(order[0], order[1]...), order[2]...), len(order[0]) > 0
}

// said turns the few reasons why a hand-over is not possible into words.
func said(err error, back string) error {
	switch {
	case errors.Is(err, ErrOffered):
		return web.RefuseAt(back, "Rasti është ofruar tashmë dhe pret përgjigje.")
	case errors.Is(err, ErrSelf):
		return web.RefuseAt(back, "Rasti është tashmë i njësisë suaj.")
	case errors.Is(err, child.ErrTooMuch):
		return web.RefuseAt(back, "Dokumentet e dosjes janë bashkë më shumë se %d MB. Hiqni ato që nuk i duhen njësisë tjetër dhe provojeni sërish.", child.MaxParcel>>20)
	case errors.Is(err, store.ErrConflict):
		return web.RefuseAt(back, "Dorëzimi ka marrë përgjigje ose është tërhequr ndërkohë. Shihni si është tani.")
	}
	return err
}

// A fact is one line of what is known.
type fact struct{ Label, Value string }

// facts are the codes that two units need to act together.
func facts(l text.Lang, sex, risk, residence, found string) []fact {
	level := text.T(l, "nuk dihet")
	if risk != "" {
		level = child.RiskLevels.Label(l, risk)
	}
	return []fact{
		{text.T(l, "Gjinia"), code.ChildSexes.Label(l, cmp.Or(sex, "u"))},
		{text.T(l, "Niveli i rrezikut"), level},
		{text.T(l, "Vendbanimi"), code.OriginName(l, residence)},
		{text.T(l, "Vendi i konstatimit"), code.MunicipalityName(found)},
	}
}

// colour of the tag of a state.
func colour(state string, isLate bool) string {
	switch {
	case isLate:
		return "red"
	case state == "offered":
		return "yellow"
	case state == "accepted":
		return "green"
	}
	return "grey"
}
