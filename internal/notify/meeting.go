package notify

import (
	"net/mail"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/calendar"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A Notice is word of a meeting to institutions: that they are called
// ("convened"), that it changed, was "cancelled", or that its minutes are closed
// ("excerpt", to one institution), with how many decisions and tasks in them concern them. Of the
// entry the day, the time and the place are told; its summary is not.
type Notice struct {
	Kind             string
	MeetingID, Body  string // Body is a code of code.Bodies
	Institutions     []string
	Alone            bool // it is for these institutions alone, and not for who chairs the meeting
	Chairs           bool // an excerpt of the institution that chairs what met: it is for who chairs it too
	Entry            calendar.Entry
	Decisions, Tasks int
}

// invitation is what the mails about a meeting are made of.
type invitation struct {
	Committee, Body  string
	Day, Time, Place string
	Clock, When      string
	Link, Concerns   string
}

var committeeName = store.Read(`SELECT name FROM committee WHERE committee_id = $1`)

// Tell queues word of a meeting to everybody who speaks for the institutions and
// to those who chair it, in the transaction of the meeting. Somebody who speaks for two is told once.
func (s *Service) Tell(tx *store.Tx, n Notice) error {
	if !s.On || len(n.Institutions) == 0 {
		return nil
	}
	committee, err := store.Value[string](tx, committeeName)
	if err != nil {
		return err
	}
	people, err := s.Addresses(tx)
	if err != nil {
		return err
	}
	for _, a := range recipients(people, n) {
		m, err := s.about(tx, committee, n, a)
		if err != nil {
			return err
		}
		if err := s.Queue(tx, m); err != nil {
			return err
		}
	}
	return nil
}

// recipients are the people of the institutions, and who chairs what meets, each
// once. An excerpt is of one institution, and theirs alone: who chairs what met
// gets that of the institution that chairs.
func recipients(people []Address, n Notice) (list []Address) {
	for _, a := range people {
		once := !slices.ContainsFunc(list, func(b Address) bool { return b.Person == a.Person })
		called := a.Role.OfInstitution() && slices.Contains(n.Institutions, a.Institution)
		if once && (called || (n.Chairs || n.Kind != "excerpt" && !n.Alone) && chairs(a.Role, n.Body)) {
			list = append(list, a)
		}
	}
	return list
}

// chairs reports whether a role chairs a body; a joint meeting has both chairs.
func chairs(r access.Role, body string) bool {
	return r == access.Chair && body != "table" || r == access.TableChair && body != "committee"
}

func (s *Service) about(tx *store.Tx, committee string, n Notice, a Address) (Mail, error) {
	e := n.Entry
	link := s.Address + "/k/" + tx.Grant().Scope().ID + "/meeting/" + n.MeetingID
	if n.Kind == "excerpt" {
		link += "/excerpt/" + n.Institutions[0]
	}
	d := invitation{
		Committee: committee, Body: code.Bodies.Label(a.Lang, n.Body), Day: e.Day, Time: e.Time, Place: oneLine(e.Place),
		When: text.Day(e.Day), Link: link, Concerns: concerns(a.Lang, n),
	}
	if e.Time != "" {
		d.Clock = text.Clock(a.Lang, e.Time)
		d.When += ", " + d.Clock
	}
	m := Mail{Kind: "meeting", To: a.Mail}
	var err error
	if m.Subject, m.Body, err = compose(a.Lang, n.Kind, d); err != nil {
		return m, err
	}
	e.Summary, e.URL = text.T(a.Lang, "Mbledhje: %s", d.Body), link
	switch n.Kind {
	case "convened", "changed":
		m.Method, m.Calendar = "REQUEST", string(calendar.Request(e, tx.Now().Time, s.organizer(), a.Mail))
	case "cancelled":
		m.Method, m.Calendar = "CANCEL", string(calendar.Cancel(e, tx.Now().Time, s.organizer(), a.Mail))
	}
	if m.Calendar == "" {
		m.Method = ""
	}
	return m, nil
}

// organizer is the sender's address alone, without a name before it.
func (s *Service) organizer() string {
	a, err := mail.ParseAddress(s.From)
	if err != nil {
		return s.From
	}
	return a.Address
}

// concerns says how much of the minutes is about an institution.
func concerns(l text.Lang, n Notice) string {
	decisions, tasks := int64(n.Decisions), int64(n.Tasks)
	return text.List(l, []string{
		text.Count(l, &decisions, text.Forms{Zero: "asnjë vendim", One: "1 vendim", Many: "{n} vendime"}),
		text.Count(l, &tasks, text.Forms{Zero: "asnjë detyrë", One: "1 detyrë", Many: "{n} detyra"}),
	})
}
