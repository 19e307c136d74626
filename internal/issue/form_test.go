package issue_test

import (
	"fmt"
	"net/url"
)

// form is one that was shown at a version, with names and values.
func form(version int64, pairs ...string) url.Values {
	f := url.Values{"version": {fmt.Sprint(version)}}
	for i := 0; i+1 < len(pairs); i += 2 {
		f.Add(pairs[i], pairs[i+1])
	}
	return f
}

// day fills the three fields of a date.
func day(f url.Values, name, d, m, y string) url.Values {
	f.Set(name+"-day", d)
	f.Set(name+"-month", m)
	f.Set(name+"-year", y)
	return f
}
