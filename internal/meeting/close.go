package meeting

import (
	"fmt"
	"slices"

	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A Gap is something that keeps a meeting from being closed: under which item,
// or in the list of who came when Item is "". Message is Albanian and says how
// to mend it.
type Gap struct {
	Item    string
	Message string
	Args    []any
}

// NotReady says that a meeting cannot be closed yet, and why.
type NotReady struct{ Gaps []Gap }

func (e NotReady) Error() string { return fmt.Sprintf("%d things keep the meeting open", len(e.Gaps)) }

// gaps lists all that keeps a meeting from being closed. approves tells the
// items that approve earlier minutes: deciding them needs no further words.
func gaps(m Meeting, rolls []roll, approves func(item string) bool) []Gap {
	var list []Gap
	if len(m.Attendance) == 0 {
		list = append(list, Gap{"", "Nuk është shënuar kush mori pjesë.", nil})
	}
	for i, item := range m.LinesOf(Agenda) {
		list = append(list, itemGaps(m, rolls, i+1, item, approves(item.ID))...)
	}
	return list
}

func itemGaps(m Meeting, rolls []roll, n int, item Line, approves bool) []Gap {
	var list []Gap
	gap := func(message string, args ...any) {
		list = append(list, Gap{item.ID, message, append([]any{n}, args...)})
	}
	came := slices.Concat(m.Under(item.ID, Decision), m.Under(item.ID, Recommendation), m.Under(item.ID, Task))
	switch {
	case item.Outcome == "":
		gap("Pika %d nuk ka përfundim: shënoni nëse u vendos, u mor shënim apo u shty.")
	case item.Outcome == Decided && len(came) == 0 && !approves:
		gap("Pika %d: u vendos, por nuk është shkruar vendimi, rekomandimi apo detyra. Shkruajeni, ose ndryshoni përfundimin.")
	}
	for _, l := range m.Under(item.ID, Task) {
		switch {
		case len(owners(m, rolls, l)) == 0 && l.Everyone:
			gap("Pika %d: detyra «%s» është për të gjithë anëtarët, por sipas urdhrit në fuqi atë ditë nuk ka asnjë. Zgjidhni një institucion.", brief(l.Body))
		case len(owners(m, rolls, l)) == 0:
			gap("Pika %d: detyra «%s» nuk ka përgjegjës. Zgjidhni institucionin, ose të gjithë anëtarët.", brief(l.Body))
		}
		if l.DueOn == "" && !l.DueNext {
			gap("Pika %d: detyra «%s» nuk ka afat. Shkruani datën, ose zgjidhni mbledhjen e ardhshme.", brief(l.Body))
		}
	}
	for _, l := range m.Under(item.ID, Decision) {
		if votes, most := tooMany(m, rolls, l); votes > 0 {
			gap("Pika %d: vendimi «%s» ka %d vota, por të pranishëm me të drejtë vote për këtë pikë ishin %d. Ndreqni votat ose listën e pjesëmarrjes.", brief(l.Body), votes, most)
		}
	}
	return list
}

// tooMany counts the votes on a decision when there are more than those who
// could vote; 0 when they add up.
func tooMany(m Meeting, rolls []roll, l Line) (votes, most int64) {
	votes, _ = l.sum()
	most = int64(len(voters(m, rolls, l.ItemID)))
	if votes <= most {
		votes = 0
	}
	return votes, most
}

// brief is the beginning of a text, to know it by.
func brief(s string) string {
	r := []rune(s)
	if len(r) <= 60 {
		return s
	}
	return string(r[:57]) + "…"
}

// gaps lists what keeps the meeting open.
func (r record) gaps() []Gap {
	list := gaps(r.Meeting, r.Rolls, func(item string) bool { return len(r.about(item, AboutMinutes)) > 0 })
	for i, item := range r.LinesOf(Agenda) {
		for _, l := range r.Minuted(item.ID) {
			if slices.Contains(r.Recused(item.ID), l.InstitutionID) {
				list = append(list, Gap{item.ID, "Pika %d: «%s» përmend një institucion që ka deklaruar konflikt interesi për këtë pikë: %s. Ndryshojeni, ose tërhiqni deklarimin.",
					[]any{i + 1, brief(l.Body), r.Names.Name(l.InstitutionID)}})
			}
		}
	}
	return list
}

// about lists what an item is about, of one kind or, with "", of all.
func (r record) about(item, kind string) []Concern {
	return slices.DeleteFunc(slices.Clone(r.Concerns), func(c Concern) bool { return c.ItemID != item || kind != "" && c.Kind != kind })
}

// Close closes the minutes of a meeting: decisions and recommendations get
// their numbers, tasks go to their owners, problems to the list of problems,
// tasks that stay open carry over, minutes that were approved become so, each
// institution gets its excerpt, and what is left comes into the agendas of the
// meetings in preparation. endsAt is HH:MM, or "". What keeps the
// meeting open comes back as NotReady.
func Close(tx *store.Tx, need Options, id string, version int64, endsAt string) error {
	r, err := readRecord(tx, id)
	if err != nil {
		return err
	}
	switch {
	case r.State != Open:
		return errNotOpen
	case r.Version != version:
		return store.ErrConflict
	}
	if list := r.gaps(); len(list) > 0 {
		return NotReady{list}
	}
	err = meetings.Edit(tx, id, version, func(m *minutes) error {
		m.State, m.ClosedOn = Closed, text.DayOf(tx.Now().Time)
		if endsAt != "" {
			m.EndsAt = endsAt
		}
		m.edits++
		r.EndsAt = m.EndsAt
		return nil
	})
	if err != nil {
		return err
	}
	for _, step := range []func(*store.Tx, Options) error{r.number, r.give, r.raise, r.carry, r.approve, r.tell} {
		if err := step(tx, need); err != nil {
			return err
		}
	}
	if err := freeze(tx, r.Concerns); err != nil {
		return err
	}
	return refreshComing(tx)
}

// give makes a task of each line for each of its owners.
func (r record) give(tx *store.Tx, need Options) error {
	if need.Give == nil {
		return nil
	}
	for _, l := range r.inOrder(Task) {
		g := Given{LineID: l.ID, MeetingID: r.ID, Body: l.Body, DueOn: l.DueOn, Priority: l.Priority, On: r.HeldOn}
		if l.DueNext {
			g.DueOn, g.DueBody = "", r.Body
		}
		if g.Priority == "" {
			g.Priority = "normal"
		}
		for _, g.Owner = range owners(r.Meeting, r.Rolls, l) {
			if err := need.Give(tx, g); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r record) raise(tx *store.Tx, need Options) error {
	if need.Raise == nil {
		return nil
	}
	for _, l := range r.inOrder(Problem) {
		if err := need.Raise(tx, Raised{LineID: l.ID, MeetingID: r.ID, Body: l.Body, Institution: l.InstitutionID, On: r.HeldOn}); err != nil {
			return err
		}
	}
	return nil
}

// carry notes with each task that stays open that it came before this meeting.
func (r record) carry(tx *store.Tx, need Options) error {
	if need.Carry == nil {
		return nil
	}
	for _, c := range r.Concerns {
		if c.Open() {
			if err := need.Carry(tx, c.RefID, r.ID); err != nil {
				return err
			}
		}
	}
	return nil
}
