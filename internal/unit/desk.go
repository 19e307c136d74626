package unit

import (
	"errors"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// The counts of the desk. They read what other features of the room keep, codes
// and days only.
var (
	ownFiles      = store.ReadUnit(`SELECT count(*) FROM child WHERE owner_id = $1 AND worker_id = $2 AND state = 'open'`)
	ownAfterwards = store.ReadUnit(`SELECT count(DISTINCT e.id) FROM enrolment AS e JOIN child AS c ON c.owner_id = e.owner_id AND c.subject_id = e.subject_id
		WHERE e.owner_id = $1 AND c.owner_id = $1 AND c.worker_id = $2 AND c.state IN ('open', 'closed', 'moved') AND (e.found_30 = '' AND e.ends_on <= $3 OR e.found_90 = '' AND e.ends_on <= $4)
		AND e.child_id NOT IN (SELECT x.id FROM child AS x WHERE x.owner_id = $1 AND x.state = 'erased')`)
	withoutFile    = store.ReadUnit(`SELECT count(*) FROM sighting WHERE owner_id = $1 AND child_id = '' AND NOT removed`)
	ownSightings   = store.ReadUnit(`SELECT count(*) FROM sighting WHERE owner_id = $1 AND recorded_by = $2 AND seen_on >= $3 AND NOT removed`)
	parcelsOpen    = store.ReadUnit(`SELECT count(*) FROM handover_parcel WHERE owner_id = $1 AND state = 'offered' AND (due_on = '' OR due_on >= $2)`)
	parcelsLate    = store.ReadUnit(`SELECT count(*) FROM handover_parcel WHERE owner_id = $1 AND state = 'offered' AND due_on <> '' AND due_on < $2`)
	offersOpen     = store.ReadUnit(`SELECT count(*) FROM handover_offer WHERE owner_id = $1 AND state = 'offered' AND (due_on = '' OR due_on >= $2)`)
	offersLate     = store.ReadUnit(`SELECT count(*) FROM handover_offer WHERE owner_id = $1 AND state = 'offered' AND due_on <> '' AND due_on < $2`)
	ownNotices     = store.ReadUnit(`SELECT count(*) FROM disclosure_notice WHERE owner_id = $1 AND person_id = $2 AND seen_at = $3`)
	emergencies    = store.ReadUnit(`SELECT count(*) FROM disclosure_right WHERE owner_id = $1 AND kind = 'emergency' AND person_id <> $2 AND reviewed_at = $3`)
	exportsAwaited = store.ReadUnit(`SELECT count(*) FROM disclosure_export WHERE owner_id = $1 AND asked_by <> $2 AND approved_at = $3 AND NOT refused AND expires_at > $4`)
	lastRun        = store.ReadUnit(`SELECT at FROM retention_run WHERE owner_id = $1 AND NOT dry ORDER BY at DESC LIMIT 1`)
)

// An Overdue step of somebody's work, as package protection finds it.
type Overdue struct {
	Step   string // assessment, group, plan, review
	Worker string // who is responsible
}

// never is the instant of what has not happened.
var never store.Time

// A waiting is one kind of thing that waits at the desk.
type waiting struct {
	needs access.Permission // of who can do something about it
	path  string            // after /u/{unit}
	look  string            // of the box: late, waiting, plain
	words text.Forms        // what is counted, without the number
	count func(tx *store.Tx, d day) (int64, error)
}

// A day is when and for whom things are counted.
type day struct {
	today, monday string
	me            string
}

func newDay(tx *store.Tx) day {
	today := text.DayOf(tx.Now().Time)
	return day{today: today, monday: mondayOf(today), me: tx.Grant().Actor()}
}

// mondayOf is the first day of the week of a day.
func mondayOf(today string) string {
	t, err := time.Parse(time.DateOnly, today)
	if err != nil {
		return today
	}
	return t.AddDate(0, 0, -(int(t.Weekday())+6)%7).Format(time.DateOnly)
}

// waits are in the order of the page: what is late first.
var waits = []waiting{
	{access.ReadHandovers, "/handover", "late", text.Forms{One: "dorëzim që pret përgjigjen tonë, me vonesë", Many: "dorëzime që presin përgjigjen tonë, me vonesë"},
		func(tx *store.Tx, d day) (int64, error) { return store.Value[int64](tx, parcelsLate, d.today) }},
	{access.ReadHandovers, "/handover", "late", text.Forms{One: "dorëzim pa përgjigje nga njësia tjetër, me vonesë", Many: "dorëzime pa përgjigje nga njësitë e tjera, me vonesë"},
		func(tx *store.Tx, d day) (int64, error) { return store.Value[int64](tx, offersLate, d.today) }},
	{access.ReviewLooks, "/disclosure", "late", text.Forms{One: "hyrje emergjente për t'u shqyrtuar", Many: "hyrje emergjente për t'u shqyrtuar"},
		func(tx *store.Tx, d day) (int64, error) { return store.Value[int64](tx, emergencies, d.me, never) }},
	{access.ReadDisclosures, "/disclosure", "waiting", text.Forms{One: "njoftim i palexuar për hapje dosjesh", Many: "njoftime të palexuara për hapje dosjesh"},
		func(tx *store.Tx, d day) (int64, error) { return store.Value[int64](tx, ownNotices, d.me, never) }},
	{access.ApproveExport, "/disclosure", "waiting", text.Forms{One: "nxjerrje dosjesh që pret miratim", Many: "nxjerrje dosjesh që presin miratim"},
		func(tx *store.Tx, d day) (int64, error) {
			return store.Value[int64](tx, exportsAwaited, d.me, never, tx.Now())
		}},
	{access.ReadHandovers, "/handover", "waiting", text.Forms{One: "dorëzim që pret përgjigjen tonë", Many: "dorëzime që presin përgjigjen tonë"},
		func(tx *store.Tx, d day) (int64, error) { return store.Value[int64](tx, parcelsOpen, d.today) }},
	{access.ReadHandovers, "/handover", "plain", text.Forms{One: "dorëzim që pret njësinë tjetër", Many: "dorëzime që presin njësitë e tjera"},
		func(tx *store.Tx, d day) (int64, error) { return store.Value[int64](tx, offersOpen, d.today) }},
	{access.LinkSightings, "/sighting", "waiting", text.Forms{One: "konstatim pa dosje", Many: "konstatime pa dosje"},
		func(tx *store.Tx, d day) (int64, error) { return store.Value[int64](tx, withoutFile) }},
	{access.ReadEnrolments, "/enrolment", "waiting", text.Forms{One: "fëmijë i cili pritet të shihet pas programit veror", Many: "fëmijë që priten të shihen pas programeve verore"},
		func(tx *store.Tx, d day) (int64, error) {
			return store.Value[int64](tx, ownAfterwards, d.me, text.DaysAfter(d.today, -30), text.DaysAfter(d.today, -90))
		}},
	{access.ListFiles, "/child", "plain", text.Forms{One: "dosje e hapur për të cilën përgjigjeni", Many: "dosje të hapura për të cilat përgjigjeni"},
		func(tx *store.Tx, d day) (int64, error) { return store.Value[int64](tx, ownFiles, d.me) }},
	{access.RecordSightings, "/sighting", "plain", text.Forms{One: "konstatimi juaj këtë javë", Many: "konstatimet tuaja këtë javë"},
		func(tx *store.Tx, d day) (int64, error) { return store.Value[int64](tx, ownSightings, d.me, d.monday) }},
}

// overdueWords are the steps of protection that are late, in their order.
var overdueWords = []struct {
	step  string
	words text.Forms
}{
	{"assessment", text.Forms{One: "vlerësim fillestar me vonesë", Many: "vlerësime fillestare me vonesë"}},
	{"group", text.Forms{One: "mbledhje e GTN-së me vonesë", Many: "mbledhje të GTN-së me vonesë"}},
	{"plan", text.Forms{One: "PIM me vonesë", Many: "PIM-e me vonesë"}},
	{"review", text.Forms{One: "rishikim PIM-i me vonesë", Many: "rishikime PIM-i me vonesë"}},
}

// A Box counts one kind of thing and opens the list of them.
type Box struct {
	N           int64
	Label, Path string
	Look        string
}

func newBox(l text.Lang, n int64, words text.Forms, path, look string) Box {
	return Box{n, text.Count(l, &n, words), path, look}
}

// boxes are what waits for the actor of the transaction, without what is none.
func (o Options) boxes(tx *store.Tx, l text.Lang, base string) ([]Box, error) {
	d := newDay(tx)
	list, err := o.overdue(tx, l, base, d)
	for _, w := range waits {
		if err != nil {
			return nil, err
		}
		if !tx.Grant().Can(w.needs) {
			continue
		}
		var n int64
		if n, err = w.count(tx, d); n > 0 {
			list = append(list, newBox(l, n, w.words, base+w.path, w.look))
		}
	}
	return list, err
}

// overdue counts what is late in the files: of the whole unit for who assigns
// them, of their own for the others.
func (o Options) overdue(tx *store.Tx, l text.Lang, base string, d day) (list []Box, err error) {
	if o.Due == nil || !tx.Grant().Can(access.ListFiles) {
		return nil, nil
	}
	late, err := o.Due(tx, d.today)
	whole := tx.Grant().Can(access.AssignFiles)
	for _, s := range overdueWords {
		n := int64(0)
		for _, x := range late {
			if x.Step == s.step && (whole || x.Worker == d.me) {
				n++
			}
		}
		if n > 0 {
			list = append(list, newBox(l, n, s.words, base+"/child", "late"))
		}
	}
	return list, err
}

// lastRetention is when the keeping rules last ran; the zero Time when they
// never did.
func lastRetention(tx *store.Tx) (store.Time, error) {
	at, err := store.Value[store.Time](tx, lastRun)
	if errors.Is(err, store.ErrNotFound) {
		err = nil
	}
	return at, err
}
