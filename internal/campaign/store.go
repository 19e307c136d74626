package campaign

import (
	"tryeza/internal/register"
	"tryeza/internal/store"
)

func (a *Activity) fields() []any {
	return []any{&a.ID, &a.Version, &a.InstitutionID, &a.Title, &a.Kind, &a.StartsOn, &a.EndsOn, &a.Hour, &a.Municipality, &a.Place,
		&a.State, &a.Reason, &a.SlotID, &a.ActivityID, &a.Media, &a.Source, &a.Note}
}

func (x *Finding) fields() []any {
	return []any{&x.ID, &x.Version, &x.CampaignID, &x.What, &x.Value, &x.Qualifier, &x.Age, &x.InstitutionID, &x.FollowUp, &x.DoneOn, &x.TaskID}
}

// about is what lists show of a file: everything but its content.
func (f *File) about() []any {
	return []any{&f.ID, &f.Version, &f.CampaignID, &f.Name, &f.MediaType, &f.Size, &f.Consent, &f.Note, &f.AddedAt}
}

func (f *File) fields() []any { return append(f.about(), &f.Content) }

func (c *Calendar) fields() []any {
	return []any{&c.ID, &c.Version, &c.Title, &c.StartsOn, &c.EndsOn, &c.ApprovedOn, &c.Source, &c.Note}
}

func (s *Slot) fields() []any {
	return []any{&s.ID, &s.Version, &s.CalendarID, &s.StartsOn, &s.EndsOn, &s.Title, &s.Audience, &s.Sector, &s.Note}
}

var (
	activities = store.NewTable("campaign_activity", "institution_id, title, kind, starts_on, ends_on, hour, municipality, place, state, reason, slot_id, activity_id, media, source, note", (*Activity).fields)
	findings   = store.NewTable("campaign_finding", "campaign_id, what, value, qualifier, age, institution_id, follow_up, done_on, task_id", (*Finding).fields)
	photos     = store.NewTable("campaign_file", "campaign_id, name, media_type, size, consent, note, added_at, content", (*File).fields)
	calendars  = store.NewTable("campaign_calendar", "title, starts_on, ends_on, approved_on, source, note", (*Calendar).fields)
	slots      = store.NewTable("campaign_slot", "calendar_id, starts_on, ends_on, title, audience, sector, note", (*Slot).fields)

	allActivities = store.Read(`SELECT id, version, institution_id, title, kind, starts_on, ends_on, hour, municipality, place, state, reason, slot_id, activity_id, media, source, note
		FROM campaign_activity WHERE committee_id = $1 ORDER BY starts_on, hour, title, id`)
	activitiesFrom = store.Read(`SELECT id, version, institution_id, title, kind, starts_on, ends_on, hour, municipality, place, state, reason, slot_id, activity_id, media, source, note
		FROM campaign_activity WHERE committee_id = $1 AND (starts_on <= $3 AND ends_on >= $2 OR slot_id IN (
			SELECT s.id FROM campaign_slot AS s WHERE s.committee_id = $1 AND s.calendar_id = $4)) ORDER BY starts_on, hour, title, id`)
	findingsOf = store.Read(`SELECT id, version, campaign_id, what, value, qualifier, age, institution_id, follow_up, done_on, task_id
		FROM campaign_finding WHERE committee_id = $1 AND campaign_id = $2 ORDER BY what, id`)
	countsIn = store.Read(`SELECT ` + register.CountColumns + ` FROM campaign_activity AS a JOIN register_count AS n ON n.committee_id = a.committee_id AND n.subject_id = a.id
		WHERE a.committee_id = $1 AND a.starts_on <= $3 AND a.ends_on >= $2`)
	findingsIn = store.Read(`SELECT x.id, x.version, x.campaign_id, x.what, x.value, x.qualifier, x.age, x.institution_id, x.follow_up, x.done_on, x.task_id
		FROM campaign_activity AS a JOIN campaign_finding AS x ON x.committee_id = a.committee_id AND x.campaign_id = a.id
		WHERE a.committee_id = $1 AND a.starts_on <= $3 AND a.ends_on >= $2 ORDER BY x.what, x.id`)
	filesOf = store.Read(`SELECT id, version, campaign_id, name, media_type, size, consent, note, added_at
		FROM campaign_file WHERE committee_id = $1 AND campaign_id = $2 ORDER BY added_at, id`)
	allCalendars = store.Read(`SELECT id, version, title, starts_on, ends_on, approved_on, source, note
		FROM campaign_calendar WHERE committee_id = $1 ORDER BY starts_on DESC, title, id`)
	slotsOf = store.Read(`SELECT id, version, calendar_id, starts_on, ends_on, title, audience, sector, note
		FROM campaign_slot WHERE committee_id = $1 AND calendar_id = $2 ORDER BY starts_on, ends_on, title, id`)
	allSlots = store.Read(`SELECT s.id, s.version, s.calendar_id, s.starts_on, s.ends_on, s.title, s.audience, s.sector, s.note
		FROM campaign_slot AS s WHERE s.committee_id = $1 ORDER BY s.starts_on DESC, s.title, s.id`)
	carriedOut = store.Read(`SELECT COUNT(*) FROM campaign_activity WHERE committee_id = $1 AND slot_id = $2`)
)

// Load reads an activity with its numbers, partners, requests, findings, and its
// files without their content.
func Load(tx *store.Tx, id string) (Activity, error) {
	a, err := activities.Get(tx, id)
	if err == nil {
		err = a.loadParts(tx)
	}
	return a, err
}

func (a *Activity) loadParts(tx *store.Tx) (err error) {
	if a.Numbers, err = register.LoadNumbers(tx, a.ID); err != nil {
		return err
	}
	if a.Partners, err = register.LoadPartners(tx, a.ID); err != nil {
		return err
	}
	if a.Asked, err = register.LoadAsked(tx, a.ID); err != nil {
		return err
	}
	if a.Findings, err = store.All(tx, findingsOf, (*Finding).fields, a.ID); err != nil {
		return err
	}
	a.Files, err = store.All(tx, filesOf, (*File).about, a.ID)
	return err
}

// loadAll reads the parts of each activity that lists need: numbers and findings.
func loadAll(tx *store.Tx, list []Activity) error {
	if len(list) == 0 {
		return nil
	}
	from, to := list[0].StartsOn, list[0].EndsOn
	for _, a := range list {
		from, to = min(from, a.StartsOn), max(to, a.EndsOn)
	}
	numbers, err := register.NumbersIn(tx, countsIn, from, to)
	if err != nil {
		return err
	}
	rows, err := store.All(tx, findingsIn, (*Finding).fields, from, to)
	found := map[string][]Finding{}
	for _, x := range rows {
		found[x.CampaignID] = append(found[x.CampaignID], x)
	}
	for i, a := range list {
		list[i].Numbers, list[i].Findings = numbers[a.ID], found[a.ID]
	}
	return err
}

// LoadCalendar reads a calendar with its slots, in the order of their days.
func LoadCalendar(tx *store.Tx, id string) (Calendar, error) {
	c, err := calendars.Get(tx, id)
	if err != nil {
		return c, err
	}
	c.Slots, err = store.All(tx, slotsOf, (*Slot).fields, id)
	return c, err
}

// add keeps a calendar with its slots.
func (c Calendar) add(tx *store.Tx) error {
	if err := calendars.Add(tx, c); err != nil {
		return err
	}
	for _, s := range c.Slots {
		s.CalendarID = c.ID
		if s.ID == "" {
			s.ID = tx.NewID()
		}
		if err := slots.Add(tx, s); err != nil {
			return err
		}
	}
	return nil
}
