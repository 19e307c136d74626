package unit

import (
	"errors"
	"math"
	"slices"
	"strconv"
	"time"

	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A Kind is one of the limits a unit works by.
type Kind struct {
	code.Code
	Unit  string // days, hours or years
	Value string // what a new unit starts with, confirmed by nobody
	Basis string // and what that rests on, in Albanian
	Runs  string // since when it runs, in Albanian
}

const (
	protocol = "VKM nr. 578, datë 03.10.2018; numri i ditëve nuk është parë në akt"
	proposed = "Praktikë e propozuar; nuk është konfirmuar"
	keeping  = "Propozim; afati i ruajtjes nuk është parë në ligj"
)

// Rules are the limits there are. Their numbers were verified nowhere: each
// unit starts with a placeholder that is marked until somebody confirms it.
var Rules = []Kind{
	{Code: code.Code{Code: "assess_days", SQ: "Vlerësimi fillestar", EN: "Initial assessment"}, Unit: "days", Value: "5", Basis: protocol, Runs: "Nga hapja e dosjes."},
	{Code: code.Code{Code: "gtn_days", SQ: "Mbledhja e GTN-së", EN: "Meeting of the intersectoral group (GTN)"}, Unit: "days", Value: "10", Basis: protocol, Runs: "Nga vlerësimi fillestar."},
	{Code: code.Code{Code: "plan_days", SQ: "Plani Individual i Mbrojtjes (PIM)", EN: "Individual protection plan (PIM)"}, Unit: "days", Value: "30", Basis: protocol, Runs: "Nga mbledhja e GTN-së."},
	{Code: code.Code{Code: "review_days", SQ: "Rishikimi i PIM-it", EN: "Review of the plan (PIM)"}, Unit: "days", Value: "90", Basis: protocol, Runs: "Nga plani, kur plani nuk e thotë vetë ditën."},
	{Code: code.Code{Code: "handover_answer_days", SQ: "Përgjigjja për një dorëzim rasti", EN: "Answer to a hand-over"}, Unit: "days", Value: "5", Basis: proposed, Runs: "Nga dita kur rasti u ofrua."},
	{Code: code.Code{Code: "emergency_review_hours", SQ: "Shqyrtimi i një hyrjeje emergjente", EN: "Review of an emergency entry"}, Unit: "hours", Value: "72", Basis: proposed, Runs: "Nga hyrja; pa shqyrtim e drejta humbet."},
	{Code: code.Code{Code: "release_days", SQ: "Leja për të lexuar një pjesë të dosjes", EN: "Release of a part of a file"}, Unit: "days", Value: "30", Basis: proposed, Runs: "Nga dita kur u dha; jo më gjatë se 30 ditë."},
	{Code: code.Code{Code: "keep_file", SQ: "Ruajtja e dosjes", EN: "Keeping of a file"}, Unit: "years", Value: "5", Basis: keeping, Runs: "Nga mbyllja e dosjes."},
	{Code: code.Code{Code: "keep_sighting", SQ: "Ruajtja e shënimeve të konstatimeve", EN: "Keeping of the notes of sightings"}, Unit: "years", Value: "5", Basis: keeping, Runs: "Nga dita e konstatimit."},
}

// kindOf finds a limit by its code.
func kindOf(c string) (Kind, bool) {
	i := slices.IndexFunc(Rules, func(k Kind) bool { return k.Code.Code == c })
	if i < 0 {
		return Kind{}, false
	}
	return Rules[i], true
}

// limits are the largest values that make sense, by unit.
var limits = map[string]int{"days": 366, "hours": 720, "years": 50}

// A Rule is a limit from a day to a day. Without a value no clock runs.
type Rule struct {
	ID         string
	Version    int64
	Code       string // of Rules
	Value      string // a whole number from 1, or ""
	Unit       string // of the Kind
	LegalBasis string
	From, To   string // days; "" is open
	Verified   bool   // somebody held it against what it rests on
}

func (r *Rule) fields() []any {
	return []any{&r.ID, &r.Version, &r.Code, &r.Value, &r.Unit, &r.LegalBasis, &r.From, &r.To, &r.Verified}
}

var (
	rules    = store.NewUnitTable("unit_rule", "code, value, unit, legal_basis, valid_from, valid_to, verified", (*Rule).fields)
	allRules = store.ReadUnit(`SELECT id, version, code, value, unit, legal_basis, valid_from, valid_to, verified
		FROM unit_rule WHERE owner_id = $1 ORDER BY code, valid_from, id`)
)

func firstRules() (list []Rule) {
	for _, k := range Rules {
		list = append(list, Rule{Code: k.Code.Code, Value: k.Value, Unit: k.Unit, LegalBasis: k.Basis})
	}
	return list
}

// On reports whether the rule held on a day.
func (r Rule) On(day string) bool { return r.From <= day && (r.To == "" || day <= r.To) }

// Check says in Albanian what is wrong with the value, or "".
func (r Rule) Check() string {
	n, err := strconv.Atoi(r.Value)
	if r.Value != "" && (err != nil || n < 1 || n > limits[r.Unit] || strconv.Itoa(n) != r.Value) {
		return "Shkruani një numër të plotë nga 1 e lart, për shembull 5; jo më shumë se 366 ditë, 720 orë ose 50 vjet. Bosh: pa afat."
	}
	return ""
}

// Words is the value for the reader: "5 ditë", "72 orë", "5 vjet", "pa afat të caktuar".
func (r Rule) Words(l text.Lang) string {
	n, err := strconv.ParseInt(r.Value, 10, 64)
	switch {
	case err != nil:
		return text.T(l, "pa afat të caktuar")
	case r.Unit == "hours":
		return text.Count(l, &n, text.Forms{One: "1 orë", Many: "{n} orë"})
	case r.Unit == "years":
		return text.Count(l, &n, text.Forms{One: "1 vit", Many: "{n} vjet"})
	}
	return text.Count(l, &n, text.Forms{One: "1 ditë", Many: "{n} ditë"})
}

func readRules(tx *store.Tx) ([]Rule, error) { return store.All(tx, allRules, (*Rule).fields) }

func rulesOf(all []Rule, c string) (list []Rule) {
	for _, r := range all {
		if r.Code == c {
			list = append(list, r)
		}
	}
	return list
}

// notice is how many days beforehand it is said that something will be kept for a
// shorter time: what is erased does not come back, and one person says it.
const notice = 30

// errTooSoon says that a unit would keep things for a shorter time at once.
var errTooSoon = errors.New("unit: kept for a shorter time without notice")

// tooSoon reports whether a rule shortens how long things are kept, and begins
// before others had the time to see it. Without a value things are kept for ever.
func tooSoon(old []Rule, r Rule, today string) bool {
	if k, _ := kindOf(r.Code); k.Unit != "years" || r.From >= dayAfter(today, notice) {
		return false
	}
	years := func(r Rule) int {
		if n, err := strconv.Atoi(r.Value); err == nil {
			return n
		}
		return math.MaxInt
	}
	for _, o := range old {
		if o.On(r.From) {
			return years(r) < years(o)
		}
	}
	return years(r) < math.MaxInt
}

// dayAfter is the day some days after a day "2023-06-30".
func dayAfter(day string, n int) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.AddDate(0, 0, n).Format(time.DateOnly)
}

