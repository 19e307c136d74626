package meeting_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"tryeza/internal/meeting"
)

// The agenda of a table meeting on 26 October, the one before it held on 27 June.
func TestSuggest(t *testing.T) {
	m := meeting.Meeting{ID: "now", Body: "table", Kind: "ordinary", HeldOn: "2022-10-26"}
	task := func(id, state, due string) meeting.SourceTask {
		return meeting.SourceTask{ID: id, State: state, DueOn: due, GivenOn: "2022-06-27", Earlier: true}
	}
	closed := func(id, on, given string) meeting.SourceTask {
		return meeting.SourceTask{ID: id, State: "closed", DueOn: "2022-08-01", ClosedOn: on, GivenOn: given, Earlier: true}
	}
	other := func(id, state, due string) meeting.SourceTask {
		return meeting.SourceTask{ID: id, State: state, DueOn: due, GivenOn: "2022-06-27"}
	}
	tasks := func(key, title string, refs ...string) []meeting.Suggestion {
		return []meeting.Suggestion{{Key: key, Title: title, Kind: "task", Refs: refs}}
	}
	promised := func(refs ...string) []meeting.Suggestion {
		return tasks("promised", "Raportimi i detyrave të lëna në mbledhjet e mëparshme", refs...)
	}
	overdue := func(refs ...string) []meeting.Suggestion {
		return tasks("overdue", "Detyra të tjera me afat para mbledhjes", refs...)
	}
	issues := func(refs ...string) []meeting.Suggestion {
		return []meeting.Suggestion{{Key: "issues", Title: "Problematika që presin zgjidhje", Kind: "issue", Refs: refs}}
	}
	tied := other("a", "open", "2022-10-26")
	tied.DueMeeting = "now"
	for name, tt := range map[string]struct {
		from meeting.Sources
		want []meeting.Suggestion
	}{
		"nothing":                                   {},
		"minutes to approve":                        {meeting.Sources{Minutes: []string{"june"}}, []meeting.Suggestion{{Key: "minutes", Title: "Miratimi i procesverbalit të mbledhjes së mëparshme", Kind: "minutes", Refs: []string{"june"}}}},
		"promised for this meeting":                 {meeting.Sources{Tasks: []meeting.SourceTask{tied}}, promised("a")},
		"given earlier, due by its day":             {meeting.Sources{Tasks: []meeting.SourceTask{task("a", "open", "2022-10-26"), task("b", "answered", "2022-09-01")}}, promised("a", "b")},
		"given earlier, due later":                  {meeting.Sources{Tasks: []meeting.SourceTask{task("a", "open", "2022-10-27")}}, nil},
		"closed since the last meeting":             {meeting.Sources{Last: "2022-06-27", Tasks: []meeting.SourceTask{closed("a", "2022-07-01", "2022-06-27"), closed("b", "2022-06-27", "2022-06-27")}}, promised("a", "b")},
		"closed before or at the last meeting":      {meeting.Sources{Last: "2022-06-27", Tasks: []meeting.SourceTask{closed("a", "2022-06-20", "2022-06-02"), closed("b", "2022-06-27", "2022-06-02")}}, nil},
		"no rule of age from a first meeting":       {meeting.Sources{Tasks: []meeting.SourceTask{closed("a", "2022-07-01", "2022-06-27")}}, nil},
		"others that are late on the day":           {meeting.Sources{Tasks: []meeting.SourceTask{other("a", "open", "2022-10-25")}}, overdue("a")},
		"others due on the day, or waiting":         {meeting.Sources{Tasks: []meeting.SourceTask{other("a", "open", "2022-10-26"), other("b", "answered", "2022-01-01"), other("c", "open", "")}}, nil},
		"a problem older than the rule":             {meeting.Sources{Aged: 90, Issues: []meeting.SourceIssue{{ID: "old", Since: "2022-07-27"}, {ID: "young", Since: "2022-07-28"}}}, issues("old")},
		"without a rule no problem is old":          {meeting.Sources{Issues: []meeting.SourceIssue{{ID: "old", Since: "2020-01-01"}}}, nil},
		"put to the coordinator, without an answer": {meeting.Sources{Issues: []meeting.SourceIssue{{ID: "new", Since: "2022-10-25", Unanswered: true}}}, issues("new")},
		"returns that are missing":                  {meeting.Sources{Returns: []string{"r"}}, []meeting.Suggestion{{Key: "returns", Title: "Raportime që mungojnë", Kind: "return", Refs: []string{"r"}}}},
		"each item put off is one again": {meeting.Sources{Deferred: []meeting.SourceItem{{ID: "x", Title: "Çerdhet"}, {ID: "y", Title: "Transporti"}}},
			[]meeting.Suggestion{{Key: "deferred-x", Title: "Çerdhet", Kind: "item", Refs: []string{"x"}}, {Key: "deferred-y", Title: "Transporti", Kind: "item", Refs: []string{"y"}}}},
	} {
		if diff := cmp.Diff(tt.want, meeting.Suggest(m, tt.from)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// Some analyse a period in its last days, most when it is over.
func TestSuggestAnalysis(t *testing.T) {
	for _, tt := range []struct{ kind, day, want string }{
		{"half_year_analysis", "2018-06-26", "Analiza e 6-mujorit të parë të vitit 2018"},
		{"half_year_analysis", "2023-07-14", "Analiza e 6-mujorit të parë të vitit 2023"},
		{"half_year_analysis", "2023-01-20", "Analiza e 6-mujorit të dytë të vitit 2022"},
		{"quarter_analysis", "2019-04-17", "Analiza e 3-mujorit të parë të vitit 2019"},
		{"annual_analysis", "2023-02-09", "Analiza e vitit 2022"},
	} {
		list := meeting.Suggest(meeting.Meeting{Kind: tt.kind, HeldOn: tt.day}, meeting.Sources{})
		if len(list) != 1 || list[0].Title != tt.want || list[0].Kind != "" {
			t.Errorf("%s on %s: %+v, want %q", tt.kind, tt.day, list, tt.want)
		}
	}
}
