package committee

import (
	"net/http"
	"net/url"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A box is a number that opens the list it counts.
type box struct {
	Number int64
	Label  string
	Path   string
	Look   string // late, waiting, plain or ""
}

// A step is one of those that bring a new committee to its first analysis.
type step struct {
	Label, Hint, Path string
	Done              bool
}

type boardPage struct {
	web.Page
	board
	Overdue *box   // activities, where there is an approved plan
	Loop    []box  // tasks and problems
	Steps   []step // empty once all are done, and for those who cannot take them
	Whole   bool   // sees the returns of all
	CanRead bool   // sees returns at all
}

var boardView = web.NewView[boardPage](files, "board.tmpl")

// BodyName, State, Words and RuleName are labels for the reader.
func (p boardPage) BodyName(c string) string { return code.Bodies.Label(p.Lang, c) }
func (p boardPage) State(c string) string    { return code.ReturnStates.Label(p.Lang, c) }
func (p boardPage) Words(r Rule) string      { return r.Words(p.Lang) }
func (p boardPage) RuleName(c string) string { return code.Rules.Label(p.Lang, c) }

func (h handler) dashboard(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	today := h.today()
	returns, err := g.Also(access.ReadReturns)
	p := boardPage{Page: web.NewPage(r, "Çfarë ka për të bërë"), CanRead: err == nil, Whole: returns.Whole()}
	err = h.view(r, g, func(tx *store.Tx) (err error) {
		p.board, err = readBoard(tx, today, returns)
		return err
	})
	if err != nil {
		return err
	}
	p.Overdue = p.overdue(returns.Own())
	p.Loop = p.loop(returns.Own())
	if g.Can(access.ManageCommittee) {
		p.Steps = p.steps()
	}
	return boardView.Render(w, r, http.StatusOK, p)
}

// words makes the label of a box for a number, in the right plural.
func (p boardPage) words(n int64, one, many string) string {
	return text.Count(p.Lang, &n, text.Forms{One: one, Many: many})
}

// Boxes counts the returns of a round, for those who see them all.
func (p boardPage) Boxes(r round) []box {
	if !p.Whole {
		return nil
	}
	t, at := r.Returns, "/k/"+p.Room.ID+"/reporting/round/"+r.ID
	list := []box{
		{t.Late, p.words(t.Late, "raportim me vonesë", "raportime me vonesë"), at + "?state=late", look(t.Late, "late")},
		{t.Waiting, p.words(t.Waiting, "raportim pret pranimin", "raportime presin pranimin"), at + "?state=sent", look(t.Waiting, "waiting")},
		{t.Missing, p.words(t.Missing, "raportim i padërguar", "raportime të padërguara"), at + "?state=missing", "plain"},
		{t.Accepted, p.words(t.Accepted, "raportim i pranuar", "raportime të pranuara"), at + "?state=accepted", "plain"},
	}
	if t.Back > 0 {
		list = append(list, box{t.Back, p.words(t.Back, "raportim i kthyer për plotësim", "raportime të kthyera për plotësim"), at + "?state=sent_back", "plain"})
	}
	return list
}

// overdue counts the activities past their due date, and opens them in the plan.
func (p boardPage) overdue(own []string) *box {
	if !p.CanRead || p.Plan.State != "approved" {
		return nil
	}
	n, at := p.LateActivities, "/k/"+p.Room.ID+"/plan/"+p.Plan.ID+"?state=late"
	if len(own) == 1 {
		at += "&institution=" + url.QueryEscape(own[0])
	}
	return &box{n, p.words(n, "aktivitet pas afatit", "aktivitete pas afatit"), at, look(n, "late")}
}

// loop counts the tasks the visitor answers for, and the open problems, as far
// as there are any.
func (p boardPage) loop(own []string) []box {
	t, at, of := p.Tasks, "/k/"+p.Room.ID+"/task?show=", ""
	if len(own) == 1 {
		of = "&institution=" + url.QueryEscape(own[0])
	}
	list := []box{
		{t.Late, p.words(t.Late, "detyrë me vonesë", "detyra me vonesë"), at + "late" + of, look(t.Late, "late")},
		{t.Soon, p.words(t.Soon, "detyrë me afat brenda 7 ditëve", "detyra me afat brenda 7 ditëve"), at + "week" + of, look(t.Soon, "waiting")},
		{t.Waiting, p.words(t.Waiting, "detyrë në pritje të verifikimit", "detyra në pritje të verifikimit"), at + "waiting" + of, look(t.Waiting, "waiting")},
		{t.Open, p.words(t.Open, "detyrë e hapur", "detyra të hapura"), at + "open" + of, "plain"},
	}
	if !p.Whole && t.Asked > 0 {
		list = append(list, box{t.Asked, p.words(t.Asked, "kërkesë juaj me vonesë", "kërkesa tuaja me vonesë"), at + "asked", "late"})
	}
	list = append(list, box{p.Issues, p.words(p.Issues, "problematikë e hapur", "problematika të hapura"), "/k/" + p.Room.ID + "/issue", "plain"})
	return slices.DeleteFunc(list, func(b box) bool { return b.Number == 0 })
}

// NameOf is the title of a coming meeting or, when it has none, what it is.
func (p boardPage) NameOf(c coming) string {
	if c.Title != "" {
		return c.Title
	}
	return code.MeetingKinds.Label(p.Lang, c.Kind)
}

// Clock is a time of day for the reader: "ora 13.30".
func (p boardPage) Clock(hhmm string) string { return text.Clock(p.Lang, hhmm) }

// MeetingState is how far a coming meeting is.
func (p boardPage) MeetingState(c string) string { return code.MeetingStates.Label(p.Lang, c) }

// look draws attention to a number only when there is something to do.
func look(n int64, kind string) string {
	if n == 0 {
		return "plain"
	}
	return kind
}

// steps are the way of a new committee to its first round.
func (p boardPage) steps() []step {
	base := "/k/" + p.Room.ID
	list := []step{
		{"Shkruani institucionet", "Prefektura, bashkitë, policia, shërbimi social dhe organizatat.", base + "/committee", p.Institutions > 0},
		{"Shkruani urdhrin dhe vendet", "Kush bën pjesë në Komitet dhe kush në Tryezën Teknike.", base + "/committee/orders", p.Seats > 0},
		{"Hartoni planin e veprimit", "Objektivat, aktivitetet, institucionet përgjegjëse dhe afatet.", base + "/plan", p.Plan.ID != ""},
		{"Hapni raportimin", "Çdo institucion me vend merr raportin e vet për ta plotësuar.", base + "/reporting", len(p.Rounds) > 0},
	}
	done := 0
	for i, s := range list {
		list[i].Label, list[i].Hint = text.T(p.Lang, s.Label), text.T(p.Lang, s.Hint)
		if s.Done {
			done++
		}
	}
	if done == len(list) {
		return nil
	}
	return list
}