// setRule makes a rule hold from its day on. The rule before it ends the day
// before; a rule that begins on the same day is corrected in place.
func setRule(tx *store.Tx, r Rule) error {
	all, err := readRules(tx)
	if err != nil {
		return err
	}
	old := rulesOf(all, r.Code)
	if tooSoon(old, r, text.DayOf(tx.Now().Time)) {
		return errTooSoon
	}
	for _, o := range old {
		if o.From == r.From {
			return rules.Edit(tx, o.ID, o.Version, func(x *Rule) error {
				x.Value, x.LegalBasis, x.Verified = r.Value, r.LegalBasis, r.Verified
				return nil
			})
		}
	}
	r, ended := fit(old, r)
	for _, o := range ended {
		if err := rules.Edit(tx, o.ID, o.Version, func(x *Rule) error { x.To = o.To; return nil }); err != nil {
			return err
		}
	}
	r.ID = tx.NewID()
	return rules.Add(tx, r)
}

// fit makes room for a new rule among those of its code: it shortens the new one
// where a later one begins, and returns those that must end before it. Of any
// day at most one rule holds.
func fit(old []Rule, r Rule) (Rule, []Rule) {
	var ended []Rule
	for _, o := range old {
		switch {
		case o.From < r.From && (o.To == "" || o.To >= r.From):
			o.To = dayBefore(r.From)
			ended = append(ended, o)
		case o.From > r.From && (r.To == "" || r.To >= o.From):
			r.To = dayBefore(o.From)
		}
	}
	return r, ended
}

// confirmRule saves what a rule rests on, and whether it was held against it.
// Its value does not change: that is a new rule, from a day on.
func confirmRule(tx *store.Tx, to Rule) error {
	return rules.Edit(tx, to.ID, to.Version, func(r *Rule) error {
		r.LegalBasis, r.Verified = to.LegalBasis, to.Verified
		return nil
	})
}

// dayBefore is the day before a day "2023-06-30". Anything else stays as it is.
func dayBefore(day string) string {
	return dayAfter(day, -1)
}
