package analysis

import (
	"cmp"
	"slices"

	"tryeza/internal/figure"
	"tryeza/internal/register"
	"tryeza/internal/store"
)

// The records that overlap a span of days ($2 to $3), and what hangs on them.
const (
	theProgrammes = `(SELECT x.id FROM programme AS x WHERE x.committee_id = $1 AND x.starts_on <= $3 AND x.ends_on >= $2)`
	theProjects   = `(SELECT x.id FROM employment_project AS x WHERE x.committee_id = $1 AND x.starts_on <= $3 AND x.ends_on >= $2)`
	theCampaigns  = `(SELECT x.id FROM campaign_activity AS x WHERE x.committee_id = $1 AND x.starts_on <= $3 AND x.ends_on >= $2)`

	theSubjects = `(SELECT a.id FROM programme AS a WHERE a.committee_id = $1 AND a.starts_on <= $3 AND a.ends_on >= $2
		UNION ALL SELECT b.id FROM employment_project AS b WHERE b.committee_id = $1 AND b.starts_on <= $3 AND b.ends_on >= $2
		UNION ALL SELECT c.id FROM employment_fair AS c WHERE c.committee_id = $1 AND c.held_on >= $2 AND c.held_on <= $3
		UNION ALL SELECT e.id FROM campaign_activity AS e WHERE e.committee_id = $1 AND e.starts_on <= $3 AND e.ends_on >= $2
		UNION ALL SELECT f.id FROM training_session AS f WHERE f.committee_id = $1 AND f.starts_on <= $3 AND f.ends_on >= $2)`
)

