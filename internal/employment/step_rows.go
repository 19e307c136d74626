package employment

import (
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/figure"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// rowSteps are what is done to the list of those placed.
var rowSteps = []step{
	{"/{project}/placement", access.KeepEmployment, runs, placePage, fillPlace, readPlace},
	{"/{project}/placement/{placement}", access.KeepEmployment, keptPlacement, placementPage, fillPlacement, readPlacement},
	{"/{project}/placement/{placement}/remove", access.KeepEmployment, keptPlacement, dropPlacementPage, fillPlacement, readDropPlacement},
	{"/{project}/kept", access.KeepEmployment, runs, keptPage, fillNoCheck, readKept},
}

// runs is kept, and refuses a project that nobody approved.
func runs(d *desk) error {
	if err := kept(d); err != nil {
		return err
	}
	if !d.p.Running() {
		return web.RefuseAt(d.back(), "Të punësuarit shënohen pasi projekti të jetë miratuar.")
	}
	return nil
}

// How many rows the quick form has, and how many persons one of them may stand for.
const (
	quickRows = 3
	quickMost = 30
)

func placePage(d *desk, f *web.Form) formPage {
	l := d.l
	p := formPage{
		Page: web.NewPage(d.r, "Shto të punësuar"), Caption: d.p.Title, Button: text.T(l, "Ruaj"), More: text.T(l, "Ruaj dhe shto të tjerë"), done: text.T(l, "Të punësuarit u shtuan."),
		Lead: text.T(l, "Pa emra: çdo i punësuar merr një kod. Vetëm zyra e punësimit e di kujt i takon. Nën 18 vjeç ligji kërkon kushte të veçanta."),
		Asks: d.placeAsks(f),
	}
	for i := range quickRows {
		row := ask{Kind: "row", Field: web.Field{Label: text.T(l, "Rreshti %s", strconv.Itoa(i+1))}}
		row.Cells = []ask{{Kind: "input", Field: f.Field(cell("count", i), text.T(l, "Sa persona të tillë"), "width", "2", "inputmode", "numeric")}}
		row.Cells = append(row.Cells, d.personAsks(f, func(name string) string { return cell(name, i) })...)
		p.Asks = append(p.Asks, row)
	}
	return p
}

func cell(name string, i int) string { return fmt.Sprintf("%s-%d", name, i) }

// placeAsks are what the rows of the quick form share.
func (d *desk) placeAsks(f *web.Form) []ask {
	l := d.l
	var list []web.Option
	for _, e := range d.p.Employers {
		list = append(list, web.Option{Value: e.ID, Label: e.Name})
	}
	return []ask{
		{Kind: "select", Field: f.Choice("employer", text.T(l, "Punëdhënësi"), list, "small", "1", "optional", "1", "blank", text.T(l, "nuk dihet"))},
		{Kind: "select", Field: f.Choice("occupation", text.T(l, "Profesioni (ISCO-08)"), web.Options(l, code.Occupations), "small", "1", "optional", "1", "blank", text.T(l, "nuk dihet"))},
		{Kind: "select", Field: f.Choice("via", text.T(l, "Si u punësua"), web.Options(l, code.PlacementWays), "small", "1")},
		{Kind: "date", Field: f.Field("started", text.T(l, "Filloi punën më"), "small", "1")},
		{Kind: "date", Field: f.Field("ended", text.T(l, "E la punën më"), "small", "1", "optional", "1")},
	}
}

func (d *desk) personAsks(f *web.Form, name func(string) string) []ask {
	l := d.l
	groups := web.Options(l, code.TargetGroups)
	slices.SortStableFunc(groups, func(a, b web.Option) int { return d.first(a.Value) - d.first(b.Value) })
	return []ask{
		{Kind: "wide", Field: f.Choice(name("target"), text.T(l, "Grupi"), groups)},
		{Kind: "select", Field: f.Choice(name("age"), text.T(l, "Mosha"), web.Options(l, workingAges))},
		{Kind: "select", Field: f.Choice(name("sex"), text.T(l, "Gjinia"), web.Options(l, code.Sexes))},
		{Kind: "select", Field: f.Choice(name("contract"), text.T(l, "A u pa kontrata"), web.Options(l, code.Seen))},
		{Kind: "select", Field: f.Choice(name("insured"), text.T(l, "A u pa sigurimi"), web.Options(l, code.Seen))},
	}
}

// first puts the groups that the project is for in front.
func (d *desk) first(group string) int {
	if slices.Contains(d.p.Targeted(Group), group) {
		return 0
	}
	return 1
}

func fillPlace(d *desk, f *web.Form) {
	q := d.r.URL.Query()
	for _, name := range []string{"employer", "occupation", "via", "started-day", "started-month", "started-year"} {
		f.Set(name, q.Get(name))
	}
	if q.Get("occupation") == "" {
		f.Set("occupation", d.p.Occupation)
	}
	f.Set(cell("count", 0), "1")
}

func readPlace(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	shared := Placement{ProjectID: d.p.ID}
	d.readJob(f, &shared)
	var list []Placement
	for i := range quickRows {
		name := func(s string) string { return cell(s, i) }
		if leftAlone(f, name) {
			continue
		}
		x, n := shared, figure.One // a row is one person unless it says otherwise
		d.readPerson(f, &x, name)
		if typed := f.Number(name("count")); typed != nil {
			n = *typed
		}
		if n < figure.One || n > figure.Whole(quickMost) || n%figure.One != 0 {
			f.Fail(name("count"), "Shkruani sa persona janë: nga 1 deri në 30.")
			continue
		}
		for range n / figure.One {
			list = append(list, x)
		}
	}
	if len(list) == 0 && f.OK() {
		f.Fail(cell("target", 0), "Shkruani të paktën një të punësuar.")
	}
	to := "/" + d.p.ID + "#placements"
	if f.Has("more") {
		to = "/" + d.p.ID + "/placement?" + again(f)
	}
	return func(tx *store.Tx) error { return d.addPlacements(tx, list) }, to
}

// leftAlone reports whether nothing was said in a row of the quick form, beyond that
// it is one person, as it was shown.
func leftAlone(f *web.Form, name func(string) string) bool {
	for _, field := range []string{"target", "age", "sex", "contract", "insured"} {
		if f.Has(name(field)) {
			return false
		}
	}
	return !f.Has(name("count")) || f.Text(name("count")) == "1"
}

// again carries on to the next form what its rows will share too.
func again(f *web.Form) string {
	q := url.Values{}
	for _, name := range []string{"employer", "occupation", "via", "started-day", "started-month", "started-year"} {
		q.Set(name, f.Text(name))
	}
	return q.Encode()
}

func (d *desk) addPlacements(tx *store.Tx, list []Placement) error {
	taken := map[string]bool{}
	for _, x := range d.p.Placements {
		taken[x.Code] = true
	}
	for _, x := range list {
		x.ID, x.Code = tx.NewID(), newCode(tx, taken)
		if err := placements.Add(tx, x); err != nil {
			return err
		}
	}
	return nil
}

// readJob reads what is said of the work.
func (d *desk) readJob(f *web.Form, x *Placement) {
	if x.EmployerID = f.Text("employer"); x.EmployerID != "" {
		if _, ok := d.p.employer(x.EmployerID); !ok {
			f.Fail("employer", "Zgjidhni një punëdhënës nga lista, ose lëreni bosh.")
		}
	}
	x.Occupation = d.maybe(f, "occupation", code.Occupations)
	x.Via = f.Code("via", code.PlacementWays, "Zgjidhni si u punësua.")
	x.StartedOn, x.EndedOn = f.NeedDay("started", "Shkruani kur filloi punën."), f.Day("ended")
	switch {
	case x.StartedOn > d.today:
		f.Fail("started", "Dita e fillimit është në të ardhmen. Shënojeni kur të ketë filluar.")
	case x.StartedOn != "" && (x.StartedOn < d.p.StartsOn || x.StartedOn > d.p.EndsOn):
		f.Fail("started", "Puna fillon brenda periudhës së projektit, %s–%s.", text.Day(d.p.StartsOn), text.Day(d.p.EndsOn))
	}
	switch {
	case x.EndedOn != "" && x.EndedOn < x.StartedOn:
		f.Fail("ended", "Puna nuk mund të mbarojë para se të fillojë.")
	case x.EndedOn > d.today:
		f.Fail("ended", "Dita është në të ardhmen. Lëreni bosh derisa ta lërë punën.")
	}
}

func (d *desk) readPerson(f *web.Form, x *Placement, name func(string) string) {
	x.Target = f.Code(name("target"), code.TargetGroups, "Zgjidhni grupin.")
	x.Age = f.Code(name("age"), code.AgeBands, "Zgjidhni moshën, ose «pa të dhënë».")
	x.Sex = f.Code(name("sex"), code.Sexes, "Zgjidhni gjininë, ose «pa të dhënë».")
	x.Contract = f.Code(name("contract"), code.Seen, "Zgjidhni nëse u pa kontrata, ose «nuk dihet».")
	x.Insured = f.Code(name("insured"), code.Seen, "Zgjidhni nëse u pa sigurimi, ose «nuk dihet».")
}

func keptPlacement(d *desk) error {
	if err := kept(d); err != nil {
		return err
	}
	if _, ok := d.placement(); !ok {
		return store.ErrNotFound
	}
	return nil
}

func (d *desk) placement() (Placement, bool) {
	for _, x := range d.p.Placements {
		if x.ID == d.r.PathValue("placement") {
			return x, true
		}
	}
	return Placement{}, false
}

func same(name string) string { return name }

// keptName is the field of an answer after so many days.
func keptName(days int) string { return "kept-" + strconv.Itoa(days) }

func placementPage(d *desk, f *web.Form) formPage {
	x, _ := d.placement()
	p := formPage{Page: web.NewPage(d.r, "I punësuari %s", x.Code), Caption: d.p.Title, Button: text.T(d.l, "Ruaj"), done: text.T(d.l, "Të dhënat u ruajtën.")}
	p.Asks = append(d.placeAsks(f), d.personAsks(f, same)...)
	for _, n := range KeptDays {
		if x.IsDue(n, d.today) {
			p.Asks = append(p.Asks, ask{Kind: "select", Field: f.Choice(keptName(n), text.T(d.l, "Ende në punë pas %s ditësh", strconv.Itoa(n)), web.Options(d.l, code.Seen), "small", "1", "optional", "1", "blank", text.T(d.l, "askush nuk ka pyetur"))})
		}
	}
	return p
}

func fillPlacement(d *desk, f *web.Form) {
	x, _ := d.placement()
	f.Set("employer", x.EmployerID).Set("occupation", x.Occupation).Set("via", x.Via).SetDay("started", x.StartedOn).SetDay("ended", x.EndedOn)
	f.Set("target", x.Target).Set("age", x.Age).Set("sex", x.Sex).Set("contract", x.Contract).Set("insured", x.Insured)
	for _, n := range KeptDays {
		f.Set(keptName(n), x.Kept(n))
	}
	version(f, x.Version)
}

func readPlacement(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	x, _ := d.placement()
	d.readJob(f, &x)
	d.readPerson(f, &x, same)
	for _, n := range KeptDays {
		answer := d.maybe(f, keptName(n), code.Seen)
		if answer != "" && !x.IsDue(n, d.today) {
			f.Fail("started", "Pas ndryshimit nuk kanë kaluar ende %s ditë: përgjigjja për mbajtjen në punë nuk mund të dihet.", strconv.Itoa(n))
		}
		leftBefore(f, keptName(n), x, n, answer)
		*x.kept(n) = answer
	}
	return func(tx *store.Tx) error {
		return placements.Edit(tx, x.ID, f.Version(), func(was *Placement) error { *was = x; return nil })
	}, "/" + d.p.ID + "#placements"
}

// leftBefore refuses that somebody was still at work on a day after they left.
func leftBefore(f *web.Form, field string, x Placement, days int, answer string) {
	if answer == "yes" && x.EndedOn != "" && x.EndedOn < x.Due(days) {
		f.Fail(field, "E la punën më %s, pra më %s nuk ishte më në punë. Zgjidhni «jo», ose ndreqni ditën kur e la.", text.Day(x.EndedOn), text.Day(x.Due(days)))
	}
}

func dropPlacementPage(d *desk, f *web.Form) formPage {
	x, _ := d.placement()
	return formPage{
		Page: web.NewPage(d.r, "Hiq të punësuarin %s", x.Code), Caption: d.p.Title, Button: text.T(d.l, "Hiqe nga lista"), Grave: true, done: text.T(d.l, "Rreshti u hoq."),
		Lead: text.T(d.l, "Hiqet vetëm një rresht i shkruar gabimisht. Kush e la punën mbetet në listë, me ditën kur e la."),
	}
}

func readDropPlacement(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	x, _ := d.placement()
	return func(tx *store.Tx) error { return placements.Remove(tx, x.ID, f.Version()) }, "/" + d.p.ID + "#placements"
}

// mostKept is how many answers are asked for on one page.
const mostKept = 30

// An owed is an answer that is due: whether somebody is still at work.
type owed struct {
	x    Placement
	days int
}

func (o owed) name() string { return keptName(o.days) + "-" + o.x.ID }

// owes lists the answers that are due, the longest waiting first.
func (d *desk) owes() []owed {
	var list []owed
	for _, x := range d.p.Placements {
		for _, n := range KeptDays {
			if x.Owes(n, d.today) {
				list = append(list, owed{x, n})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b owed) int { return strings.Compare(a.x.Due(a.days), b.x.Due(b.days)) })
	return list[:min(len(list), mostKept)]
}

func keptPage(d *desk, f *web.Form) formPage {
	p := formPage{
		Page: web.NewPage(d.r, "Mbajtja në punë"), Caption: d.p.Title, Button: text.T(d.l, "Ruaj përgjigjet"), done: text.T(d.l, "Përgjigjet u ruajtën."),
		Lead: text.T(d.l, "Pyetet nëse i punësuari ishte ende në punë 30, 90 dhe 180 ditë pas fillimit. Përgjigjuni aq sa dini; të tjerat mbeten për më vonë."),
	}
	list := d.owes()
	if len(list) == 0 {
		p.Lead, p.Button = text.T(d.l, "Tani nuk ka asgjë për t'u pyetur."), ""
	}
	for _, o := range list {
		hint := ""
		if o.x.EndedOn != "" {
			hint = text.T(d.l, "E la punën më %s.", text.Day(o.x.EndedOn))
		}
		p.Asks = append(p.Asks, ask{Kind: "radios", Field: f.Choice(o.name(), text.T(d.l, "%s: ende në punë më %s (pas %s ditësh)?", o.x.Code, text.Day(o.x.Due(o.days)), strconv.Itoa(o.days)), web.Options(d.l, code.Seen), "small", "1", "inline", "1", "hint", hint)})
	}
	return p
}

// An answered is what was said of an answer that is due.
type answered struct {
	owed
	answer string
}

// answers reads what was said that nobody had said before; silent is that nothing was
// said at all.
func (d *desk) answers(f *web.Form) (list []answered, silent bool) {
	silent = true
	for _, x := range d.p.Placements {
		for _, n := range KeptDays {
			o := owed{x, n}
			answer := f.Text(o.name())
			silent = silent && answer == ""
			switch {
			case !code.Seen.Has(answer) || !x.IsDue(n, d.today) || answer == x.Kept(n):
			case x.Kept(n) != "":
				f.Fail(o.name(), "%s: ndërkohë dikush tjetër u përgjigj «%s» për mbajtjen në punë pas %s ditësh. Nëse nuk është kështu, ndryshojeni te rreshti i tij.", x.Code, code.Seen.Label(d.l, x.Kept(n)), strconv.Itoa(n))
			default:
				leftBefore(f, o.name(), x, n, answer)
				list = append(list, answered{o, answer})
			}
		}
	}
	return list, silent
}

func readKept(d *desk, f *web.Form) (func(*store.Tx) error, string) {
	list, silent := d.answers(f)
	if owes := d.owes(); silent && len(owes) > 0 {
		f.Fail(owes[0].name(), "Asnjë përgjigje nuk u zgjodh: zgjidhni të paktën një, ose kthehuni pa ruajtur.")
	}
	return func(tx *store.Tx) error {
		for _, a := range list {
			if err := a.keep(tx, d.today); err != nil {
				return err
			}
		}
		return nil
	}, "/" + d.p.ID + "#placements"
}

// keep writes the answer down, unless somebody answered meanwhile.
func (a answered) keep(tx *store.Tx, today string) error {
	x, err := placements.Get(tx, a.x.ID)
	if err != nil {
		return err
	}
	return placements.Edit(tx, x.ID, x.Version, func(x *Placement) error {
		if x.Owes(a.days, today) {
			*x.kept(a.days) = a.answer
		}
		return nil
	})
}
