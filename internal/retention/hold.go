package retention

import (
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A Hold says that a file must not be erased, from a day on.
type Hold struct {
	ID        string
	Version   int64
	Child     string
	Basis     string // Bases
	From, To  string // days; To is "" until somebody ends it
	By, Ended string // accounts
	Code      string // of the file
}

func (h *Hold) fields() []any {
	return []any{&h.ID, &h.Version, &h.Child, &h.Basis, &h.From, &h.To, &h.By, &h.Ended}
}

// Bases are why a file may be held.
var Bases = code.List{
	{Code: "court", SQ: "kërkesë e gjykatës ose e prokurorisë", EN: "asked for by a court or a prosecutor"},
	{Code: "complaint", SQ: "ankesë ose inspektim që vazhdon", EN: "a complaint or an inspection under way"},
	{Code: "claim", SQ: "pretendim ligjor i fëmijës ose i familjes", EN: "a legal claim of the child or the family"},
	{Code: "family", SQ: "kërkesë e fëmijës ose e familjes që dosja të mos fshihet", EN: "the child or the family asked that it not be erased"},
}

var (
	holds    = store.NewUnitTable("retention_hold", "child_id, basis, from_on, until_on, set_by, ended_by", (*Hold).fields)
	allHolds = store.ReadUnit(`SELECT h.id, h.version, h.child_id, h.basis, h.from_on, h.until_on, h.set_by, h.ended_by, c.code
		FROM retention_hold AS h JOIN child AS c ON c.owner_id = $1 AND c.id = h.child_id WHERE h.owner_id = $1 ORDER BY h.from_on DESC, h.id`)
	fileByCode = store.ReadUnit(`SELECT id FROM child WHERE owner_id = $1 AND code = $2 AND state <> 'erased'`)
	conflicts  = store.ReadUnit(`SELECT child_id FROM child_person WHERE owner_id = $1 AND person_id = $2 AND relation = 'conflict'
		AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $3)`)
)

// On reports whether the hold is in force on a day.
func (h Hold) On(day string) bool { return h.From <= day && (h.To == "" || day <= h.To) }

func readHolds(tx *store.Tx) ([]Hold, error) {
	return store.All(tx, allHolds, func(h *Hold) []any { return append(h.fields(), &h.Code) })
}

// hold keeps a file, named by its code, from being erased from today on. It fails
// with store.ErrNotFound where there is no such file for this person.
func hold(tx *store.Tx, code, basis, until string) error {
	id, err := store.Value[string](tx, fileByCode, code)
	if err != nil {
		return err
	}
	apart, err := apart(tx)
	if err != nil {
		return err
	}
	if apart[id] {
		return store.ErrNotFound
	}
	return holds.Add(tx, Hold{ID: tx.NewID(), Child: id, Basis: basis, From: text.DayOf(tx.Now().Time), To: until, By: tx.Grant().Actor()})
}

// release ends a hold at once: yesterday was its last day. Who has a conflict of
// interest with the file would let it be erased: for them there is no such hold.
func release(tx *store.Tx, id string, version int64) error {
	was, err := holds.Get(tx, id)
	if err != nil {
		return err
	}
	apart, err := apart(tx)
	if err != nil {
		return err
	}
	if apart[was.Child] {
		return store.ErrNotFound
	}
	return holds.Edit(tx, id, version, func(h *Hold) error {
		h.To, h.Ended = text.DayOf(tx.Now().AddDate(0, 0, -1)), tx.Grant().Actor()
		return nil
	})
}

// apart are the files with which the person has a conflict of interest: for them
// those are not there.
func apart(tx *store.Tx) (map[string]bool, error) {
	list, err := store.All(tx, conflicts, one, tx.Grant().Actor(), text.DayOf(tx.Now().Time))
	set := map[string]bool{}
	for _, id := range list {
		set[id] = true
	}
	return set, err
}

// tidyCode is the code of a file as it is kept: people leave out the letter, the
// dash, or write it small.
func tidyCode(s string) string {
	s = strings.ToUpper(strings.Join(strings.Fields(s), ""))
	switch rest, letter := strings.CutPrefix(s, "D"); {
	case len(s) == 6 && !strings.Contains(s, "-"):
		return "D-" + s
	case len(s) == 7 && letter:
		return "D-" + rest
	}
	return s
}
