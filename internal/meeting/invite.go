package meeting

import (
	"errors"
	"fmt"
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/calendar"
	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// An invitation is what the letter to those called is written from. Its words
// are Albanian, whoever reads it.
type invitation struct {
	office        office
	meeting       Meeting
	number, dated string // of the order under which they sit, "" without one
	called        []Call
	names         directory
	concerns      []Concern
	files         []File
	today         string
}

var orderHead = store.Read(`SELECT number, dated FROM committee_order WHERE committee_id = $1 AND id = $2`)

// readInvitation reads the letter for a reader: of an item that the reader's
// institution is out of, only the title stands in it.
func readInvitation(tx *store.Tx, g access.Grant, id string) (v invitation, err error) {
	if v.meeting, err = Get(tx, id); err != nil {
		return v, err
	}
	if v.meeting.Recorded {
		return v, store.ErrNotFound
	}
	if v.office, err = readOffice(tx); err != nil {
		return v, err
	}
	if v.names, err = readDirectory(tx, v.meeting.HeldOn); err != nil {
		return v, err
	}
	if err = v.readCalled(tx); err != nil {
		return v, err
	}
	concerns, err := concernsOf(tx, v.meeting)
	if err != nil {
		return v, err
	}
	for _, c := range concerns {
		if !outOf(g, v.meeting, c.ItemID) {
			v.concerns = append(v.concerns, c)
		}
	}
	files, err := FilesOf(tx, id)
	for _, f := range files {
		if !outOf(g, v.meeting, f.ItemID) {
			v.files = append(v.files, f)
		}
	}
	v.today = text.DayOf(tx.Now().Time)
	return v, err
}

// readCalled reads who was called and under which order; before that, who would
// be called today.
func (v *invitation) readCalled(tx *store.Tx) (err error) {
	if v.called, err = CallsOf(tx, v.meeting.ID); err != nil {
		return err
	}
	order := v.meeting.OrderID
	if order == "" {
		if order, err = store.Value[string](tx, orderOn, v.meeting.HeldOn); errors.Is(err, store.ErrNotFound) {
			return nil
		} else if err != nil {
			return err
		}
	}
	if len(v.called) == 0 {
		if v.called, err = callable(tx, v.meeting, nil); err != nil {
			return err
		}
	}
	_, err = store.One(tx, orderHead, func(*struct{}) []any { return []any{&v.number, &v.dated} }, order)
	return err
}

// Document is the letter: where and when, the agenda, what each has to report,
// who is called, what is attached.
func (v invitation) Document() document.Document {
	m := v.meeting
	day := m.CalledOn
	if day == "" {
		day = v.today
	}
	d := v.office.signing(m).paper("Ftesë", m.Name(text.SQ), day, v.mark(), true)
	opening := "Ju ftojmë të merrni pjesë në mbledhjen që zhvillohet si më poshtë."
	if v.number != "" {
		opening = fmt.Sprintf("Në zbatim të urdhrit nr. %s, datë %s, ju ftojmë të merrni pjesë në mbledhjen që zhvillohet si më poshtë.", v.number, text.Day(v.dated))
	}
	d.Blocks = append(d.Blocks, document.P(opening), v.when())
	if m.Note != "" {
		d.Blocks = append(d.Blocks, document.P(m.Note))
	}
	d.Blocks = append(d.Blocks, document.Heading{Level: 1, Text: "Rendi i ditës"})
	var items []string
	for _, l := range m.LinesOf(Agenda) {
		items = append(items, l.Body)
	}
	if len(items) == 0 {
		items = []string{"Rendi i ditës njoftohet më vonë."}
	}
	d.Blocks = append(d.Blocks, document.List{Numbered: len(m.LinesOf(Agenda)) > 0, Items: document.Items(items...)})
	if owed := v.owed(); len(owed) > 0 {
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, Text: "Çfarë raporton secili"})
		d.Blocks = append(d.Blocks, owed...)
	}
	return v.end(d)
}

