package exchange

import (
	"cmp"
	"errors"

	"tryeza/internal/store"
)

var (
	readCalendars = ofRecords(`'', 0, r.id, r.title, r.starts_on, r.ends_on, r.approved_on, r.source, r.note`, `campaign_calendar`, thatRan)
	readSlots     = under(`0, t.id, t.starts_on, t.ends_on, t.title, t.audience, t.sector, t.note`, `campaign_slot`, `calendar_id`, `campaign_calendar`, thatRan)
	readCampaigns = ofRecords(`'', 0, r.id, r.institution_id, r.title, r.kind, r.starts_on, r.ends_on, r.hour, r.municipality, r.place, r.state, r.reason,
		r.slot_id, r.activity_id, r.media, r.source, r.note`, `campaign_activity`, thatRan)
	readFindings = under(`0, t.id, t.what, t.value, t.qualifier, t.age, t.institution_id, t.follow_up, t.done_on, t.task_id`,
		`campaign_finding`, `campaign_id`, `campaign_activity`, thatRan)
	readCampaignFiles    = under(`0, t.id, t.name, t.media_type, t.consent, t.note, t.added_at, t.content`, `campaign_file`, `campaign_id`, `campaign_activity`, thatRan)
	readCampaignNumbers  = countedOf(`campaign_activity`, thatRan)
	readCampaignPartners = partnersOf(`campaign_activity`, thatRan)
)

func (d *Document) loadCalendars(tx *store.Tx) error {
	from, to := d.days()
	list, err := group(tx, readCalendars, func(c *CampaignCalendar) []any {
		return []any{&c.ID, &c.Title, &c.StartsOn, &c.EndsOn, &c.ApprovedOn, &c.Source, &c.Note}
	}, func(a, b *CampaignCalendar) int { return cmp.Compare(a.StartsOn, b.StartsOn) }, from, to)
	if err != nil {
		return err
	}
	d.Calendars = list[""]
	at := byID(d.Calendars, func(c *CampaignCalendar) string { return c.ID })
	return hang(tx, readSlots, func(s *Slot) []any {
		return []any{&s.ID, &s.StartsOn, &s.EndsOn, &s.Title, &s.Audience, &s.Sector, &s.Note}
	}, func(a, b *Slot) int { return cmp.Compare(a.StartsOn, b.StartsOn) }, own(at, func(c *CampaignCalendar, l []Slot) { c.Slots = l }), from, to)
}

func (d *Document) loadCampaigns(tx *store.Tx) error {
	from, to := d.days()
	list, err := group(tx, readCampaigns, func(c *Campaign) []any {
		return []any{&c.ID, &c.Institution, &c.Title, &c.Kind, &c.StartsOn, &c.EndsOn, &c.Hour, &c.Municipality, &c.Place, &c.State, &c.Reason,
			&c.Slot, &c.Activity, &c.Media, &c.Source, &c.Note}
	}, func(a, b *Campaign) int {
		return cmp.Or(cmp.Compare(a.StartsOn, b.StartsOn), cmp.Compare(a.Hour, b.Hour))
	}, from, to)
	if err != nil {
		return err
	}
	d.Campaigns = list[""]
	at := byID(d.Campaigns, func(c *Campaign) string { return c.ID })
	return errors.Join(
		hang(tx, readFindings, func(f *Finding) []any {
			return []any{&f.ID, &f.What, &f.Value, &f.Qualifier, &f.Age, &f.Institution, &f.FollowUp, &f.DoneOn, &f.Task}
		}, func(a, b *Finding) int { return cmp.Compare(a.What, b.What) }, own(at, func(c *Campaign, l []Finding) { c.Findings = l }), from, to),
		hang(tx, readCampaignFiles, func(f *CampaignFile) []any {
			return []any{&f.ID, &f.Name, &f.MediaType, &f.Consent, &f.Note, (*instant)(&f.AddedAt), &f.Content}
		}, func(a, b *CampaignFile) int { return cmp.Compare(a.Name, b.Name) }, own(at, func(c *Campaign, l []CampaignFile) { c.Files = l }), from, to),
		hang(tx, readCampaignNumbers, (*Counted).fields, (*Counted).less, own(at, func(c *Campaign, l []Counted) { c.Numbers = l }), from, to),
		hang(tx, readCampaignPartners, (*Partner).fields, (*Partner).less, own(at, func(c *Campaign, l []Partner) { c.Partners = l }), from, to),
	)
}
