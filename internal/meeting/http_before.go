package meeting

import (
	"net/http"
	"slices"
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// An item of the agenda as its page shows it.
type itemView struct {
	Line
	N           int
	Version     int64
	First, Last bool
	Out         bool // the reader's institution declared an interest in it
	Concerns    []Concern
	Files       []File
	Recused     []Line
	MayDeclare  bool
}

// A callView is one institution that was called, for a reader.
type callView struct {
	Call
	MayReply bool
}

type beforePage struct {
	base
	Meeting    Meeting
	Names      directory
	Items      []itemView
	Calls      []callView
	Files      []File // of the meeting as a whole
	Today      string
	Order      string // number of the order in force on the day
	CanConvene bool
	Left       []Concern // what waits for this meeting and is not in its agenda
}

var beforeView = web.NewView[beforePage](files, "before.tmpl", "told.tmpl", "files.tmpl")

// before shows a meeting that is planned, convened, or was called off.
func (h handler) before(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return h.showBefore(w, r, g, http.StatusOK, web.NewForm(r))
}

func (h handler) showBefore(w http.ResponseWriter, r *http.Request, g access.Grant, status int, f *web.Form) error {
	p := beforePage{base: newBase(r, g, ""), Today: h.today(), CanConvene: g.Can(access.ConveneMeetings)}
	err := h.view(r, g, func(tx *store.Tx) error { return p.read(tx, g, r.PathValue("id")) })
	if err != nil {
		return err
	}
	p.base = newBase(r, g, "%s", p.Meeting.Name(web.Lang(r))).under(web.Crumb{Label: "Mbledhjet", Path: path(g, "")})
	p.Form = f
	return beforeView.Render(w, r, status, p)
}

func (p *beforePage) read(tx *store.Tx, g access.Grant, id string) (err error) {
	if p.Meeting, err = Get(tx, id); err != nil {
		return err
	}
	if p.Names, err = readDirectory(tx, p.Meeting.HeldOn); err != nil {
		return err
	}
	if _, p.Order, err = readSeats(tx, p.Meeting.HeldOn, p.Meeting.Body); err != nil {
		return err
	}
	list, err := CallsOf(tx, id)
	if err != nil {
		return err
	}
	for _, c := range list {
		p.Calls = append(p.Calls, callView{c, p.Meeting.State == Convened && p.reply.Covers(c.InstitutionID)})
	}
	files, err := FilesOf(tx, id)
	if err != nil {
		return err
	}
	p.Files = filesUnder(files, "")
	if p.Meeting.Before() {
		if p.Left, err = leftOut(tx, p.Meeting); err != nil {
			return err
		}
	}
	return p.readItems(tx, g, files)
}

func (p *beforePage) readItems(tx *store.Tx, g access.Grant, files []File) error {
	items, err := agendaOf(tx, p.Meeting.ID)
	if err != nil {
		return err
	}
	concerns, err := concernsOf(tx, p.Meeting)
	if err != nil {
		return err
	}
	for i, l := range items {
		v := itemView{Line: l.Line, N: i + 1, Version: l.version, First: i == 0, Last: i == len(items)-1, Out: outOf(g, p.Meeting, l.ID)}
		v.Recused = slices.DeleteFunc(p.Meeting.LinesOf(Recusal), func(x Line) bool { return x.ItemID != l.ID })
		v.MayDeclare = p.Meeting.Before() && !v.Out && (p.reply.Whole() || len(p.reply.Own()) > 0)
		if !v.Out {
			v.Files = filesUnder(files, l.ID)
			v.Concerns = slices.DeleteFunc(slices.Clone(concerns), func(c Concern) bool { return c.ItemID != l.ID })
		}
		p.Items = append(p.Items, v)
	}
	return nil
}

func filesUnder(list []File, itemID string) []File {
	return slices.DeleteFunc(slices.Clone(list), func(f File) bool { return f.ItemID != itemID })
}

// LeftWords says that the agenda can be refreshed.
func (p beforePage) LeftWords() string {
	n := int64(len(p.Left))
	return text.Count(p.Lang, &n, text.Forms{One: "1 çështje që pret këtë mbledhje nuk është në rendin e ditës:", Many: "{n} çështje që presin këtë mbledhje nuk janë në rendin e ditës:"})
}

// Editable reports whether the reader may change the agenda.
func (p beforePage) Editable() bool { return p.CanRecord && p.Meeting.Before() }

// Attaches reports whether the reader may add documents.
func (p beforePage) Attaches() bool { return p.Editable() }

// Restorable reports whether the reader may take back that it was called off.
func (p beforePage) Restorable() bool {
	return p.CanConvene && p.Meeting.State == Cancelled && p.Meeting.HeldOn >= p.Today
}

// MayWithdraw reports whether the reader may take back a declaration.
func (p beforePage) MayWithdraw(l Line) bool {
	return p.Meeting.Before() && p.reply.Covers(l.InstitutionID)
}

// Own are the calls of the reader's own institution.
func (p beforePage) Own() []callView {
	return slices.DeleteFunc(slices.Clone(p.Calls), func(c callView) bool { return !c.MayReply || !p.mine(c.InstitutionID) })
}

// State is how far the meeting is, and Look the colour of its tag.
func (b base) State(m Meeting) string { return code.MeetingStates.Label(b.Lang, m.State) }
func (b base) Look(m Meeting) string {
	return map[string]string{Planned: "grey", Convened: "blue", Open: "yellow", Closed: "grey", Approved: "green", Cancelled: "red"}[m.State]
}

// ReplyWords is what an institution answered.
func (b base) ReplyWords(c Call) string {
	if c.Reply == "" {
		return text.T(b.Lang, "pa përgjigje")
	}
	s := code.Replies.Label(b.Lang, c.Reply)
	if more := c.Substitute + c.Note; more != "" {
		s += ": " + more
	}
	return s
}

// Tally counts the answers: "3 marrin pjesë, 1 me zëvendës dhe 2 pa përgjigje".
func (p beforePage) Tally() string {
	n := map[string]int64{}
	for _, c := range p.Calls {
		n[c.Reply]++
	}
	var list []string
	count := func(reply string, f text.Forms) {
		if x := n[reply]; x > 0 {
			list = append(list, text.Count(p.Lang, &x, f))
		}
	}
	count(Coming, text.Forms{One: "1 merr pjesë", Many: "{n} marrin pjesë"})
	count(Substitute, text.Forms{One: "1 me zëvendës", Many: "{n} me zëvendës"})
	count(Absent, text.Forms{One: "1 nuk vjen dot", Many: "{n} nuk vijnë dot"})
	count("", text.Forms{One: "1 pa përgjigje", Many: "{n} pa përgjigje"})
	return text.List(p.Lang, list) + "."
}

// Tell says what an item is about: a meeting to come sees it as it is today.
func (p beforePage) Tell(list []Concern) []told {
	return p.tell(list, p.Names, min(p.Today, p.Meeting.HeldOn))
}

// FileWords is the kind and size of a document: "PDF, 120 KB".
func (b base) FileWords(f File) string {
	kind := map[string]string{"application/pdf": "PDF", "image/jpeg": "JPG", "image/png": "PNG"}[f.MediaType]
	if kind == "" {
		kind = "Office"
	}
	return kind + ", " + strconv.FormatInt((f.Size+1023)/1024, 10) + " KB"
}

// Hour is a time of day without a word before it, for the end of a span.
func (b base) Hour(hhmm string) string {
	if b.Lang == text.EN {
		return hhmm
	}
	return spoken(hhmm)
}

// Sits is how an institution is called.
func (b base) Sits(kind string) string {
	if kind == Guest {
		return text.T(b.Lang, "i ftuar, pa vend")
	}
	return code.SeatKinds.Label(b.Lang, kind)
}

// ItemOptions are the items a document can be attached to.
func (p beforePage) ItemOptions() []web.Option {
	var list []web.Option
	for _, it := range p.Items {
		list = append(list, itemOption(it.N, it.Line))
	}
	return list
}

func itemOption(n int, l Line) web.Option {
	return web.Option{Value: l.ID, Label: strconv.Itoa(n) + ". " + l.Body}
}