func (v invitation) end(d document.Document) document.Document {
	if len(v.called) > 0 {
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, Text: "Të thirrurit"}, v.list())
	}
	if len(v.files) > 0 {
		var list []string
		for _, f := range v.files {
			list = append(list, f.Name)
		}
		d.Blocks = append(d.Blocks, document.Heading{Level: 1, Text: "Dokumente bashkëngjitur"}, document.List{Items: document.Items(list...)})
	}
	d.Blocks = append(d.Blocks, document.P("Pjesëmarrja, zëvendësi dhe konflikti i interesit për një pikë të rendit të ditës shënohen te Tryeza."))
	return d
}

// mark stands on every page of a letter that has not gone out, or that was
// taken back.
func (v invitation) mark() string {
	switch {
	case v.meeting.State == Cancelled:
		return "ANULUAR"
	case v.meeting.CalledOn == "":
		return "PROJEKT"
	}
	return ""
}

func (v invitation) when() document.Table {
	m := v.meeting
	hour := "njoftohet më vonë"
	if m.Time != "" {
		hour = spoken(m.Time)
		if m.EndsAt != "" {
			hour += "–" + spoken(m.EndsAt)
		}
	}
	place := m.Place
	if place == "" {
		place = "njoftohet më vonë"
	}
	return document.Table{Widths: []float64{1, 3}, Rows: []document.Row{
		document.Cells("Kush mblidhet", code.Bodies.Label(text.SQ, m.Body)),
		document.Cells("Lloji", code.MeetingKinds.Label(text.SQ, m.Kind)),
		document.Cells("Dita", text.LongDay(text.SQ, m.HeldOn)),
		document.Cells("Ora", hour),
		document.Cells("Vendi", place),
	}}
}

// owed are the open tasks that are reported on and the returns that are missing: what
// several owe in the same words once, the rest in a table by institution as the
// committee lists them.
func (v invitation) owed() (blocks []document.Block) {
	var single []Concern
	for _, b := range bundles(slices.DeleteFunc(slices.Clone(v.concerns), func(c Concern) bool { return c.Kind == AboutTask && !c.Open() })) {
		if len(b) == 1 {
			single = append(single, b[0])
		} else {
			blocks = append(blocks, document.P(b.head(sq)), document.List{Items: document.Items(b.parts(sq, v.names, min(v.today, v.meeting.HeldOn))...)})
		}
	}
	t := document.Table{Head: []string{"Institucioni", "Për çfarë", "Afati", "Gjendja"}, Widths: []float64{3, 4, 1.5, 1.5}}
	for _, n := range v.names {
		for _, c := range single {
			if c.Owner == n.ID {
				t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
					document.T(n.Name), document.T(c.Title(sq)), document.Day(text.Day(c.DueOn), c.DueOn), document.T(c.StateWords(sq, c.Now))}})
			}
		}
	}
	if len(t.Rows) > 0 {
		blocks = append(blocks, t)
	}
	return blocks
}

func (v invitation) list() document.List {
	var list []string
	for _, c := range v.called {
		kind := code.SeatKinds.Label(text.SQ, c.Kind)
		if c.Kind == Guest {
			kind = "i ftuar"
		}
		list = append(list, v.names.Name(c.InstitutionID)+" ("+kind+")")
	}
	return document.List{Items: document.Items(list...)}
}

func (h handler) invitation(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	var v invitation
	err := h.view(r, g, func(tx *store.Tx) (err error) {
		v, err = readInvitation(tx, g, r.PathValue("id"))
		return err
	})
	if err != nil {
		return err
	}
	return sendDocument(w, v.Document(), v.office.Template, "ftesa-"+v.meeting.HeldOn, r.PathValue("format"))
}

// entry is the meeting as a file for a calendar.
func (h handler) entry(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	m, err := h.get(r, g)
	if err != nil {
		return err
	}
	if m.Recorded {
		return store.ErrNotFound
	}
	e := m.Entry(g.Scope().ID)
	e.URL = web.Origin(r) + e.URL
	write := calendar.Request
	if m.State == Cancelled {
		write = calendar.Cancel
	}
	return web.Download(w, "mbledhja-"+m.HeldOn+".ics", "text/calendar; charset=utf-8", write(e, h.db.Now(), "", ""))
}
