package exchange

import (
	"cmp"
	"fmt"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// Check holds a document against every rule and gives each row its id. known is
// what the committee holds already; rows of the document may refer to it.
func Check(d, known *Document) Faults {
	c := &checker{d: d, ids: map[string]string{}}
	if d.Year < 1990 || d.Year > 2100 {
		c.add("$.year", "Shkruani vitin, për shembull 2023.")
		return c.list
	}
	d.fill(known)
	c.names = newDirectory(d, known)
	d.walk(c.row)
	c.committee()
	c.numbers()
	c.plan(known)
	c.rounds()
	c.overlaps(known)
	return c.list
}

type checker struct {
	finder
	d     *Document
	names *directory
	ids   map[string]string // table and id → where it stands
}

func (c *checker) row(n *node) {
	for _, col := range n.table.columns {
		c.cell(col, n.row.Field(col.field), n.path+"."+col.name)
	}
	if id := n.id(); id != "" {
		key := n.table.name + " " + id
		if first, ok := c.ids[key]; ok {
			c.add(n.path+".id", "Ky rresht ka të njëjtin id me %s.", first)
		}
		c.ids[key] = n.path
	}
	c.whole(n)
}

// missing says that something must be given.
const missing = "Mungon «%s»."

// cell checks one field by itself.
func (c *checker) cell(col column, v reflect.Value, path string) {
	if zero(v) {
		if col.need {
			c.add(path, missing, col.heading)
		}
		return
	}
	switch col.kind {
	case "refs", "codes":
		c.several(col, v, path)
	case "bytes":
		if v.Len() > maxContent {
			c.add(path, "Skedari është më i madh se %d MB.", maxContent>>20)
		}
	case "json":
		if v.Len() > maxContent {
			c.add(path, "Skedari është më i madh se %d MB.", maxContent>>20)
		}
	case "count":
		if n := v.Int(); n < 1 || n > maxRows {
			c.add(path, "Këtu pritet një numër i plotë nga 1 e lart.")
		}
	case "number", "bool":
	default:
		c.words(col, v.String(), path)
	}
}

func (c *checker) several(col column, v reflect.Value, path string) {
	one := col
	one.kind = strings.TrimSuffix(col.kind, "s")
	seen := map[string]bool{}
	for i := range v.Len() {
		s := v.Index(i).String()
		if seen[s] {
			c.add(index(path, i), "«%s» është dhënë dy herë.", excerpt(s))
		}
		seen[s] = true
		c.words(one, s, index(path, i))
	}
}

var (
	idForm    = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$`)
	clockForm = regexp.MustCompile(`^([01]\d|2[0-3]):[0-5]\d$`)
)

// words checks a field that is text.
func (c *checker) words(col column, s, path string) {
	switch col.kind {
	case "id", "link":
		if !idForm.MatchString(s) {
			c.add(path, "Id «%s» duhet të ketë deri në 64 shkronja a–z, shifra, pika ose vija.", excerpt(s))
		}
	case "day":
		if t, err := time.Parse(time.DateOnly, s); err != nil || t.Year() < 1900 || t.Year() > 2100 {
			c.add(path, "«%s» nuk është ditë e kalendarit. Shkruajeni vit-muaj-ditë, për shembull 2023-06-30.", excerpt(s))
		}
	case "time":
		if !clockForm.MatchString(s) {
			c.add(path, "«%s» nuk është orë. Shkruajeni me dy shifra, për shembull 13:30.", excerpt(s))
		}
	case "instant":
		if t, err := time.Parse(time.RFC3339Nano, s); err != nil || s != store.At(t).String() {
			c.add(path, "«%s» nuk është çast në kohën UTC si 2023-07-12T08:30:00.000000Z.", excerpt(s))
		}
	case "code":
		if !c.d.listOf(col).Has(s) {
			c.add(path, "Kodi «%s» nuk është në listën e lejuar.", excerpt(s))
		}
	case "ref":
		if !c.names.has(col.arg, s) {
			c.add(path, "«%s» nuk është as në këtë dokument, as te komiteti.", excerpt(s))
		}
	case "text":
		c.free(s, path)
		if found := text.Private(s); len(found) > 0 {
			c.add(path, "%s", found)
		}
	default:
		c.free(s, path)
	}
}

// free checks text in a person's own words.
func (c *checker) free(s, path string) {
	if utf8.RuneCountInString(s) > maxText {
		c.add(path, "Teksti ka më shumë se %d shkronja.", maxText)
	}
	for _, r := range s {
		if unicode.IsControl(r) && r != '\n' && r != '\t' || r == '\ufffe' || r == '\uffff' {
			c.add(path, "Teksti ka një shenjë që nuk shihet (U+%04X). Hiqeni.", r)
			return
		}
	}
}

// whole checks what the fields of a row say together.
func (c *checker) whole(n *node) {
	switch r := n.row.Addr().Interface().(type) {
	case *Institution:
		if r.label() == "" {
			c.add(n.path+".names", "Institucioni nuk ka asnjë emër zyrtar.")
		}
	case *Name:
		c.between(n.path, r.From, r.To)
	case *Order:
		c.between(n.path, r.From, r.To)
	case *Rule:
		c.between(n.path, r.From, r.To)
	case *Plan:
		if r.State == "approved" && r.ApprovedOn == "" {
			c.add(n.path+".approved_on", "Plani i miratuar ka një datë miratimi.")
		}
	case *Activity:
		if slices.Contains(r.Partners, r.Lead) {
			c.add(n.path+".partners", "Institucioni përgjegjës nuk shkruhet edhe si partner.")
		}
	case *Value:
		c.quantity(n.path, r.Value, r.Qualifier)
		c.subject(n.path, r)
	case *Figure:
		c.quantity(n.path, r.Value, r.Qualifier)
	case *Measure:
		if r.Status == "expected" && r.DueOn == "" {
			c.add(n.path+".due_on", "Masa e pritshme ka një afat.")
		}
	case *Meeting:
		if r.HeldOn != "" && !strings.HasPrefix(r.HeldOn, fmt.Sprintf("%04d-", c.d.Year)) {
			c.add(n.path+".held_on", "Mbledhja nuk është e vitit %d.", c.d.Year)
		}
		c.state(n.path, r)
	case *Line:
		c.line(n, r)
	case *About:
		c.item(n, r.Item)
	case *MeetingFile:
		c.item(n, r.Item)
	case *Task:
		c.task(n.path, r)
	case *Issue:
		c.issue(n.path, r)
	case *Counted:
		c.quantity(n.path, r.Value, r.Qualifier)
	case *Partner:
		if (r.Institution == "") == (r.Outside == "") {
			c.add(n.path, "Partneri është ose institucion i komitetit, ose një tjetër me emrin e vet.")
		}
	case *Participant:
		if (r.Institution == "") == (r.Name == "") {
			c.add(n.path, "Pjesëmarrësi është ose institucion i komitetit, ose mysafir me emrin e institucionit të vet.")
		}
	default:
		c.register(n)
	}
}

func (c *checker) between(path, from, to string) {
	if from != "" && to != "" && to < from {
		c.add(path+".to", "Dita e fundit është para ditës së parë.")
	}
}

func (c *checker) quantity(path string, n *figure.Number, qualifier string) {
	if numbered := figure.Qualifier(qualifier).Numbered(); qualifier == "" || numbered && n == nil {
		c.add(path+".value", "Mungon numri. Shkruani numrin, zero, ose «nuk dihet».")
	} else if !numbered && n != nil {
		c.add(path+".value", "Me «%s» nuk shkruhet numër.", code.Qualifiers.Label(text.SQ, qualifier))
	}
}

func (c *checker) subject(path string, v *Value) {
	if t, ok := subjects[v.Subject]; ok && !c.names.has(t, v.Of) && c.names.has("indicators activities counts", v.Of) {
		c.add(path+".of", "«%s» nuk është %s.", excerpt(v.Of), lists["subject"].Label(text.SQ, v.Subject))
	}
}

func (c *checker) committee() {
	q, ok := code.FindQark(c.d.Committee.ID)
	if !ok || q.Slug != c.d.Committee.ID || q.ISO != c.d.Committee.Qark {
		c.add("$.committee.id", "Komiteti dhe qarku nuk përputhen: id duhet të jetë emri i qarkut, për shembull durres me AL-02.")
	}
}

func (c *checker) plan(known *Document) {
	if c.d.Plan == nil && len(c.d.Rounds) > 0 && (known == nil || known.Plan == nil) {
		c.add("$.rounds", "Periudhat e raportimit kërkojnë planin e vitit.")
	}
}

// rounds checks that nothing is said twice.
func (c *checker) rounds() {
	said := map[string]string{}
	once := func(path string, key ...string) {
		k := strings.Join(key, "\x00")
		if first, ok := said[k]; ok {
			c.add(path, "Ky rresht thotë të njëjtën gjë si %s.", first)
		}
		said[k] = path
	}
	c.d.walk(func(n *node) {
		switch r := n.row.Addr().Interface().(type) {
		case *Institution:
			once(n.path, "institution", text.Fold(r.label()))
		case *Seat:
			once(n.path, n.parent.path, r.Institution, r.Body)
		case *Round:
			once(n.path, "round", r.Period)
		case *Return:
			once(n.path, n.parent.path, r.Institution)
		case *Item:
			once(n.path, n.parent.path, "item", r.Activity)
		case *Narrative:
			once(n.path, n.parent.path, "topic", r.Topic)
		case *Value:
			once(n.path, n.parent.path, r.Subject, r.Of, r.Part)
		case *Counted:
			once(n.path, n.parent.path, "counted", r.What, r.Day, r.Part)
		case *Partner:
			once(n.path, n.parent.path, "partner", r.Institution, r.Outside)
		case *Pause:
			once(n.path, n.parent.path, "pause", r.Day)
		case *Followup:
			once(n.path, n.parent.path, "followup", fmt.Sprint(r.AfterDays))
		case *Target:
			once(n.path, n.parent.path, "target", r.Kind, r.Value)
		case *Placement:
			once(n.path, n.parent.path, "placement", r.Code)
		case *Professional:
			once(n.path, "professional", r.Institution, r.Code)
		case *Attended:
			once(n.path, n.parent.path, "attended", r.Person)
		}
	})
}

// overlaps checks that at most one order is in force on a day.
func (c *checker) overlaps(known *Document) {
	type stretch struct{ id, number, from, to, path string }
	var list []stretch
	for i, o := range c.d.Orders {
		list = append(list, stretch{o.ID, o.Number, o.From, cmp.Or(o.To, "9999"), index("$.orders", i)})
	}
	if known != nil {
		for _, o := range known.Orders {
			if !slices.ContainsFunc(list, func(s stretch) bool { return s.id == o.ID }) {
				list = append(list, stretch{o.ID, o.Number, o.From, cmp.Or(o.To, "9999"), ""})
			}
		}
	}
	for i, a := range list {
		for _, b := range list[:i] {
			if path := cmp.Or(a.path, b.path); path != "" && a.from <= b.to && b.from <= a.to {
				c.add(path, "Urdhrat %s dhe %s janë në fuqi në të njëjtat ditë.", b.number, a.number)
			}
		}
	}
}