var (
	heldIn         = store.Read(register.HeldIn)
	readProgrammes = store.Read(`SELECT p.id, p.institution_id, p.title, p.municipality, p.place, p.starts_on, p.ends_on, p.state, p.source, p.kind, p.weekdays, p.funding, p.funder, p.reason
		FROM programme AS p WHERE p.committee_id = $1 AND p.starts_on <= $3 AND p.ends_on >= $2 ORDER BY p.starts_on, p.title, p.id`)
	readServices  = store.Read(`SELECT s.programme_id, s.kind, s.institution_id FROM programme_service AS s WHERE s.committee_id = $1 AND s.programme_id IN ` + theProgrammes + ` ORDER BY s.programme_id, s.kind, s.id`)
	readPauses    = store.Read(`SELECT s.programme_id, s.day FROM programme_pause AS s WHERE s.committee_id = $1 AND s.programme_id IN ` + theProgrammes + ` ORDER BY s.programme_id, s.day`)
	readFollowups = store.Read(`SELECT s.programme_id, s.after_days, s.done_on FROM programme_followup AS s WHERE s.committee_id = $1 AND s.programme_id IN ` + theProgrammes + ` ORDER BY s.programme_id, s.after_days`)

	readProjects = store.Read(`SELECT p.id, p.institution_id, p.title, p.starts_on, p.ends_on, p.state, p.source, p.aim, p.sector, p.occupation, p.legal_basis, p.decision, p.approved_on
		FROM employment_project AS p WHERE p.committee_id = $1 AND p.starts_on <= $3 AND p.ends_on >= $2 ORDER BY p.starts_on, p.title, p.id`)
	readTargets = store.Read(`SELECT t.project_id, t.kind, t.value FROM employment_target AS t WHERE t.committee_id = $1 AND t.project_id IN ` + theProjects + ` ORDER BY t.project_id, t.kind, t.value`)
	readWatches = store.Read(`SELECT t.project_id, t.id, t.kind, t.institution_id, t.method, t.frequency, t.first_on, t.amount
		FROM employment_check AS t WHERE t.committee_id = $1 AND t.project_id IN ` + theProjects + ` ORDER BY t.project_id, t.first_on, t.kind, t.id`)
	readEmployers  = store.Read(`SELECT t.project_id, t.id FROM employment_employer AS t WHERE t.committee_id = $1 AND t.project_id IN ` + theProjects + ` ORDER BY t.project_id, t.id`)
	readPlacements = store.Read(`SELECT t.project_id, t.target, t.age, t.sex, t.started_on, t.ended_on, t.contract, t.insured, t.kept_30, t.kept_90, t.kept_180
		FROM employment_placement AS t WHERE t.committee_id = $1 AND t.project_id IN ` + theProjects + ` ORDER BY t.project_id, t.started_on, t.id`)
	readVisits = store.Read(`SELECT v.project_id, v.id, v.check_id, v.institution_id, v.planned_on, v.done_on, v.finding, v.measure, v.due_on, v.task_id, COALESCE(k.state, ''), v.recheck_of
		FROM employment_visit AS v LEFT JOIN task AS k ON k.committee_id = v.committee_id AND k.id = v.task_id
		WHERE v.committee_id = $1 AND v.project_id IN ` + theProjects + ` ORDER BY v.project_id, v.planned_on, v.done_on, v.id`)
	readFairs = store.Read(`SELECT f.id, f.institution_id, f.title, f.municipality, f.place, f.held_on, f.held_on, f.state, f.source
		FROM employment_fair AS f WHERE f.committee_id = $1 AND f.held_on >= $2 AND f.held_on <= $3 ORDER BY f.held_on, f.title, f.id`)

	readCampaigns = store.Read(`SELECT a.id, a.institution_id, a.title, a.municipality, a.place, a.starts_on, a.ends_on, a.state, a.source, a.kind, a.slot_id, a.media
		FROM campaign_activity AS a WHERE a.committee_id = $1 AND a.starts_on <= $3 AND a.ends_on >= $2 ORDER BY a.starts_on, a.title, a.id`)
	readFindings = store.Read(`SELECT f.campaign_id, f.what, f.age, f.institution_id, f.follow_up, f.done_on, f.task_id, COALESCE(k.state, ''), f.value, f.qualifier
		FROM campaign_finding AS f LEFT JOIN task AS k ON k.committee_id = f.committee_id AND k.id = f.task_id
		WHERE f.committee_id = $1 AND f.campaign_id IN ` + theCampaigns + ` ORDER BY f.campaign_id, f.what, f.id`)
	readCalendars = store.Read(`SELECT c.id, c.title, c.starts_on, c.ends_on, c.source FROM campaign_calendar AS c
		WHERE c.committee_id = $1 AND c.starts_on <= $3 AND c.ends_on >= $2 ORDER BY c.starts_on, c.id`)
	readSlots = store.Read(`SELECT s.calendar_id, s.id, s.title, s.starts_on, s.ends_on, s.audience, s.sector FROM campaign_slot AS s
		WHERE s.committee_id = $1 AND s.calendar_id IN (SELECT c.id FROM campaign_calendar AS c WHERE c.committee_id = $1 AND c.starts_on <= $3 AND c.ends_on >= $2)
		ORDER BY s.calendar_id, s.starts_on, s.id`)

	// What was learnt counts for years: all sessions are read, and who was there.
	readSessions = store.Read(`SELECT s.id, c.institution_id, c.title, s.municipality, s.place, s.starts_on, s.ends_on, s.state, c.source, p.valid_from, p.valid_to, c.valid_months
		FROM training_session AS s
		JOIN training_course AS c ON c.committee_id = s.committee_id AND c.id = s.course_id
		JOIN training_procedure AS p ON p.committee_id = c.committee_id AND p.id = c.procedure_id
		WHERE s.committee_id = $1 AND s.starts_on <= $2 ORDER BY s.starts_on, c.title, s.id`)
	readAttended = store.Read(`SELECT a.session_id, a.person_id, a.present, a.before_right, a.before_of, a.after_right, a.after_of
		FROM training_attendance AS a WHERE a.committee_id = $1 ORDER BY a.session_id, a.id`)
	readDuties = store.Read(`SELECT institution_id, job, valid_from, valid_to, staff, verified FROM training_duty
		WHERE committee_id = $1 ORDER BY institution_id, job, valid_from, id`)
	readTrained = store.Read(`SELECT id, institution_id, job, valid_from, valid_to FROM training_person WHERE committee_id = $1 ORDER BY institution_id, code, id`)

	// Of numbers by day only the totals are needed here.
	readNumbers = store.Read(`SELECT n.subject_id, n.what, n.day, n.part, n.value, n.qualifier FROM register_count AS n
		WHERE n.committee_id = $1 AND (n.day = '' OR n.part = '') AND n.subject_id IN ` + theSubjects)
	readWith = store.Read(`SELECT p.subject_id, p.institution_id, p.outside FROM register_partner AS p
		WHERE p.committee_id = $1 AND p.subject_id IN ` + theSubjects + ` ORDER BY p.subject_id, p.outside, p.id`)
)

func (r *Record) fields() []any {
	return []any{&r.ID, &r.Institution, &r.Title, &r.Municipality, &r.Place, &r.From, &r.To, &r.State, &r.Source}
}

// loadRegisters reads the records of the registers around the period.
func (d *Data) loadRegisters(tx *store.Tx) (err error) {
	if d.Held, err = register.ReadHeld(tx, heldIn, d.Period.Start(), d.Period.End()); err != nil {
		return err
	}
	for _, part := range []func(*store.Tx) error{d.loadProgrammes, d.loadProjects, d.loadCampaigns, d.loadTraining, d.loadNumbers} {
		if err := part(tx); err != nil {
			return err
		}
	}
	return nil
}

