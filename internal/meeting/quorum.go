package meeting

import (
	"slices"

	"tryeza/internal/store"
)

// hasVote reports whether those who sit this way vote.
func hasVote(kind string) bool { return kind == "chair" || kind == "member" || kind == "substitute" }

// A roll is who sits in the body that meets, under the order in force that day.
// A joint meeting has two.
type roll struct {
	Body  string
	Seats []seated
}

func readRolls(tx *store.Tx, day, body string) (list []roll, order string, err error) {
	bodies := []string{body}
	if body == joint {
		bodies = []string{"committee", "table"}
	}
	for _, b := range bodies {
		r := roll{Body: b}
		if r.Seats, order, err = readSeats(tx, day, b); err != nil {
			return nil, "", err
		}
		list = append(list, r)
	}
	return list, order, nil
}

// voting lists the institutions with a vote in any of the rolls, each once.
func voting(rolls []roll) []string {
	var list []string
	for _, r := range rolls {
		for _, s := range r.Seats {
			if hasVote(s.Kind) && !slices.Contains(list, s.InstitutionID) {
				list = append(list, s.InstitutionID)
			}
		}
	}
	return list
}

// chairs reports whether an institution chairs one of the bodies that meet.
func chairs(rolls []roll, institution string) bool {
	return slices.ContainsFunc(rolls, func(r roll) bool { return kindIn(r.Seats, institution) == "chair" })
}

// A Quorum is how many of the seats of one body that vote were taken.
type Quorum struct {
	Body           string // committee or table
	Seats, Present int    // with a vote
	Rule           Rule   // N is the share to be exceeded, in percent
}

// Met reports whether enough were present: more than the share the rule names.
func (q Quorum) Met() bool {
	return q.Present*100 > q.Rule.N*q.Seats
}

// quorums counts who is present, body by body. Without a rule, and of a body
// without seats, nothing is said.
func quorums(m Meeting, rolls []roll, rule Rule) []Quorum {
	var list []Quorum
	for _, r := range rolls {
		q := Quorum{Body: r.Body, Rule: rule}
		for _, s := range r.Seats {
			if !hasVote(s.Kind) {
				continue
			}
			q.Seats++
			if m.came(s.InstitutionID) {
				q.Present++
			}
		}
		if rule.N > 0 && rule.Unit == "percent" && q.Seats > 0 {
			list = append(list, q)
		}
	}
	return list
}

// came reports whether an institution was present with a seat.
func (m Meeting) came(institution string) bool {
	return slices.ContainsFunc(m.Attendance, func(a Attendance) bool { return a.InstitutionID == institution && a.Kind != Guest })
}

// voters are the institutions that may vote on an item: present, with a vote,
// and not out of it.
func voters(m Meeting, rolls []roll, item string) []string {
	return slices.DeleteFunc(voting(rolls), func(id string) bool { return !m.came(id) || slices.Contains(m.Recused(item), id) })
}

// owners are the institutions that owe a task of the minutes: the one it names
// or, when it is for everyone, each member, whether it came or not. Who chairs
// the meeting does not report to itself, and who is out of the item is left out.
func owners(m Meeting, rolls []roll, l Line) []string {
	list := []string{l.InstitutionID}
	if l.Everyone {
		list = slices.DeleteFunc(voting(rolls), func(id string) bool { return chairs(rolls, id) })
	}
	return slices.DeleteFunc(list, func(id string) bool { return id == "" || l.Everyone && slices.Contains(m.Recused(l.ItemID), id) })
}
