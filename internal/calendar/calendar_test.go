package calendar

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	ical "github.com/emersion/go-ical"
	"pgregory.net/rapid"
)

var (
	stamp   = time.Date(2022, 6, 1, 7, 30, 0, 0, time.UTC)
	meeting = Entry{
		UID: "takim@tryeza", Sequence: 2, Day: "2022-06-02", Time: "11:00", EndsAt: "12:30",
		Summary: "Mbledhje e Tryezës Teknike; çështje, \\ \"të tjera\"",
		Place:   "Salla e Prefekturës, Rruga „Dëshmorët“, Durrës", URL: "https://tryeza.example.al/k/durres/meeting/m1",
	}
)

// reread parses a file with a parser that shares nothing with the writer, after
// checking what a lenient parser overlooks.
func reread(t testing.TB, b []byte) *ical.Calendar {
	t.Helper()
	for _, line := range strings.SplitAfter(string(b), "\n") {
		if line != "" && !strings.HasSuffix(line, "\r\n") {
			t.Fatalf("a line without CRLF: %q", line)
		}
		if len(strings.TrimRight(line, "\r\n")) > 75 || !utf8.ValidString(line) {
			t.Fatalf("a line that is too long, or cut inside a letter: %q", line)
		}
	}
	strict(t, string(b))
	cal, err := ical.NewDecoder(bytes.NewReader(b)).Decode()
	if err != nil {
		t.Fatalf("%v\n%s", err, b)
	}
	if len(cal.Children) > 0 { // the second library's own rules for what must be there
		if err := ical.NewEncoder(&bytes.Buffer{}).Encode(cal); err != nil {
			t.Fatalf("%v\n%s", err, b)
		}
	}
	return cal
}

// entries reads the entries back as they were.
func entries(t testing.TB, cal *ical.Calendar) []Entry {
	t.Helper()
	var list []Entry
	for _, ev := range cal.Events() {
		text := func(name string) string {
			s, err := ev.Props.Text(name)
			if err != nil {
				t.Fatal(err)
			}
			return s
		}
		e := Entry{UID: text("UID"), Summary: text("SUMMARY"), Place: text("LOCATION")}
		if u, err := ev.Props.URI("URL"); err == nil && u != nil {
			e.URL = u.String()
		}
		n, err := ev.Props.Get("SEQUENCE").Int()
		start, err1 := ev.DateTimeStart(tirana)
		end, err2 := ev.DateTimeEnd(tirana)
		if err != nil || err1 != nil || err2 != nil {
			t.Fatal(err, err1, err2)
		}
		e.Sequence, e.Day = int64(n), start.In(tirana).Format(time.DateOnly)
		if ev.Props.Get("DTSTART").ValueType() != ical.ValueDate {
			e.Time, e.EndsAt = start.In(tirana).Format("15:04"), end.In(tirana).Format("15:04")
		}
		list = append(list, e)
	}
	return list
}

func prop(cal *ical.Calendar, name string) string { return cal.Events()[0].Props.Get(name).Value }

func TestRequest(t *testing.T) {
	cal := reread(t, Request(meeting, stamp, "tryeza@example.al", "policia@example.al"))
	if got := entries(t, cal)[0]; got != meeting {
		t.Errorf("read back %+v", got)
	}
	for name, want := range map[string]string{"DTSTAMP": "20220601T073000Z", "DTSTART": "20220602T090000Z", "DTEND": "20220602T103000Z",
		"ORGANIZER": "mailto:tryeza@example.al", "ATTENDEE": "mailto:policia@example.al", "STATUS": "CONFIRMED", "SEQUENCE": "2"} {
		if got := prop(cal, name); got != want {
			t.Errorf("%s is %s, want %s", name, got, want)
		}
	}
	if cal.Props.Get("METHOD").Value != "REQUEST" || cal.Props.Get("VERSION").Value != "2.0" {
		t.Errorf("%v", cal.Props)
	}
}

func TestCancel(t *testing.T) {
	cal := reread(t, Cancel(meeting, stamp, "tryeza@example.al", "policia@example.al"))
	if cal.Props.Get("METHOD").Value != "CANCEL" || prop(cal, "STATUS") != "CANCELLED" || prop(cal, "UID") != meeting.UID {
		t.Errorf("%v", cal.Events()[0].Props)
	}
}