// hang reads rows that hang on records and hands each to its own.
func hang[T, R any](tx *store.Tx, q store.Query, fields func(*T) []any, at map[string]*R, add func(*R, T), args ...any) error {
	rows, err := store.All(tx, q, func(p *part[T]) []any { return append([]any{&p.of}, fields(&p.is)...) }, args...)
	for _, p := range rows {
		if r := at[p.of]; r != nil {
			add(r, p.is)
		}
	}
	return err
}

// byID finds the elements of a list by their id.
func byID[T any](list []T, id func(*T) string) map[string]*T {
	at := map[string]*T{}
	for i := range list {
		at[id(&list[i])] = &list[i]
	}
	return at
}

func (d *Data) loadProgrammes(tx *store.Tx) (err error) {
	from, to := d.season()
	d.Programmes, err = store.All(tx, readProgrammes, func(p *Programme) []any {
		return append(p.Record.fields(), &p.Kind, &p.Weekdays, &p.Funding, &p.Funder, &p.Reason)
	}, from, to)
	if err != nil {
		return err
	}
	at := byID(d.Programmes, func(p *Programme) string { return p.ID })
	type followed struct {
		after int64
		on    string
	}
	err = hang(tx, readServices, func(s *Service) []any { return []any{&s.Kind, &s.Institution} }, at, func(p *Programme, s Service) { p.Services = append(p.Services, s) }, from, to)
	if err != nil {
		return err
	}
	err = hang(tx, readPauses, one, at, func(p *Programme, day string) { p.Pauses = append(p.Pauses, day) }, from, to)
	if err != nil {
		return err
	}
	return hang(tx, readFollowups, func(f *followed) []any { return []any{&f.after, &f.on} }, at, func(p *Programme, f followed) {
		if p.Followed == nil {
			p.Followed = map[int64]string{}
		}
		p.Followed[f.after] = f.on
	}, from, to)
}

// one is the field of a row that is one text.
func one(s *string) []any { return []any{s} }

