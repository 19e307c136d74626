package programme

import (
	"cmp"

	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/store"
)

const columns = "institution_id, title, kind, municipality, place, starts_on, ends_on, weekdays, funding, funder, state, reason, activity_id, source, note"

func (p *Programme) fields() []any {
	return []any{&p.ID, &p.Version, &p.InstitutionID, &p.Title, &p.Kind, &p.Municipality, &p.Place, &p.StartsOn, &p.EndsOn, &p.Weekdays,
		&p.Funding, &p.Funder, &p.State, &p.Reason, &p.ActivityID, &p.Source, &p.Note}
}

func (s *Service) fields() []any {
	return []any{&s.ID, &s.Version, &s.ProgrammeID, &s.Kind, &s.InstitutionID, &s.Note}
}

func (x *Pause) fields() []any {
	return []any{&x.ID, &x.Version, &x.ProgrammeID, &x.Day, &x.Reason}
}

func (x *Followup) fields() []any {
	return []any{&x.ID, &x.Version, &x.ProgrammeID, &x.AfterDays, &x.DoneOn, &x.Note}
}

var (
	programmes = store.NewTable("programme", columns, (*Programme).fields)
	services   = store.NewTable("programme_service", "programme_id, kind, institution_id, note", (*Service).fields)
	pauses     = store.NewTable("programme_pause", "programme_id, day, reason", (*Pause).fields)
	followups  = store.NewTable("programme_followup", "programme_id, after_days, done_on, note", (*Followup).fields)

	// What touches the days from $2 to $3.
	programmesIn = store.Read(`SELECT id, version, ` + columns + ` FROM programme
		WHERE committee_id = $1 AND starts_on <= $3 AND ends_on >= $2 ORDER BY starts_on, title, id`)
	servicesIn  = store.Read(`SELECT x.id, x.version, x.programme_id, x.kind, x.institution_id, x.note` + partsIn("programme_service", "programme_id") + ` ORDER BY x.id`)
	pausesIn    = store.Read(`SELECT x.id, x.version, x.programme_id, x.day, x.reason` + partsIn("programme_pause", "programme_id") + ` ORDER BY x.day`)
	followupsIn = store.Read(`SELECT x.id, x.version, x.programme_id, x.after_days, x.done_on, x.note` + partsIn("programme_followup", "programme_id") + ` ORDER BY x.after_days`)
	numbersIn   = store.Read(`SELECT x.subject_id, x.what, x.day, x.part, x.value, x.qualifier` + partsIn("register_count", "subject_id"))

	firstDay    = store.Read(`SELECT starts_on FROM programme WHERE committee_id = $1 ORDER BY starts_on LIMIT 1`)
	lastDay     = store.Read(`SELECT ends_on FROM programme WHERE committee_id = $1 ORDER BY ends_on DESC LIMIT 1`)
	servicesOf  = store.Read(`SELECT id, version, programme_id, kind, institution_id, note FROM programme_service WHERE committee_id = $1 AND programme_id = $2 ORDER BY id`)
	pausesOf    = store.Read(`SELECT id, version, programme_id, day, reason FROM programme_pause WHERE committee_id = $1 AND programme_id = $2 ORDER BY day`)
	followupsOf = store.Read(`SELECT id, version, programme_id, after_days, done_on, note FROM programme_followup WHERE committee_id = $1 AND programme_id = $2 ORDER BY after_days`)

	qarkOf     = store.Read(`SELECT qark FROM committee WHERE committee_id = $1`)
	activityOf = store.Read(`SELECT title, plan_id FROM plan_activity WHERE committee_id = $1 AND id = $2`)
	// Of the plans from the year $2 on, and of that of the year $3.
	activitiesOf = store.Read(`SELECT a.id, a.number, a.title FROM plan AS p
		CROSS JOIN plan_activity AS a
		WHERE p.committee_id = $1 AND (p.year >= $2 OR p.year = $3) AND a.committee_id = p.committee_id AND a.plan_id = p.id AND a.state NOT IN ('cancelled', 'carried_over') ORDER BY p.year DESC, a.position, a.id`)
)

// partsIn is what belongs to the programmes that touch the days from $2 to $3.
// CROSS: SQLite begins with those, whatever the order of the rows.
func partsIn(table, column string) string {
	return ` FROM programme AS p CROSS JOIN ` + table + ` AS x
		WHERE x.committee_id = p.committee_id AND x.` + column + ` = p.id AND p.committee_id = $1 AND p.starts_on <= $3 AND p.ends_on >= $2`
}

