package internal_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/testkit"
)

// What a browser keeps of casework, on a computer of the office that others use
// as well: no page, no draft, and in its history nothing but ids and codes. What
// somebody downloads, they have.
func TestNothingStaysInTheBrowser(t *testing.T) {
	h := newMarked(t, testkit.SQLiteRooms(t))
	h.typeInto(access.Worker, h.file(access.Worker))
	if h.pages < 30 {
		t.Errorf("only %d pages were looked at", h.pages)
	}
	for _, where := range testkit.FindMark(h.heads.Bytes()) {
		t.Errorf("an address, a title or a cookie: %s", where)
	}
	for _, fault := range h.kept {
		t.Error(fault)
	}
}

var ofCasework = regexp.MustCompile(`^/u/[^/]+/(child|sighting|protection|handover|disclosure|linkage|retention)`)

var (
	left = regexp.MustCompile(`/(conflict|worker|reassign|end|handover/sent)\b`) // nothing is typed into these, and nobody could go on
	ends = regexp.MustCompile(`/(withdraw|accept|refuse|remove|undo|export)\b`)
	last = regexp.MustCompile(`/(close|handover/new)\b`)
)

// typeInto follows every link of the room from the pages about a file, and sends
// every form there is, with marks in its texts: those that end something come
// last. It returns how many were taken.
func (h *marked) typeInto(role access.Role, file string) (taken int) {
	h.t.Helper()
	h.sit(role)
	w := walk{h: h, role: role, seen: map[string]int{}, queue: h.doors(file)}
	for w.links(); len(w.late) > 0; w.links() {
		i := max(0, slices.IndexFunc(w.late, func(f form) bool { return !last.MatchString(f.action) }))
		next := w.late[i]
		w.late = slices.Delete(w.late, i, i+1)
		w.send(next)
	}
	return w.taken
}

// A walk is one person's way through the pages.
type walk struct {
	h     *marked
	role  access.Role
	seen  map[string]int
	queue []string
	late  []form
	taken int
}

// links follows the links there are, and sends the forms on the way.
func (w *walk) links() {
	for len(w.queue) > 0 {
		at := w.queue[0]
		w.queue = w.queue[1:]
		kind := w.h.kindOf(at)
		if w.seen[at] > 0 || w.seen[kind] > 2 || !ofCasework.MatchString(at) {
			continue
		}
		w.seen[at], w.seen[kind] = 1, w.seen[kind]+1
		page := readPage(w.h.t, w.h.ask("GET", at, nil))
		w.queue = append(w.queue, page.links...)
		for _, f := range page.forms {
			what := "POST " + w.h.kindOf(f.action) + " " + strings.Join(f.names(), " ")
			if w.seen[what]++; w.seen[what] > 2 || f.upload || left.MatchString(f.action) || !ofCasework.MatchString(f.action) {
				continue
			}
			if ends.MatchString(f.action) || last.MatchString(f.action) {
				w.late = append(w.late, f)
				continue
			}
			w.send(f)
		}
	}
}

func (w *walk) send(f form) {
	got := w.h.ask("POST", f.action, f.typed(w.h))
	if got.Code >= 500 {
		w.h.t.Errorf("%s: POST %s = %d\n%s", w.role, f.action, got.Code, w.h.log.String())
	}
	if got.Code == http.StatusSeeOther {
		w.taken++
		w.queue = append(w.queue, got.Header().Get("Location"))
	}
}

// doors are the pages that the navigation, or another page, leads to.
func (h *marked) doors(file string) (list []string) {
	for _, r := range h.mux.Routes {
		at, isGet := strings.CutPrefix(r.Pattern, "GET ")
		at = strings.NewReplacer("{unit}", h.unit, "{child}", file, "{kind}", "note").Replace(at)
		if isGet && ofCasework.MatchString(at) && !strings.Contains(at, "{") {
			list = append(list, at)
		}
	}
	slices.Sort(list)
	return list
}

var anID = regexp.MustCompile(`/[a-z2-9]{16}\b`)

// kindOf is an address without what tells one page of a kind from another.
func (h *marked) kindOf(at string) string {
	at, _, _ = strings.Cut(at, "?")
	return anID.ReplaceAllString(strings.Replace(at, h.unit, "*", 1), "/*")
}
