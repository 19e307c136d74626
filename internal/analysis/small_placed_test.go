package analysis

import (
	"strings"
	"testing"

	"tryeza/internal/document"
)

// jobs are placements: so many of each group, of an age.
func jobs(age string, groups map[string]int) (list []Placement) {
	for g, n := range groups {
		for range n {
			list = append(list, Placement{Group: g, Age: age, StartedOn: "2023-05-05", Contract: "yes", Insured: "yes"})
		}
	}
	return list
}

func employmentOf(d *Data) (string, *Report) {
	r := Compose(d)
	return chaptersOf(r, "seasonal_employment"), r
}

// One survivor of violence, or one minor, is not told beside the project.
func TestSmallGroupsOfPlacements(t *testing.T) {
	for _, tt := range []struct {
		name      string
		placed    []Placement
		has, lack []string
	}{
		{"nothing small", append(jobs("31+", map[string]int{"violence": 6, "young": 7}), jobs("15-17", map[string]int{"minor_in_conflict": 5})...),
			[]string{"të mbijetuar të dhunës ose të trafikimit 6", "nën 18 vjeç: 5", "| 18 | 5 |"}, []string{"fshehur", "nuk jepet", "…"}},
		{"one small takes another along", append(jobs("31+", map[string]int{"violence": 1, "young": 7, "orphan": 12}), jobs("15-17", map[string]int{"violence": 1})...),
			[]string{"Punësimet e listuara sipas grupit: jetimë", " 12.", "është i fshehur për këto grupe", "të mbijetuar", "nën 18 vjeç: …", "| 21 | … |"}, []string{"trafikimit 2", "rinj 7"}},
		{"all are small", jobs("31+", map[string]int{"violence": 1, "young_mother": 2}),
			[]string{"Ndarja e punësimeve sipas grupit nuk jepet, sepse ka grupe me më pak se 5.", "nën 18 vjeç: 0"}, []string{"të mbijetuar të dhunës ose të trafikimit 1", "nëna nën 18 vjeç"}},
	} {
		d := withRegisters()
		d.Projects[0].Placed = tt.placed
		said, r := employmentOf(d)
		want(t, tt.name, said, tt.has...)
		for _, w := range tt.lack {
			if strings.Contains(said, w) {
				t.Errorf("%s: %q stands in\n%s", tt.name, w, said)
			}
		}
		for _, k := range r.Figures {
			if v := k.Figure.Value; strings.HasPrefix(k.Key, "K25_register[group=") && v != nil && v.Float() < 5 {
				t.Errorf("%s: %s is among the figures", tt.name, k.Key)
			}
		}
	}
}

// A minor at one project is not what the total leaves over of the others.
func TestMinorsOfProjects(t *testing.T) {
	d := withRegisters()
	d.Projects[0].Placed = append(jobs("15-17", map[string]int{"young": 1}), jobs("31+", map[string]int{"young": 9})...)
	second := d.Projects[0]
	second.ID, second.Title, second.Visits, second.Checks = "j9", "Sezoni i vjeljes", nil, nil
	second.Placed = append(jobs("15-17", map[string]int{"young": 8}), jobs("31+", map[string]int{"young": 9})...)
	d.Projects = append(d.Projects, second)
	said, r := employmentOf(d)
	want(t, "two projects", said, "nën 18 vjeç: 9", "Sezoni në plazh | 30 | 10 | … |", "Sezoni i vjeljes | 30 | 17 | … |", withheldNote)
	if _, ok := r.find("K25_minors"); !ok {
		t.Error("the total is no figure")
	}
	d.Projects[2].Placed = jobs("31+", map[string]int{"young": 17})
	said, r = employmentOf(d)
	want(t, "one of them", said, "nën 18 vjeç: …", "Sezoni në plazh | 30 | 10 | … |", "Sezoni i vjeljes | 30 | 17 | 0 |")
	if k, ok := r.find("K25_minors"); ok {
		t.Errorf("the total is a figure: %+v", k)
	}
	rows := []document.Row{{Cells: make([]document.Cell, 6)}}
	none := &composer{d: &Data{}}
	if none.hideMinors(rows, [][]Placement{jobs("15-17", map[string]int{"young": 1})}) || rows[0].Cells[minorsAt].Text != "" {
		t.Error("without a rule nothing is small")
	}
}