func (d *Data) loadProjects(tx *store.Tx) (err error) {
	from, to := d.season()
	d.Projects, err = store.All(tx, readProjects, func(p *Project) []any {
		return []any{&p.ID, &p.Institution, &p.Title, &p.From, &p.To, &p.State, &p.Source, &p.Aim, &p.Sector, &p.Occupation, &p.LegalBasis, &p.Decision, &p.ApprovedOn}
	}, from, to)
	if err != nil {
		return err
	}
	d.Fairs, err = store.All(tx, readFairs, func(f *Fair) []any { return f.Record.fields() }, from, to)
	if err != nil {
		return err
	}
	at := byID(d.Projects, func(p *Project) string { return p.ID })
	for _, step := range []func() error{
		func() error {
			return hang(tx, readTargets, (*pair).fields, at, func(p *Project, t pair) {
				if t.of == "group" {
					p.Groups = append(p.Groups, t.is)
				} else {
					p.Municipalities = append(p.Municipalities, t.is)
				}
			}, from, to)
		},
		func() error {
			return hang(tx, readWatches, func(w *Watch) []any {
				return []any{&w.ID, &w.Kind, &w.Institution, &w.Method, &w.Frequency, &w.FirstOn, &w.Amount}
			}, at, func(p *Project, w Watch) { p.Checks = append(p.Checks, w) }, from, to)
		},
		func() error {
			return hang(tx, readEmployers, one, at, func(p *Project, _ string) { p.Employers++ }, from, to)
		},
		func() error {
			return hang(tx, readPlacements, func(x *Placement) []any {
				return []any{&x.Group, &x.Age, &x.Sex, &x.StartedOn, &x.EndedOn, &x.Contract, &x.Insured, &x.Kept[0], &x.Kept[1], &x.Kept[2]}
			}, at, func(p *Project, x Placement) { p.Placed = append(p.Placed, x) }, from, to)
		},
		func() error {
			return hang(tx, readVisits, func(v *Visit) []any {
				return []any{&v.ID, &v.Check, &v.Institution, &v.PlannedOn, &v.DoneOn, &v.Finding, &v.Measure, &v.DueOn, &v.Task, &v.TaskState, &v.RecheckOf}
			}, at, func(p *Project, v Visit) { v.Project = p.ID; p.Visits = append(p.Visits, v) }, from, to)
		},
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// A findingRow is a Finding with a number that may be missing.
type findingRow struct {
	Finding
	value *figure.Number
}

func (d *Data) loadCampaigns(tx *store.Tx) (err error) {
	from, to := d.season()
	d.Campaigns, err = store.All(tx, readCampaigns, func(a *Campaign) []any { return append(a.Record.fields(), &a.Kind, &a.Slot, &a.Media) }, from, to)
	if err != nil {
		return err
	}
	at := byID(d.Campaigns, func(a *Campaign) string { return a.ID })
	err = hang(tx, readFindings, func(f *findingRow) []any {
		return []any{&f.What, &f.Age, &f.Institution, &f.FollowUp, &f.DoneOn, &f.Task, &f.TaskState, &f.value, &f.Quantity.Qualifier}
	}, at, func(a *Campaign, f findingRow) {
		if f.value != nil {
			f.Quantity.Number = *f.value
		}
		a.Findings = append(a.Findings, f.Finding)
	}, from, to)
	if err != nil {
		return err
	}
	d.Calendars, err = store.All(tx, readCalendars, func(c *Calendar) []any { return []any{&c.ID, &c.Title, &c.From, &c.To, &c.Source} }, from, to)
	if err != nil {
		return err
	}
	months := byID(d.Calendars, func(c *Calendar) string { return c.ID })
	return hang(tx, readSlots, func(s *Slot) []any { return []any{&s.ID, &s.Title, &s.From, &s.To, &s.Audience, &s.Sector} }, months,
		func(c *Calendar, s Slot) { c.Slots = append(c.Slots, s) }, from, to)
}

func (d *Data) loadTraining(tx *store.Tx) (err error) {
	_, to := d.season()
	d.Sessions, err = store.All(tx, readSessions, func(s *Session) []any {
		return append(s.Record.fields(), &s.ProcedureFrom, &s.ProcedureTo, &s.Months)
	}, to)
	if err != nil {
		return err
	}
	at := byID(d.Sessions, func(s *Session) string { return s.ID })
	err = hang(tx, readAttended, func(a *Attended) []any {
		return []any{&a.Person, &a.Present, &a.BeforeRight, &a.BeforeOf, &a.AfterRight, &a.AfterOf}
	}, at, func(s *Session, a Attended) { s.Attended = append(s.Attended, a) })
	if err != nil {
		return err
	}
	d.Duties, err = store.All(tx, readDuties, func(x *Duty) []any {
		return []any{&x.Institution, &x.Job, &x.From, &x.To, &x.Staff, &x.Verified}
	})
	if err != nil {
		return err
	}
	d.Trained, err = store.All(tx, readTrained, func(x *Professional) []any { return []any{&x.ID, &x.Institution, &x.Job, &x.From, &x.To} })
	return err
}

// records are all of them by id, to hang numbers and partners on.
func (d *Data) records() map[string]*Record {
	at := map[string]*Record{}
	add := func(r *Record) { r.Numbers = register.Numbers{}; at[r.ID] = r }
	for i := range d.Programmes {
		add(&d.Programmes[i].Record)
	}
	for i := range d.Projects {
		add(&d.Projects[i].Record)
	}
	for i := range d.Fairs {
		add(&d.Fairs[i].Record)
	}
	for i := range d.Campaigns {
		add(&d.Campaigns[i].Record)
	}
	for i := range d.Sessions {
		add(&d.Sessions[i].Record)
	}
	return at
}

func (d *Data) loadNumbers(tx *store.Tx) error {
	type row struct {
		register.Key
		value     *figure.Number
		qualifier figure.Qualifier
	}
	from, to := d.season()
	at := d.records()
	err := hang(tx, readNumbers, func(n *row) []any { return []any{&n.What, &n.Day, &n.Part, &n.value, &n.qualifier} }, at, func(r *Record, n row) {
		q := figure.Quantity{Qualifier: n.qualifier}
		if n.value != nil {
			q.Number = *n.value
		}
		r.Numbers[n.Key] = q
	}, from, to)
	if err != nil {
		return err
	}
	with := map[*Record][]pair{}
	err = hang(tx, readWith, (*pair).fields, at, func(r *Record, p pair) { with[r] = append(with[r], p) }, from, to)
	for r, list := range with {
		r.Partners = d.inOrder(list)
	}
	return err
}

// inOrder names partners: the institutions in the order of the committee, then those
// outside of it by their names.
func (d *Data) inOrder(list []pair) []string {
	slices.SortStableFunc(list, func(a, b pair) int {
		return cmp.Or(cmp.Compare(min(len(b.of), 1), min(len(a.of), 1)), cmp.Compare(d.Institutions[a.of].Position, d.Institutions[b.of].Position), cmp.Compare(a.is, b.is))
	})
	var names []string
	for _, p := range list {
		if p.of != "" {
			p.is = d.name(p.of)
		}
		names = append(names, p.is)
	}
	return names
}
