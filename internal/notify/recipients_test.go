package notify

import (
	"slices"
	"testing"

	"tryeza/internal/access"
)

// Who chairs a body is told of its meetings, and gets the excerpt of the
// institution that chairs, but of no other.
func TestWhoIsTold(t *testing.T) {
	people := []Address{
		{Person: "prefect", Role: access.Chair},
		{Person: "table", Role: access.TableChair},
		{Person: "police", Role: access.Head, Institution: "police"},
		{Person: "town", Role: access.FocalPoint, Institution: "town"},
	}
	for name, tt := range map[string]struct {
		n    Notice
		want []string
	}{
		"called to the committee":          {Notice{Kind: "convened", Body: "committee", Institutions: []string{"police"}}, []string{"prefect", "police"}},
		"not called any more":              {Notice{Kind: "cancelled", Body: "committee", Institutions: []string{"police"}, Alone: true}, []string{"police"}},
		"the excerpt of a member":          {Notice{Kind: "excerpt", Body: "committee", Institutions: []string{"police"}}, []string{"police"}},
		"the excerpt of who chairs":        {Notice{Kind: "excerpt", Body: "committee", Institutions: []string{"prefecture"}, Chairs: true}, []string{"prefect"}},
		"of who chairs the table":          {Notice{Kind: "excerpt", Body: "table", Institutions: []string{"police"}, Chairs: true}, []string{"table", "police"}},
		"a joint meeting has both chairs":  {Notice{Kind: "changed", Body: "joint", Institutions: []string{"town"}}, []string{"prefect", "table", "town"}},
		"nobody speaks for an institution": {Notice{Kind: "excerpt", Body: "committee", Institutions: []string{"nobody"}}, nil},
	} {
		var got []string
		for _, a := range recipients(people, tt.n) {
			got = append(got, a.Person)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %q, want %q", name, got, tt.want)
		}
	}
}