func TestDownload(t *testing.T) {
	cal := reread(t, Request(meeting, stamp, "tryeza@example.al", ""))
	if cal.Props.Get("METHOD").Value != "PUBLISH" || cal.Events()[0].Props.Get("ATTENDEE") != nil {
		t.Errorf("a download asks somebody for an answer: %v", cal.Events()[0].Props)
	}
}

func TestFeed(t *testing.T) {
	due := Entry{UID: "detyra-12", Day: "2022-06-30", Summary: "Detyra 12/2022: afati"}
	b := Feed("Komiteti Rajonal Antitrafik Durrës", stamp, []Entry{meeting, due, {UID: "pa-dite", Summary: "pa ditë"}})
	cal := reread(t, b)
	got := entries(t, cal)
	if len(got) != 2 || got[0] != meeting || got[1] != due {
		t.Errorf("%+v", got)
	}
	if end := cal.Events()[1].Props.Get("DTEND").Value; end != "20220701" {
		t.Errorf("the day after a due date is %s", end)
	}
	reread(t, Feed("bosh", stamp, nil))
}

func TestNoDay(t *testing.T) {
	for _, e := range []Entry{{}, {Day: "2022-02-30"}, {Day: "2022-02-03", Time: "25:00"}} {
		if b := Request(e, stamp, "", ""); b != nil {
			t.Errorf("%+v: %s", e, b)
		}
	}
}

// In Albania clocks go forward on the last Sunday of March and back on that of
// October. A meeting at 11.00 is an hour apart in UTC on the two sides.
func TestClockChanges(t *testing.T) {
	for _, tt := range []struct{ day, from, to, start, end string }{
		{"2022-03-25", "11:00", "", "20220325T100000Z", "20220325T110000Z"},
		{"2022-03-28", "11:00", "", "20220328T090000Z", "20220328T100000Z"},
		{"2022-03-27", "01:30", "03:30", "20220327T003000Z", "20220327T013000Z"}, // an hour that is not there
		{"2022-10-28", "11:00", "", "20221028T090000Z", "20221028T100000Z"},
		{"2022-10-31", "11:00", "", "20221031T100000Z", "20221031T110000Z"},
		{"2022-10-30", "01:30", "03:30", "20221029T233000Z", "20221030T023000Z"}, // an hour that is there twice
		{"2022-12-31", "23:30", "00:30", "20221231T223000Z", "20221231T233000Z"}, // past midnight
	} {
		cal := reread(t, Request(Entry{UID: "u", Day: tt.day, Time: tt.from, EndsAt: tt.to}, stamp, "", ""))
		if prop(cal, "DTSTART") != tt.start || prop(cal, "DTEND") != tt.end {
			t.Errorf("%s %s–%s: %s to %s", tt.day, tt.from, tt.to, prop(cal, "DTSTART"), prop(cal, "DTEND"))
		}
	}
}

// Whatever is in a text, it comes back, and adds no line of its own.
func TestRoundTrip(t *testing.T) {
	letters := rapid.StringOfN(rapid.OneOf(rapid.RuneFrom([]rune("ëçËÇ „“;,:\\\"'<>\r\n=\t#ΩЖ🙂")), rapid.Rune()), 0, 200, -1)
	rapid.Check(t, func(rt *rapid.T) {
		day := time.Date(2022, 1, 1, 12, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 1500).Draw(rt, "day"))
		e := Entry{
			UID: "u" + rapid.StringMatching(`[a-z0-9]{0,90}`).Draw(rt, "uid"), Sequence: rapid.Int64Range(0, 99).Draw(rt, "sequence"),
			Day: day.Format(time.DateOnly), Summary: clean(letters.Draw(rt, "summary")), Place: clean(letters.Draw(rt, "place")),
		}
		if rapid.Bool().Draw(rt, "timed") {
			from := rapid.IntRange(4*60, 22*60).Draw(rt, "from")
			clock := func(m int) string { return time.Date(2022, 1, 1, 0, m, 0, 0, time.UTC).Format("15:04") }
			e.Time, e.EndsAt = clock(from), clock(from+rapid.IntRange(1, 119).Draw(rt, "long"))
		}
		messy := e
		messy.Summary = "\r\n" + strings.ReplaceAll(e.Summary, " ", "\r\n") + "\x00"
		for _, b := range [][]byte{Request(e, stamp, "", "a@example.al"), Feed("f", stamp, []Entry{messy})} {
			got := entries(t, reread(t, b))
			if len(got) != 1 || got[0] != e {
				rt.Fatalf("read back %+v\nwant %+v\n%s", got, e, b)
			}
		}
	})
}
