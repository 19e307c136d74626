package calendar

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// RFC 5545, 3.1: a name, parameters with one or more values, and the value.
var (
	contentLine = regexp.MustCompile(`^([A-Z0-9-]+)((?:;[A-Z0-9-]+=(?:"[^"\x00-\x08\x0A-\x1F\x7F]*"|[^";:,\x00-\x08\x0A-\x1F\x7F]*)(?:,(?:"[^"]*"|[^";:,]*))*)*):([^\x00-\x08\x0A-\x1F\x7F]*)$`)
	parameter   = regexp.MustCompile(`;([A-Z0-9-]+)=(?:"[^"]*"|[^";:])*`)
)

// What a calendar and an entry must have, each once (3.6, 3.6.1).
var required = map[string][]string{"VCALENDAR": {"PRODID", "VERSION"}, "VEVENT": {"UID", "DTSTAMP", "DTSTART", "SUMMARY"}}

// faults reads the raw lines of a calendar by the letter of RFC 5545, without
// any library, and says what is wrong with them.
func faults(file string) (list []string) {
	var open []string
	seen := []map[string]int{{}}
	for _, line := range strings.Split(strings.ReplaceAll(strings.TrimSuffix(file, "\r\n"), "\r\n ", ""), "\r\n") {
		m := contentLine.FindStringSubmatch(line)
		if m == nil {
			list = append(list, "no content line: "+line)
			continue
		}
		var names []string
		for _, p := range parameter.FindAllStringSubmatch(m[2], -1) {
			if slices.Contains(names, p[1]) {
				list = append(list, "a parameter twice: "+line)
			}
			names = append(names, p[1])
		}
		switch name, value := m[1], m[3]; name {
		case "BEGIN":
			open, seen = append(open, value), append(seen, map[string]int{})
		case "END":
			if len(open) == 0 || open[len(open)-1] != value {
				return append(list, "ends what did not begin: "+line)
			}
			list = append(list, lacking(value, seen[len(seen)-1])...)
			open, seen = open[:len(open)-1], seen[:len(seen)-1]
		default:
			seen[len(seen)-1][name]++
		}
	}
	if len(open) > 0 || len(seen[0]) > 0 {
		list = append(list, "something stands outside, or does not end")
	}
	return list
}

// lacking says what one component lacks, or has twice.
func lacking(component string, has map[string]int) (list []string) {
	for _, name := range required[component] {
		if has[name] == 0 {
			list = append(list, component+" without "+name)
		}
	}
	for name, n := range has {
		if n > 1 && name != "ATTENDEE" {
			list = append(list, component+" has twice "+name)
		}
	}
	return list
}

func strict(t testing.TB, file string) {
	t.Helper()
	if list := faults(file); len(list) > 0 {
		t.Fatalf("%s\n%s", strings.Join(list, "\n"), file)
	}
}

// The check itself finds what it is there for.
func TestStrict(t *testing.T) {
	good := string(Feed("Durrës", stamp, []Entry{meeting}))
	strict(t, good)
	for was, is := range map[string]string{
		"REFRESH-INTERVAL;VALUE=DURATION:": "REFRESH-INTERVAL;VALUE=DURATION;VALUE=DURATION:",
		"DTSTAMP:20220601T073000Z\r\n":     "",
		"VERSION:2.0\r\n":                  "VERSION:2.0\r\nVERSION:2.0\r\n",
		"END:VEVENT\r\n":                   "",
		"UID:takim@tryeza":                 "UID takim@tryeza",
		"X-PUBLISHED-TTL:PT4H\r\n":         "X-PUBLISHED-TTL:PT4H\n",
		"BEGIN:VEVENT":                     "BEGIN;X:VEVENT",
	} {
		bad := strings.Replace(good, was, is, 1)
		if bad == good || len(faults(bad)) == 0 {
			t.Errorf("%q for %q is not noticed:\n%s", is, was, bad)
		}
	}
}
