package reporting

import (
	"slices"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// A Check is something in a return to look at before it is sent: shown beside
// its field while it is filled in, and all together before sending.
type Check struct {
	Kind     string // of the task: "activity", "topic", "problem", "measure"
	ID       string // of the activity, topic, problem or measure
	Field    string // of its form
	Message  string // Albanian, says how to mend it; for text.T with Args
	Args     []any
	Blocking bool // cannot be sent like this; a warning can, once it was looked at
	Blank    bool // nothing is wrong, something is not answered
}

// In is the message in a language.
func (c Check) In(l text.Lang) string {
	args := slices.Clone(c.Args)
	for i, a := range args {
		switch v := a.(type) {
		case figure.Number:
			args[i] = text.Number(l, int64(v))
		case code.Code:
			args[i] = v.Name(l)
		case privateWords:
			args[i] = text.PrivateMessage(l, v)
		case []code.Code:
			var names []string
			for _, c := range v {
				names = append(names, c.Name(l))
			}
			args[i] = text.ListUpTo(l, names, 4)
		}
	}
	return text.T(l, c.Message, args...)
}

// Checks lists what is to be looked at in a whole return, in the order of its
// rows. It compares with r.Before where that was read.
func Checks(r Return) []Check {
	var list []Check
	for _, it := range r.Items {
		if it.Activity.State != "cancelled" {
			list = append(list, CheckItem(r, it)...)
		}
	}
	for _, t := range code.Topics {
		list = append(list, CheckTopic(r, t)...)
	}
	for _, p := range r.Problems {
		list = append(list, private("problem", p.ID, "body", p.Body)...)
	}
	for _, m := range r.Measures {
		list = append(list, private("measure", m.ID, "body", m.Body)...)
	}
	return append(list, checkSaid(r)...)
}

// Blocks reports whether one of the checks keeps the return from being sent.
func Blocks(list []Check) bool {
	return slices.ContainsFunc(list, func(c Check) bool { return c.Blocking })
}

// checkSaid asks for a word on problems and measures: blank is not "none".
func checkSaid(r Return) []Check {
	var list []Check
	if !r.NoProblems && len(r.Problems) == 0 {
		list = append(list, Check{Kind: "problems", Message: "Thoni nëse u hasën problematika; edhe «asnjë» është përgjigje.", Blank: true})
	}
	if !r.NoMeasures && len(r.Measures) == 0 {
		list = append(list, Check{Kind: "measures", Message: "Thoni nëse u morën ose priten masa; edhe «asnjë» është përgjigje.", Blank: true})
	}
	return list
}

// CheckItem checks what is said of one activity.
func CheckItem(r Return, it Item) []Check {
	list := it.checkState(r.Period)
	for field, s := range map[string]string{"place": it.Place, "what": it.What, "partners": it.Partners, "reason": it.Reason} {
		list = append(list, private("activity", it.ActivityID, field, s)...)
	}
	slices.SortStableFunc(list, func(a, b Check) int { return strings.Compare(a.Field, b.Field) })
	list = append(list, r.checkParts("activity", it.ActivityID, Key{OfParticipants, it.ActivityID, ""}, "participants", participants)...)
	for _, ind := range it.Activity.Indicators {
		k := Key{OfIndicator, ind.ID, ""}
		list = append(list, r.checkFall("activity", it.ActivityID, k, "indicator-"+ind.ID, code.Code{SQ: ind.Name, EN: ind.Name})...)
	}
	if blank := it.blank(r.Values); len(blank) > 0 {
		var names []code.Code
		for _, ind := range blank {
			names = append(names, code.Code{SQ: ind.Name, EN: ind.Name})
		}
		list = append(list, Check{Kind: "activity", ID: it.ActivityID, Field: "indicator-" + blank[0].ID, Blank: true,
			Message: "Pa përgjigje: %s. Shkruani numrin, zero, ose zgjidhni «nuk dihet».", Args: []any{names}})
	}
	return list
}

// participants are counted by sex and by age.
var participants = []code.Breakdown{code.BySex, code.ByAge}

// checkState checks the state of an activity against its date and its reason.
func (it Item) checkState(p figure.Period) []Check {
	at := func(field, message string, blocking bool, args ...any) Check {
		return Check{Kind: "activity", ID: it.ActivityID, Field: field, Message: message, Args: args, Blocking: blocking}
	}
	var list []Check
	done := it.State == "done" || it.State == "done_late"
	switch {
	case it.State == "":
		c := at("state", "Zgjidhni gjendjen e aktivitetit.", false)
		c.Blank = true
		list = append(list, c)
	case needsReason(it.State) && it.Reason == "":
		list = append(list, at("reason", "Shkruani arsyen pse nuk u realizua, ose pse vetëm pjesërisht.", true))
	case done && it.DoneOn == "":
		list = append(list, at("done", "Shkruani datën kur u realizua: pa të nuk dihet nëse u bë në afat.", false))
	case it.State == "done" && it.Activity.DueOn != "" && it.DoneOn > it.Activity.DueOn:
		list = append(list, at("state", "Data është pas afatit %s: aktiviteti do të numërohet i realizuar me vonesë.", false, text.Day(it.Activity.DueOn)))
	}
	switch {
	case it.DoneOn > p.End():
		list = append(list, at("done", "Data është pas fundit të periudhës (%s). Korrigjojeni, ose raportojeni në periudhën tjetër.", true, text.Day(p.End())))
	case it.DoneOn != "" && it.DoneOn < p.Start():
		list = append(list, at("done", "Data është para fillimit të periudhës (%s). Kontrollojeni; nëse është e saktë, lëreni.", false, text.Day(p.Start())))
	}
	return list
}

// CheckTopic checks what is told and counted on one topic.
func CheckTopic(r Return, t code.Topic) []Check {
	t = r.asks(t)
	n := r.Narrative(t.Code)
	list := private("topic", t.Code, "body", n.Body)
	var blank []code.Code
	for _, c := range t.Counts {
		k, name := Key{OfTopic, c.Code, ""}, code.Code{SQ: c.SQ, EN: c.EN}
		list = append(list, r.checkParts("topic", t.Code, k, "count-"+c.Code, c.Breakdowns)...)
		list = append(list, r.checkFall("topic", t.Code, k, "count-"+c.Code, name)...)
		list = append(list, r.checkWithin(t, c)...)
		if !r.given(c.Code) {
			blank = append(blank, name)
		}
	}
	if n.Asked && len(blank) > 0 {
		list = append(list, Check{Kind: "topic", ID: t.Code, Field: "count-" + firstBlank(r, t), Blank: true,
			Message: "Pa përgjigje: %s. Shkruani numrin, zero, ose zgjidhni «nuk dihet».", Args: []any{blank}})
	}
	if n.Asked && len(t.Counts) == 0 && n.Body == "" {
		list = append(list, Check{Kind: "topic", ID: t.Code, Field: "body", Message: "Kësaj teme nuk i jeni përgjigjur.", Blank: true})
	}
	return list
}

func firstBlank(r Return, t code.Topic) string {
	for _, c := range t.Counts {
		if !r.given(c.Code) {
			return c.Code
		}
	}
	return ""
}

// checkParts holds a total against each of its breakdowns. A sum that is larger
// cannot be true; one that is smaller, with every part given, is to be looked at.
func (r Return) checkParts(kind, id string, k Key, field string, breakdowns []code.Breakdown) []Check {
	var list []Check
	total := r.Values[k].Quantity
	for _, b := range breakdowns {
		parts, some := r.parts(k, b)
		if gap, ok := figure.Reconcile(total, parts); some && !ok {
			list = append(list, gapCheck(kind, id, field, total, parts, gap))
		}
		if b == code.ByOrigin {
			list = append(list, r.checkOrigins(kind, id, k, field)...)
		}
	}
	return list
}

func gapCheck(kind, id, field string, total figure.Quantity, parts []figure.Quantity, gap figure.Number) Check {
	sum, _ := figure.Add(parts...)
	c := Check{Kind: kind, ID: id, Field: field, Args: []any{sum.Number, total.Number}, Blocking: gap < 0,
		Message: "Ndarja bën %s, por gjithsej keni shkruar %s. Korrigjoni njërën."}
	if gap > 0 {
		c.Message = "Ndarja bën vetëm %s nga %s gjithsej. Shtoni ata që mungojnë, ose shkruajini te «pa të dhënë»."
	}
	return c
}

// parts lists the cells of a breakdown; some says that any was given.
func (r Return) parts(k Key, b code.Breakdown) (list []figure.Quantity, some bool) {
	count, _, _ := code.FindCount(k.ID)
	for _, c := range bands(b, k.Subject == OfTopic && count.Unit == "children", r.Values.under(k, b)) {
		q := r.Values.Get(k.Subject, k.ID, cellPart(b, c.Code))
		list = append(list, q)
		some = some || q.Qualifier != ""
	}
	return list, some
}

// checkOrigins holds the municipalities people came from against "elsewhere",
// of which they are the known part.
func (r Return) checkOrigins(kind, id string, k Key, field string) []Check {
	from := []figure.Quantity{{Qualifier: figure.NotKnown}} // the rest need not be known
	for _, m := range code.Municipalities {
		if q := r.Values.Get(k.Subject, k.ID, "origin="+m.Code); q.Qualifier != "" {
			from = append(from, q)
		}
	}
	elsewhere := r.Values.Get(k.Subject, k.ID, "origin=elsewhere")
	gap, ok := figure.Reconcile(elsewhere, from)
	if ok || len(from) == 1 {
		return nil
	}
	sum, _ := figure.Add(from...)
	return []Check{{Kind: kind, ID: id, Field: field, Args: []any{sum.Number, elsewhere.Number}, Blocking: gap < 0,
		Message: "Sipas bashkive të origjinës janë %s, por nga bashki të tjera keni shkruar %s. Korrigjoni njërën."}}
}

// checkWithin refuses a count that exceeds the one it is part of: distinct
// children cannot be more than sightings.
func (r Return) checkWithin(t code.Topic, c code.Count) []Check {
	if c.Within == "" {
		return nil
	}
	part, whole := r.Values.Get(OfTopic, c.Code, ""), r.Values.Get(OfTopic, c.Within, "")
	if _, ok := figure.Reconcile(whole, []figure.Quantity{part, {Qualifier: figure.NotKnown}}); ok || !part.Known() {
		return nil
	}
	of, _, _ := code.FindCount(c.Within)
	return []Check{{Kind: "topic", ID: t.Code, Field: "count-" + c.Code, Blocking: true,
		Message: "«%s» nuk mund të jetë më e madhe se «%s» (%s).", Args: []any{code.Code{SQ: c.SQ, EN: c.EN}, code.Code{SQ: of.SQ, EN: of.EN}, whole.Number}}}
}

// checkFall asks to confirm a zero where the period before had a number.
func (r Return) checkFall(kind, id string, k Key, field string, name code.Code) []Check {
	now, before := r.Values[k].Quantity, r.Before[k].Quantity
	if now.Qualifier != figure.Exact || now.Number != 0 || !before.Known() || before.Number == 0 {
		return nil
	}
	return []Check{{Kind: kind, ID: id, Field: field, Args: []any{name, before.Number},
		Message: "%s: zero, ndërsa në periudhën e mëparshme ishte %s. Nëse është e saktë, lëreni."}}
}

// private refuses words that others may not read.
func private(kind, id, field, s string) []Check {
	found := text.Private(s)
	if len(found) == 0 {
		return nil
	}
	return []Check{{Kind: kind, ID: id, Field: field, Blocking: true, Message: "%s", Args: []any{privateWords(found)}}}
}

// privateWords is turned into words in the reader's language by In.
type privateWords []text.Finding
