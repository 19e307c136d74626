package meeting

import (
	"slices"

	"tryeza/internal/code"
	"tryeza/internal/text"
)

// A Presence is one institution with a seat, and whether it came.
type Presence struct {
	InstitutionID, Name, Kind string
	Came                      bool
	Substitute                string // office of who came instead of the member
	Reply, Note               string // what it answered to the call, and why it could not come
}

// presences lists everybody with a seat that day, in the order of the
// committee's lists; in a joint meeting each once.
func (r record) presences() []Presence {
	var list []Presence
	for _, n := range r.Names {
		kind := ""
		for _, roll := range r.Rolls {
			if kind == "" {
				kind = kindIn(roll.Seats, n.ID)
			}
		}
		if kind == "" {
			continue
		}
		p := Presence{InstitutionID: n.ID, Name: n.Name, Kind: kind}
		for _, a := range r.Attendance {
			if a.InstitutionID == n.ID && a.Kind != Guest {
				p.Came, p.Substitute = true, a.Substitute
			}
		}
		for _, c := range r.Calls {
			if c.InstitutionID == n.ID {
				p.Reply, p.Note = c.Reply, c.Note
			}
		}
		list = append(list, p)
	}
	return list
}

// guests lists those who came without a seat.
func (r record) guests() []string {
	var list []string
	for _, a := range r.Attendance {
		switch {
		case a.Kind != Guest:
		case a.InstitutionID == "":
			list = append(list, a.Name)
		default:
			list = append(list, r.Names.Name(a.InstitutionID))
		}
	}
	return list
}

// ids are the institutions of a list of presences that keep passes.
func ids(list []Presence, keep func(Presence) bool) []string {
	var out []string
	for _, p := range list {
		if keep(p) {
			out = append(out, p.InstitutionID)
		}
	}
	return out
}

// Words name an institution with how it sits, unless it is a plain member, and
// who came for it: "Policia (zëvendës), përfaqësuar nga zëvendësdrejtori".
func (p Presence) Words(l text.Lang) string {
	s := p.Name
	if p.Kind != "member" {
		s += " (" + code.SeatKinds.Label(l, p.Kind) + ")"
	}
	if p.Came && p.Substitute != "" {
		s += ", " + text.T(l, "me zëvendës: %s", p.Substitute)
	}
	return s
}

// Why says why an institution did not come, as far as it answered the call.
func (p Presence) Why(l text.Lang) string {
	switch {
	case p.Came:
		return ""
	case p.Reply == Absent && p.Note != "":
		return p.Note
	case p.Reply == Absent:
		return text.T(l, "kishte njoftuar se nuk vjen dot")
	case p.Reply != "":
		return text.T(l, "kishte njoftuar se do të vinte")
	}
	return text.T(l, "pa njoftuar")
}

// Words say whether the quorum was there: "Komiteti Rajonal: 5 nga 9 vende me
// të drejtë vote. Ka kuorum."
func (q Quorum) Words(l text.Lang) string {
	s := text.T(l, "%s: të pranishëm %d nga %d vende me të drejtë vote.", code.Bodies.Label(l, q.Body), q.Present, q.Seats) + " "
	if q.Met() {
		return s + text.T(l, "Ka kuorum.")
	}
	return s + text.T(l, "Nuk ka kuorum: duhen më shumë se %s e vendeve.", text.Percent(l, int64(q.Rule.N)*100))
}

// InQuorum reports whether every body that met had its quorum; true when no
// rule says what it takes.
func (r record) InQuorum() bool {
	return !slices.ContainsFunc(r.Quorums, func(q Quorum) bool { return !q.Met() })
}
