package exchange

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tryeza/internal/figure"
)

// state checks how far a meeting is: one that was recorded after the fact was
// held.
func (c *checker) state(path string, m *Meeting) {
	if m.Recorded && m.State != "closed" && m.State != "approved" {
		c.add(path+".state", "Mbledhja e shënuar pasi u mbajt është e mbyllur.")
	}
}

func (c *checker) line(n *node, l *Line) {
	if l.Body == "" && l.Kind != "recusal" { // an interest may be declared without a reason
		c.add(n.path+".body", missing, "Teksti")
	}
	if l.Kind == "agenda" && l.Item != "" {
		c.add(n.path+".item", "Pika e rendit të ditës nuk është nën një pikë tjetër.")
	} else {
		c.item(n, l.Item)
	}
	for name, votes := range map[string]*figure.Number{"votes_for": l.VotesFor, "votes_against": l.VotesAgainst, "votes_abstained": l.VotesAbstained} {
		if votes != nil && (*votes < 0 || *votes%figure.One != 0 || *votes > figure.Whole(maxRows)) {
			c.add(n.path+"."+name, "Votat janë numër i plotë, nga zero e lart.")
		}
	}
}

// item checks that what stands under an item of the agenda stands under one of
// its own meeting.
func (c *checker) item(n *node, id string) {
	m := n.parent.row.Addr().Interface().(*Meeting)
	if id != "" && !slices.ContainsFunc(m.Lines, func(l Line) bool { return l.ID == id && l.Kind == "agenda" }) {
		c.add(n.path+".item", "«%s» nuk është pikë e rendit të ditës së kësaj mbledhjeje.", excerpt(id))
	}
}

func (c *checker) task(path string, t *Task) {
	if t.GivenOn != "" && !strings.HasPrefix(t.GivenOn, fmt.Sprintf("%04d-", c.d.Year)) {
		c.add(path+".given_on", "Detyra nuk është dhënë në vitin %d.", c.d.Year)
	}
	if t.DueOn == "" && t.DueBody == "" {
		c.add(path+".due_on", "Detyra ka një afat: një ditë, ose mbledhjen e ardhshme të një organi.")
	}
	if t.State == "closed" && t.ClosedOn == "" {
		c.add(path+".closed_on", "Shkruani kur u mbyll detyra.")
	}
	if t.State == "cancelled" && t.Reason == "" {
		c.add(path+".reason", "Shkruani pse u anulua detyra.")
	}
}

func (c *checker) issue(path string, i *Issue) {
	if i.State == "solved" && i.SolvedOn == "" {
		c.add(path+".solved_on", "Shkruani kur u zgjidh problematika.")
	}
	if i.Year != 0 && (i.Year < 1990 || i.Year > 2100) {
		c.add(path+".year", "Shkruani vitin, për shembull 2023.")
	}
	if i.Merged == "" {
		return
	}
	n := c.names.nodes[find("issues")][i.Merged]
	switch {
	case n == nil:
		c.add(path+".merged", "«%s» nuk është as në këtë dokument, as te komiteti.", excerpt(i.Merged))
	case n.id() == i.ID || n.row.Interface().(Issue).Merged != "":
		c.add(path+".merged", "Problematika bashkohet me një tjetër që vetë nuk është bashkuar.")
	}
}

// numbers checks that no number of the year is given twice.
func (c *checker) numbers() {
	issues, tasks := map[[2]int64]string{}, map[[2]int64]string{}
	for i, x := range c.d.Issues {
		c.numberOnce(issues, [2]int64{x.of(c.d), x.Number}, index("$.issues", i))
	}
	for i, x := range c.d.Tasks {
		c.numberOnce(tasks, [2]int64{0, x.Number}, index("$.tasks", i))
	}
}

func (c *checker) numberOnce(said map[[2]int64]string, name [2]int64, path string) {
	if first, ok := said[name]; ok {
		c.add(path+".number", "Numri %d është dhënë edhe te %s.", name[1], first)
	}
	said[name] = path
}

// of is the year the problem was numbered in.
func (i Issue) of(d *Document) int64 { return cmp.Or(i.Year, int64(d.Year)) }
