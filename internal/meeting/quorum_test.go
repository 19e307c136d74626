package meeting

import (
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"tryeza/internal/indicator"
	"tryeza/internal/text"
)

func half(n int) Rule { return Rule{Interval: indicator.Interval{N: n, Unit: "percent"}} }

func seatsOf(pairs ...string) (list []seated) {
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, seated{InstitutionID: pairs[i], Kind: pairs[i+1]})
	}
	return list
}

func came(ids ...string) (m Meeting) {
	for _, id := range ids {
		m.Attendance = append(m.Attendance, Attendance{InstitutionID: id, Kind: "member"})
	}
	return m
}

func TestQuorum(t *testing.T) {
	four := seatsOf("a", "chair", "b", "member", "c", "member", "d", "substitute", "o", "observer", "i", "invited")
	table := seatsOf("b", "chair", "e", "member", "f", "member")
	guest := came("a", "b")
	guest.Attendance = append(guest.Attendance, Attendance{InstitutionID: "c", Kind: Guest})
	for _, tt := range []struct {
		name  string
		m     Meeting
		rolls []roll
		rule  Rule
		want  []string
	}{
		{"half is not more than half", came("a", "b"), []roll{{"committee", four}}, half(50),
			[]string{"Komiteti Rajonal: të pranishëm 2 nga 4 vende me të drejtë vote. Nuk ka kuorum: duhen më shumë se 50\u00a0% e vendeve."}},
		{"three of four", came("a", "b", "d"), []roll{{"committee", four}}, half(50), []string{"Komiteti Rajonal: të pranishëm 3 nga 4 vende me të drejtë vote. Ka kuorum."}},
		{"observers and invited do not count", came("a", "b", "o", "i"), []roll{{"committee", four}}, half(50),
			[]string{"Komiteti Rajonal: të pranishëm 2 nga 4 vende me të drejtë vote. Nuk ka kuorum: duhen më shumë se 50\u00a0% e vendeve."}},
		{"guests do not count", guest, []roll{{"committee", four}}, half(33), []string{"Komiteti Rajonal: të pranishëm 2 nga 4 vende me të drejtë vote. Ka kuorum."}},
		{"each body of a joint meeting", came("a", "b", "c"), []roll{{"committee", four}, {"table", table}}, half(50), []string{
			"Komiteti Rajonal: të pranishëm 3 nga 4 vende me të drejtë vote. Ka kuorum.",
			"Tryeza Teknike: të pranishëm 1 nga 3 vende me të drejtë vote. Nuk ka kuorum: duhen më shumë se 50\u00a0% e vendeve."}},
		{"no rule, nothing said", came("a"), []roll{{"committee", four}}, Rule{}, nil},
		{"a rule that is no share", came("a"), []roll{{"committee", four}}, Rule{Interval: indicator.Interval{N: 3, Unit: "count"}}, nil},
		{"nobody has a seat", came("a"), []roll{{"committee", nil}}, half(50), nil},
	} {
		var got []string
		for _, q := range quorums(tt.m, tt.rolls, tt.rule) {
			got = append(got, q.Words(text.SQ))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

// A quorum is a share of seats exceeded, whoever counts it, and one more person
// in the room never undoes it.
func TestQuorumIsAShare(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		kinds := rapid.SliceOfN(rapid.SampledFrom([]string{"chair", "member", "substitute", "invited", "observer"}), 1, 30).Draw(t, "kinds")
		r := roll{Body: "committee"}
		var m Meeting
		seats, present := 0, 0
		var away []string
		for i, kind := range kinds {
			id := string(rune('A' + i))
			r.Seats = append(r.Seats, seated{InstitutionID: id, Kind: kind})
			here := rapid.Bool().Draw(t, id)
			if here {
				m.Attendance = append(m.Attendance, Attendance{InstitutionID: id, Kind: kind})
			} else {
				away = append(away, id)
			}
			if hasVote(kind) {
				seats++
				if here {
					present++
				}
			}
		}
		rule := half(rapid.IntRange(1, 99).Draw(t, "percent"))
		list := quorums(m, []roll{r}, rule)
		if seats == 0 {
			if len(list) != 0 {
				t.Fatal("a quorum of no seats")
			}
			return
		}
		share := big.NewRat(int64(present), int64(seats))
		if q := list[0]; q.Seats != seats || q.Present != present || q.Met() != (share.Cmp(big.NewRat(int64(rule.N), 100)) > 0) {
			t.Fatalf("%+v, met %v; share %v", q, q.Met(), share)
		}
		for _, id := range away {
			more := m
			more.Attendance = append(slices.Clone(m.Attendance), Attendance{InstitutionID: id, Kind: "member"})
			if list[0].Met() && !quorums(more, []roll{r}, rule)[0].Met() {
				t.Fatalf("%s came, and the quorum was gone", id)
			}
		}
	})
}

func votes(n ...int64) (v Votes) {
	for i, p := range []**int64{&v.For, &v.Against, &v.Abstained} {
		if i < len(n) {
			*p = &n[i]
		}
	}
	return v
}

func TestWhatKeepsAMeetingOpen(t *testing.T) {
	rolls := []roll{{"committee", seatsOf("a", "chair", "b", "member", "c", "member", "o", "observer")}}
	item := func(outcome string, under ...Line) Meeting {
		m := came("a", "b", "c", "o")
		m.Lines = []Line{{ID: "1", Kind: Agenda, Body: "Pika", Outcome: outcome}}
		for _, l := range under {
			l.ItemID = "1"
			m.Lines = append(m.Lines, l)
		}
		return m
	}
	unseated := item(Noted)
	unseated.Attendance = nil
	decision := Line{Kind: Decision, Body: "miratohet"}
	for _, tt := range []struct {
		name string
		m    Meeting
		want []string
	}{
		{"all is there", item(Decided, decision), nil},
		{"noted needs no words", item(Noted), nil},
		{"put off needs no words", item(Deferred), nil},
		{"who came", unseated, []string{"Nuk është shënuar kush mori pjesë."}},
		{"no outcome", item(""), []string{"Pika 1 nuk ka përfundim: shënoni nëse u vendos, u mor shënim apo u shty."}},
		{"decided what", item(Decided, Line{Kind: Statement, Body: "u diskutua"}),
			[]string{"Pika 1: u vendos, por nuk është shkruar vendimi, rekomandimi apo detyra. Shkruajeni, ose ndryshoni përfundimin."}},
		{"a recommendation is something", item(Decided, Line{Kind: Recommendation, Body: "çerdhe"}), nil},
		{"nobody owes it, no day", item(Noted, Line{Kind: Task, Body: "raportojnë"}), []string{
			"Pika 1: detyra «raportojnë» nuk ka përgjegjës. Zgjidhni institucionin, ose të gjithë anëtarët.",
			"Pika 1: detyra «raportojnë» nuk ka afat. Shkruani datën, ose zgjidhni mbledhjen e ardhshme."}},
		{"everyone, next time", item(Noted, Line{Kind: Task, Body: "raportojnë", Everyone: true, DueNext: true}), nil},
		{"three may vote", item(Decided, Line{Kind: Decision, Body: "miratohet", Votes: votes(2, 1)}), nil},
		{"the observer voted", item(Decided, Line{Kind: Decision, Body: "miratohet", Votes: votes(2, 1, 1)}),
			[]string{"Pika 1: vendimi «miratohet» ka 4 vota, por të pranishëm me të drejtë vote për këtë pikë ishin 3. Ndreqni votat ose listën e pjesëmarrjes."}},
		{"who is out voted", item(Decided, Line{Kind: Decision, Body: "miratohet", Votes: votes(3)}, Line{Kind: Recusal, InstitutionID: "b"}),
			[]string{"Pika 1: vendimi «miratohet» ka 3 vota, por të pranishëm me të drejtë vote për këtë pikë ishin 2. Ndreqni votat ose listën e pjesëmarrjes."}},
	} {
		var got []string
		for _, g := range gaps(tt.m, rolls, func(string) bool { return false }) {
			got = append(got, text.T(text.SQ, g.Message, g.Args...))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
	if list := gaps(item(Decided), rolls, func(string) bool { return true }); len(list) != 0 {
		t.Errorf("approving minutes needs no further words: %v", list)
	}
	if list := gaps(item(Noted, Line{Kind: Task, Body: "x", Everyone: true, DueNext: true}), nil, func(string) bool { return false }); len(list) != 1 {
		t.Errorf("a task for everyone where nobody sits: %v", list)
	}
}

func TestTurnouts(t *testing.T) {
	names := directory{{ID: "a", Name: "A"}, {ID: "b", Name: "B"}, {ID: "c", Name: "C"}, {ID: "d", Name: "D"}, {ID: "e", Name: "E"}}
	at := func(pairs ...string) (list []Presence) {
		for i := 0; i < len(pairs); i += 2 {
			kind := map[string]string{"a": "chair", "b": "member", "c": "member", "e": "invited"}[pairs[i]]
			list = append(list, Presence{InstitutionID: pairs[i], Kind: kind, Came: pairs[i+1] == "+"})
		}
		return list
	}
	list := turnouts(names, [][]Presence{at("a", "+", "b", "-", "c", "-", "e", "-"), at("a", "+", "b", "+", "c", "-"), at("a", "-", "b", "-")})
	var got [][4]any
	for _, x := range list {
		got = append(got, [4]any{x.Name, x.Came, x.Seated, x.Run})
	}
	// C was at neither of its two; B at one of three, A at two of three. D never
	// had a seat, and E is only invited.
	want := [][4]any{{"C", 0, 2, 2}, {"B", 1, 3, 1}, {"A", 2, 3, 1}, {"E", 0, 1, 1}}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
