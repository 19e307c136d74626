package bench

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/net/html"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
)

// A site is Tryeza serving the seed, here or in a process of its own.
type site struct {
	base   string  // "http://127.0.0.1:…"
	db     *sql.DB // the same data, past the store
	rooms  []room
	client *http.Client
}

// newSite is a site nobody is signed in to.
func newSite(base string) *site {
	return &site{base: base, client: &http.Client{
		Transport:     &http.Transport{MaxIdleConnsPerHost: users, MaxConnsPerHost: users},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}
}

// visit is the site at base, with everybody of the seed signed in.
func visit(t testing.TB, db *sql.DB, base string, z size, now time.Time) *site {
	t.Helper()
	s := newSite(base)
	s.db = db
	for _, q := range code.Qarqe[:z.committees] {
		s.rooms = append(s.rooms, look(t, db, q, now))
		for _, role := range []access.Role{access.Secretary, access.Chair, access.Auditor} {
			signIn(t, db, mail(q, role), now)
		}
		for i := range z.institutions {
			signIn(t, db, focalMail(q, i), now)
		}
	}
	return s
}

// signIn opens a session whose secret is the address of the person.
func signIn(t testing.TB, db *sql.DB, email string, now time.Time) {
	t.Helper()
	sum := sha256.Sum256([]byte(email))
	_, err := db.Exec(`INSERT INTO account_session (id, token_hash, person_id, created_at, seen_at, factor_at, revoked_at, device)
		SELECT ?, ?, id, ?, ?, ?, ?, '' FROM account_person WHERE email = ?`,
		"bench-"+email, hex.EncodeToString(sum[:]), store.At(now), store.At(now), store.At(now), store.Time{}, email)
	if err != nil {
		t.Fatal(err)
	}
}

// ask sends a request as somebody and reads the whole answer.
func (s *site) ask(method, path, who, contentType string, body io.Reader) (status int, answer []byte, err error) {
	r, err := http.NewRequest(method, s.base+path, body)
	if err != nil {
		return 0, nil, err
	}
	if contentType != "" {
		r.Header.Set("Content-Type", contentType)
	}
	r.AddCookie(&http.Cookie{Name: "session", Value: who})
	resp, err := s.client.Do(r)
	if err != nil {
		return 0, nil, err
	}
	defer resp.Body.Close()
	answer, err = io.ReadAll(resp.Body)
	return resp.StatusCode, answer, err
}

// get asks for a page that must be there.
func (s *site) get(path, who string) ([]byte, error) {
	status, body, err := s.ask("GET", path, who, "", nil)
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("GET %s as %s = %d", path, who, status)
	}
	return body, err
}

// A form is a page's form, as filled in as the page showed it.
type form struct {
	path, who string
	fields    url.Values
}

// open reads the form of a page.
func (s *site) open(path, who string) (form, error) {
	f := form{path, who, url.Values{}}
	body, err := s.get(path, who)
	if err != nil {
		return f, err
	}
	doc, err := html.Parse(bytes.NewReader(body))
	if err == nil {
		f.read(doc, false)
	}
	if len(f.fields) == 0 {
		err = fmt.Errorf("%s has no form", path)
	}
	return f, err
}

// read takes the fields of the form that saves itself, or that is sent to where it
// stands, and of no other.
func (f form) read(n *html.Node, inside bool) {
	inside = inside || n.Type == html.ElementNode && n.Data == "form" && (attr(n, "data-autosave") != "" || attr(n, "action") == f.path)
	name := attr(n, "name")
	switch {
	case !inside || n.Type != html.ElementNode || name == "" || attr(n, "type") == "file":
	case n.Data == "input" && (attr(n, "type") != "radio" && attr(n, "type") != "checkbox" || has(n, "checked")):
		f.fields.Add(name, attr(n, "value"))
	case n.Data == "textarea" && n.FirstChild != nil:
		f.fields.Set(name, n.FirstChild.Data)
	case n.Data == "textarea":
		f.fields.Set(name, "")
	case n.Data == "select":
		f.fields.Set(name, chosen(n))
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		f.read(c, inside)
	}
}

// chosen is the option of a select that is chosen, or its first.
func chosen(n *html.Node) string {
	value, found := "", false
	for o := range n.Descendants() {
		if o.Type == html.ElementNode && o.Data == "option" && (!found || has(o, "selected")) {
			value, found = attr(o, "value"), true
		}
	}
	return value
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	for _, a := range n.Attr {
		if a.Key == name {
			return true
		}
	}
	return false
}

// save sends a form as a browser does when the button is pressed. It must lead on.
func (s *site) save(f form) error {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for name, values := range f.fields {
		for _, v := range values {
			w.WriteField(name, v)
		}
	}
	w.Close()
	status, _, err := s.ask("POST", f.path, f.who, w.FormDataContentType(), &b)
	if err == nil && status != http.StatusSeeOther {
		err = fmt.Errorf("POST %s as %s = %d", f.path, f.who, status)
	}
	return err
}

// autosave sends a form as the browser does while somebody types.
func (s *site) autosave(f form) error {
	status, _, err := s.ask("POST", f.path+"/autosave", f.who, "application/x-www-form-urlencoded", strings.NewReader(f.fields.Encode()))
	if err == nil && status != http.StatusOK {
		err = fmt.Errorf("POST %s/autosave as %s = %d", f.path, f.who, status)
	}
	return err
}

// users is how many people ask at the same moment.
const users = 16

// An answer is how long it took until what was asked for was there.
type answer struct {
	what string
	took time.Duration
}

// An asker does the same kind of thing again and again. next does it the i-th
// time, and says what it was; pause is how long to wait before, and undo, unless
// nil, makes ready what can be done only once. Neither is timed.
type asker struct {
	next  func(i int) (what string, err error)
	pause func(i int) time.Duration
	undo  func(i int) error
}

// together has every user ask n times, one thing after the other. prepare makes
// a user ready, which is not timed. The first failure ends it.
func together(n int, prepare func(user int) (asker, error)) ([]answer, error) {
	var mu sync.Mutex
	var answers []answer
	var failed error
	var ready, done sync.WaitGroup
	start := make(chan struct{})
	for user := range users {
		ready.Add(1)
		done.Go(func() {
			a, err := prepare(user)
			ready.Done()
			<-start
			var list []answer
			for i := 0; i < n && err == nil; i++ {
				time.Sleep(a.pause(i)) // somebody reads, and types
				if a.undo != nil {
					err = a.undo(i)
				}
				began := time.Now()
				var what string
				if err == nil {
					what, err = a.next(i)
				}
				list = append(list, answer{what, time.Since(began)})
			}
			mu.Lock()
			defer mu.Unlock()
			answers = append(answers, list...)
			failed = cmp.Or(failed, err)
		})
	}
	ready.Wait()
	close(start)
	done.Wait()
	return answers, failed
}

// atOnce is the pause of who does not wait.
func atOnce(int) time.Duration { return 0 }