// Load reads a programme with all that belongs to it.
func Load(tx *store.Tx, id string) (p Programme, err error) {
	if p, err = programmes.Get(tx, id); err != nil {
		return p, err
	}
	if p.Services, err = store.All(tx, servicesOf, (*Service).fields, id); err != nil {
		return p, err
	}
	if p.Pauses, err = store.All(tx, pausesOf, (*Pause).fields, id); err != nil {
		return p, err
	}
	if p.Followups, err = store.All(tx, followupsOf, (*Followup).fields, id); err != nil {
		return p, err
	}
	if p.Numbers, err = register.LoadNumbers(tx, id); err != nil {
		return p, err
	}
	p.Partners, err = register.LoadPartners(tx, id)
	return p, err
}

// In reads the programmes that touch the days from one to another, in order of
// their first day, with services, days, follow-ups and numbers; without partners.
func In(tx *store.Tx, from, to string) ([]Programme, error) {
	list, err := store.All(tx, programmesIn, (*Programme).fields, from, to)
	if err != nil {
		return nil, err
	}
	at := map[string]*Programme{}
	for i := range list {
		list[i].Numbers = register.Numbers{}
		at[list[i].ID] = &list[i]
	}
	return list, fill(tx, at, from, to)
}

func fill(tx *store.Tx, at map[string]*Programme, from, to string) error {
	ss, err := store.All(tx, servicesIn, (*Service).fields, from, to)
	for _, s := range ss {
		at[s.ProgrammeID].Services = append(at[s.ProgrammeID].Services, s)
	}
	if err != nil {
		return err
	}
	ps, err := store.All(tx, pausesIn, (*Pause).fields, from, to)
	for _, x := range ps {
		at[x.ProgrammeID].Pauses = append(at[x.ProgrammeID].Pauses, x)
	}
	if err != nil {
		return err
	}
	fs, err := store.All(tx, followupsIn, (*Followup).fields, from, to)
	for _, x := range fs {
		at[x.ProgrammeID].Followups = append(at[x.ProgrammeID].Followups, x)
	}
	if err != nil {
		return err
	}
	return fillNumbers(tx, at, from, to)
}

func fillNumbers(tx *store.Tx, at map[string]*Programme, from, to string) error {
	type row struct {
		subject string
		register.Key
		value     *figure.Number
		qualifier string
	}
	rows, err := store.All(tx, numbersIn, func(r *row) []any {
		return []any{&r.subject, &r.What, &r.Day, &r.Part, &r.value, &r.qualifier}
	}, from, to)
	for _, r := range rows {
		q := figure.Quantity{Qualifier: figure.Qualifier(r.qualifier)}
		if r.value != nil {
			q.Number = *r.value
		}
		at[r.subject].Numbers[r.Key] = q
	}
	return err
}

// Add keeps a new programme with its numbers and partners.
func Add(tx *store.Tx, p Programme) error {
	if err := programmes.Add(tx, p); err != nil {
		return err
	}
	if err := register.SaveNumbers(tx, p.ID, p.Numbers, register.All); err != nil {
		return err
	}
	return register.SavePartners(tx, p.ID, p.Partners)
}

// Import keeps a programme as a document has it, with the ids it gives; what has no
// id gets one.
func Import(tx *store.Tx, p Programme) error {
	p.ID = cmp.Or(p.ID, tx.NewID())
	if err := programmes.Add(tx, p); err != nil {
		return err
	}
	for _, s := range p.Services {
		s.ID, s.ProgrammeID = cmp.Or(s.ID, tx.NewID()), p.ID
		if err := services.Add(tx, s); err != nil {
			return err
		}
	}
	for _, x := range p.Pauses {
		x.ID, x.ProgrammeID = cmp.Or(x.ID, tx.NewID()), p.ID
		if err := pauses.Add(tx, x); err != nil {
			return err
		}
	}
	for _, x := range p.Followups {
		x.ID, x.ProgrammeID = cmp.Or(x.ID, tx.NewID()), p.ID
		if err := followups.Add(tx, x); err != nil {
			return err
		}
	}
	return register.Import(tx, p.ID, p.Numbers, p.Partners, p.Asked)
}
