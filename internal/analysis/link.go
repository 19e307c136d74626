package analysis

import (
	"net/url"
	"slices"
	"strings"

	"tryeza/internal/document"
	"tryeza/internal/figure"
	"tryeza/internal/indicator"
)

// Links of cells that only the page follows: to the lineage of a figure of the
// report, and to a page of the committee. On paper both are plain text.
const (
	figureLink = "figure:"
	pageLink   = "page:"
)

// cell is a figure in a table: typed for Excel, and leading to its lineage.
func cell(f figure.Figure) document.Cell {
	c := typed(f)
	c.Link = figureLink + figureKey(f)
	return c
}

// linked is a cell that leads to a page of the committee: "/task/…".
func (c *composer) linked(cell document.Cell, page string) document.Cell {
	cell.Link = pageLink + "/k/" + c.d.Committee.ID + page
	return cell
}

// withLinks is a block as the page shows it: the cells of its tables lead to the
// lineage of their figures and to pages of the committee the analysis is of.
func withLinks(b Block, base string) Block {
	if b.Table == nil {
		return b
	}
	t := *b.Table
	t.Rows = slices.Clone(t.Rows)
	for i, row := range t.Rows {
		row.Cells = slices.Clone(row.Cells)
		for j, c := range row.Cells {
			row.Cells[j].Link = followed(c.Link, base)
		}
		t.Rows[i] = row
	}
	return Block{Table: &t}
}

// followed is the address of a link of a cell; base is that of the analysis. A
// page of another committee, or outside, is not followed.
func followed(link, base string) string {
	if key, ok := strings.CutPrefix(link, figureLink); ok {
		return base + "/figure?key=" + url.QueryEscape(key)
	}
	committee, _, _ := strings.Cut(base, "/analysis/")
	if page, ok := strings.CutPrefix(link, pageLink); ok && strings.HasPrefix(page, committee+"/") {
		return page
	}
	return ""
}

// link is where the rows of a figure are, for those who may see them.
func (c *composer) link(f figure.Figure) string {
	base := "/k/" + c.d.Committee.ID
	if page := registerPage(f); page != "" {
		return base + page
	}
	switch {
	case indicator.Counted(f):
		return base + "/statistics?period=" + url.QueryEscape(string(f.Period))
	case strings.HasPrefix(f.Code, "K01") || f.Code == "K02" || f.Code == "activities_due":
		if c.d.Plan.ID != "" {
			return base + "/plan/" + c.d.Plan.ID
		}
	case f.Code == "K03" || f.Code == "K03_kept" || f.Code == "K04" || f.Code == "K05":
		return base + "/meeting"
	case strings.HasPrefix(f.Code, "K07"), followedUp[f.Code]:
		return base + "/task" + query(f)
	case strings.HasPrefix(f.Code, "K29"):
		return base + "/issue" + query(f)
	}
	if c.d.Round.ID != "" {
		return base + "/reporting/round/" + c.d.Round.ID
	}
	return base
}

// followedUp are the figures about requests that are counted from tasks.
var followedUp = map[string]bool{"K28_sent": true, "K28_days": true, "K28_late": true}

// shows are the boxes of the lists of tasks and problems in which the rows of a
// figure stand; without one they are in what is open.
var shows = map[string]string{
	"K07": "all", "K07_given": "all", "K07_ontime": "closed", "K07_days": "closed", "K07_overdue": "late", "K07_waiting": "waiting", "K07_escalated": "late",
	"K28_sent": "all", "K28_days": "closed", "K28_late": "late",
	"K29_amount": "amount", "K29_aged": "aged", "K29_solved": "solved", "K29_escalated": "coordinator", "K29_unanswered": "coordinator",
}

// givenThen are the figures that count what was given in the period.
var givenThen = map[string]bool{"K07": true, "K07_given": true, "K07_ontime": true, "K28_sent": true}

// query is what a figure counts, as the lists of tasks and problems take it from
// the address. The lists show what is so today.
func query(f figure.Figure) string {
	v := url.Values{}
	for _, filter := range f.Filters {
		name, value, _ := strings.Cut(filter, "=")
		v.Set(name, value)
	}
	if show := shows[f.Code]; show != "" {
		v.Set("show", show)
	}
	if followedUp[f.Code] {
		v.Set("kind", "request")
	}
	if givenThen[f.Code] {
		v.Set("period", string(f.Period))
	}
	if len(v) == 0 {
		return ""
	}
	return "?" + v.Encode()
}
