package child

import (
	"net/http"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type showPage struct {
	base
	X             Child
	Standing      State
	Purpose       Purpose
	Ways          []web.Crumb // other purposes it may be opened for
	Can           bool        // change something
	Shut          string      // why nothing can be changed
	Names         string
	Next          Limit
	Coordinates   bool // sex, residence and risk may be read
	Reasons       string
	Sections      []Section
	Sightings     []sightingRow
	ShowSightings bool
	Links         []web.Crumb
	Offer         offerRow
	At            string // address of the file
	SeesTeam      bool
}

// A Section is what a file holds of one class.
type Section struct {
	Name   string
	Kinds  []KindRows
	Empty  []KindRows // of which nothing is known yet, with a way to add it
	Others []OtherKind
}

// KindRows are the items of one kind, with a way to add one.
type KindRows struct {
	Code, Name string
	Items      []ItemRows
	Add        bool
}

// ItemRows is one item in words.
type ItemRows struct {
	ID, Kind string
	Rows     []Row
	At       store.Time
	By       string
	Elsewhere,
	Corrected, Correct bool
}

// An OtherKind is one that another feature keeps and shows.
type OtherKind struct {
	Name string
	N    int
	Last store.Time
}

var showView = web.NewView[showPage](files, "show.tmpl", "rows.tmpl", "fields.tmpl")

// show opens a file and shows what the visitor may read of it.
func (h handler) show(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	b, err := h.base(r, g, web.Page{})
	if err != nil {
		return err
	}
	var p showPage
	err = h.files.Open(r.Context(), g, ask(r), func(tx *store.Tx, f *File) error {
		b.Page = web.NewPage(r, "Dosja %s", f.Code).With(crumbs(g)...)
		p = showPage{base: b, X: f.Child, Standing: f.Standing, Purpose: f.Purpose, Can: f.May.Write, At: path(g, "/"+f.ID)}
		p.head(f, g)
		p.links(f, g, h.need.Links)
		return p.body(tx, f, h.need)
	})
	if err != nil {
		return err
	}
	return showView.Render(w, r, http.StatusOK, p)
}

// head fills in what stands on top of the page.
func (p *showPage) head(f *File, g access.Grant) {
	for _, way := range f.Ways {
		if way != f.Purpose {
			p.Ways = append(p.Ways, web.Crumb{Label: Purposes.Label(p.Lang, string(way)), Path: p.At + "?p=" + string(way)})
		}
	}
	var names []string
	for _, n := range All[Name](f) {
		names = append(names, n.String())
	}
	p.Names = strings.Join(names, ", ")
	p.Coordinates = f.May.Read.Has(Coordination)
	p.Shut = whyShut(p.Lang, f)
	if !p.Coordinates {
		p.X.Outcome = ""
	}
	p.SeesTeam = f.Purpose == Care || f.Purpose == Supervise
	if risk, id := Last[Risk](f); id != "" {
		p.Reasons = text.List(p.Lang, reasonsOf(p.Lang, risk))
	}
}

func reasonsOf(l text.Lang, r Risk) []string {
	var list []string
	for _, c := range r.Reasons {
		list = append(list, RiskReasons.Label(l, c))
	}
	return list
}

// whyShut says why a file cannot be changed now, or "".
func whyShut(l text.Lang, f *File) string {
	switch {
	case f.Standing == Moved:
		return text.T(l, "Rasti u dorëzua te një njësi tjetër. Këtu mbetet vetëm ajo që regjistroi kjo njësi, dhe nuk ndryshohet më.")
	case f.Standing == Merged:
		return text.T(l, "Dosja u bashkua me një tjetër: puna vazhdon atje.")
	case f.Standing == Closed:
		return text.T(l, "Dosja është e mbyllur. Për të vazhduar punën, rihapet te faqja e mbrojtjes.")
	case f.Offered:
		return text.T(l, "Rasti i është ofruar një njësie tjetër, që ende nuk është përgjigjur. Deri atëherë dosja lexohet, por nuk ndryshohet.")
	case f.Purpose == Supervise:
		return text.T(l, "Po e shihni si përgjegjës i njësisë: lexohen identiteti dhe mbrojtja, jo shënimet e punonjësit. Për të punuar me dosjen duhet të jeni në ekip.")
	case f.Purpose == Emergency:
		return text.T(l, "Hyrje emergjente: lexohet vetëm ajo që duhet për ta mbrojtur fëmijën tani. Përgjegjësi i njësisë dhe nëpunësi i mbrojtjes së të dhënave janë njoftuar.")
	case f.Purpose == Released:
		return text.T(l, "Po lexoni pjesën që ju ka lejuar përgjegjësi i dosjes.")
	case f.Purpose == Oversight:
		return text.T(l, "Po shihni vetëm që dosja ekziston dhe kush është përgjegjës: përmbajtja nuk hapet për mbikëqyrjen e hapjeve.")
	}
	return ""
}

// body fills in the sections and what other tables say of the child.
func (p *showPage) body(tx *store.Tx, f *File, need Options) error {
	ethnicity, err := allowed(tx, "ethnicity")
	if err != nil {
		return err
	}
	for _, c := range Classes {
		if s := p.section(f, Class(c.Code), ethnicity); len(s.Kinds)+len(s.Empty)+len(s.Others) > 0 {
			s.Name = capital(c.Name(p.Lang))
			p.Sections = append(p.Sections, s)
		}
	}
	rules, err := RulesOf(tx)
	if err != nil {
		return err
	}
	if p.Next = rules.Next(f.Child); p.Standing != Opened || !p.Coordinates {
		p.Next = Limit{}
	}
	if p.Offer, err = lastOffer(tx, f.ID); err != nil {
		return err
	}
	p.ShowSightings = p.Coordinates
	if p.ShowSightings {
		p.Sightings, err = sightingsOf(tx, p.Lang, need, f.ID)
	}
	return err
}

// capital begins a heading.
func capital(s string) string {
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}

// section is what the file holds of a class, as far as it may be read.
func (p *showPage) section(f *File, c Class, ethnicity bool) (s Section) {
	if !f.May.Read.Has(c) || c == Existence {
		return s
	}
	for _, k := range Kinds() {
		items := f.Items(k.Code)
		sheet, ours := sheetOf(k.Code)
		ours = ours || k.Code == "document"
		switch {
		case k.Class != c:
		case !ours && len(items) > 0:
			s.Others = append(s.Others, OtherKind{k.Name(p.Lang), len(items), items[len(items)-1].At})
		case !ours || k.Code == "ethnicity" && !ethnicity && len(items) == 0:
		case len(items) > 0:
			add := f.May.Write && !sheet.single && (k.Code != "ethnicity" || ethnicity)
			s.Kinds = append(s.Kinds, KindRows{k.Code, k.Name(p.Lang), p.items(f, items), add})
		case f.May.Write:
			s.Empty = append(s.Empty, KindRows{Code: k.Code, Name: k.Name(p.Lang)})
		}
	}
	return s
}

func (p *showPage) items(f *File, items []Item) []ItemRows {
	var list []ItemRows
	for _, it := range items {
		_, mine := sheetOf(it.Kind)
		list = append(list, ItemRows{it.ID, it.Kind, rowsOf(p.Lang, it), it.At, p.Who(it.By), it.Origin != f.unit, it.Replaces != "", mine && f.May.Write})
	}
	slices.Reverse(list)
	return list
}

// links lead to the pages other features have about the file.
func (p *showPage) links(f *File, g access.Grant, list []Link) {
	for _, l := range list {
		if g.Can(l.Needs) && (l.Opens == nil || l.Opens(f)) {
			p.Links = append(p.Links, web.Crumb{Label: text.T(p.Lang, l.Label), Path: l.fit(g, p.X.ID)})
		}
	}
}

// Sighted is a sighting as its own table has it, in codes.
type Sighted struct {
	ID, Day, Band, Place, Municipality, Activity, Sex, Origin string
}

func (s *Sighted) fields() []any {
	return []any{&s.ID, &s.Day, &s.Band, &s.Place, &s.Municipality, &s.Activity, &s.Sex, &s.Origin}
}

type sightingRow struct {
	Sighted
	Town, Words string
}

const sightedColumns = `id, seen_on, band, place, municipality, activity, sex, origin`

var linked = store.ReadUnit(`SELECT ` + sightedColumns + ` FROM sighting WHERE owner_id = $1 AND child_id = $2 AND NOT removed ORDER BY seen_on DESC, id`)

func sightingsOf(tx *store.Tx, l text.Lang, need Options, child string) ([]sightingRow, error) {
	list, err := store.All(tx, linked, (*Sighted).fields, child)
	var rows []sightingRow
	for _, s := range list {
		rows = append(rows, s.row(l, need))
	}
	return rows, err
}

func (s Sighted) row(l text.Lang, need Options) sightingRow {
	row := sightingRow{Sighted: s, Town: code.OriginName(l, s.Municipality)}
	if need.Sighting != nil {
		row.Words = need.Sighting(l, s)
	}
	return row
}

// An offerRow is the last hand-over of a file: State is "" when there was none.
type offerRow struct{ ID, State, On, Due, Answered string }

func (o *offerRow) fields() []any { return []any{&o.ID, &o.State, &o.On, &o.Due, &o.Answered} }

var newestOffer = store.ReadUnit(`SELECT id, state, offered_on, due_on, answered_on FROM handover_offer
	WHERE owner_id = $1 AND child_id = $2 ORDER BY offered_on DESC, id DESC LIMIT 1`)

func lastOffer(tx *store.Tx, child string) (offerRow, error) {
	list, err := store.All(tx, newestOffer, (*offerRow).fields, child)
	if err != nil || len(list) == 0 {
		return offerRow{}, err
	}
	return list[0], nil
}
