package web

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/text"
)

// A frame is what the Mux knows of a request beyond the handler's business.
type frame struct {
	mux     *Mux
	visitor Visitor
	grant   access.Grant
	room    Room // read before the handler: a page may be made while the handler reads the room, and eight looks inside of looks would wait for one another for ever
}

type frameKey struct{}

func (m *Mux) withFrame(r *http.Request, v Visitor, g access.Grant) *http.Request {
	if c, err := r.Cookie("lang"); err == nil {
		v.Lang = text.Lang(c.Value)
	}
	if v.Lang != text.EN {
		v.Lang = text.SQ
	}
	f := frame{mux: m, visitor: v, grant: g}
	r = r.WithContext(context.WithValue(r.Context(), frameKey{}, f))
	if _, inRoom := fronts[g.Scope().Kind]; !g.Valid() || !inRoom {
		return r
	}
	f.room = Room{ID: g.Scope().ID, Name: g.Scope().ID}
	if m.Room != nil {
		if room, err := m.Room(r, g); err == nil {
			f.room = room
		}
	}
	return r.WithContext(context.WithValue(r.Context(), frameKey{}, f))
}

func frameOf(r *http.Request) frame {
	f, ok := r.Context().Value(frameKey{}).(frame)
	if !ok {
		f.visitor.Lang = text.SQ
	}
	return f
}

// Lang is the language the visitor reads.
func Lang(r *http.Request) text.Lang { return frameOf(r).visitor.Lang }

// Who is the visitor of a request that came through the Mux.
func Who(r *http.Request) Visitor { return frameOf(r).visitor }

// T translates an Albanian sentence for the visitor.
func T(r *http.Request, s string, args ...any) string { return text.T(Lang(r), s, args...) }

// A Crumb is a step of the way to a page. The last one has no Path.
type Crumb struct{ Label, Path string }

// A Page holds what every page shows around its own content. Page structs of
// features embed it, first.
type Page struct {
	Lang    text.Lang
	Title   string
	Visitor string
	Room    Room
	Nav     []PageNav
	Crumbs  []Crumb
	Flash   string
	Form    *Form // the form of the page, if it has one; its errors are shown on top
	Path    string
	Sent    bool // the page answers a form that was sent, and did not lead on
	Styled  bool
	Draft   string // marks this person's draft of the form at this address, for copies kept in the browser
}

// PageNav is one navigation entry as shown.
type PageNav struct {
	Label, Path string
	Current     bool
}

// NewPage starts a page for the visitor, with the navigation of the grant's
// committee or unit. title is Albanian and is translated.
func NewPage(r *http.Request, title string, args ...any) Page {
	f := frameOf(r)
	p := Page{Lang: f.visitor.Lang, Title: text.T(f.visitor.Lang, title, args...), Visitor: f.visitor.Name, Path: r.URL.RequestURI(), Sent: r.Method == http.MethodPost, Draft: draftKey(f.visitor.Actor.ID(), r.URL.Path), Styled: Styled()}
	front, inRoom := fronts[f.grant.Scope().Kind]
	if f.mux == nil || !f.grant.Valid() || !inRoom {
		return p
	}
	p.Room = f.room
	p.Room.Open, p.Room.Path = f.grant.Can(front.opens), front.path+p.Room.ID
	for _, n := range f.mux.Nav {
		if n.Needs.Kind() == f.grant.Scope().Kind && f.grant.Can(n.Needs) {
			p.Nav = append(p.Nav, PageNav{text.T(p.Lang, n.Label), p.Room.Path + n.Path, n.leads(strings.TrimPrefix(r.URL.Path, p.Room.Path))})
		}
	}
	return p
}

// leads reports whether a page, by its path after that of the room, is reached from
// the item.
func (n NavItem) leads(page string) bool {
	return page == n.Path || slices.ContainsFunc(append([]string{n.Path}, n.Also...), func(path string) bool {
		return path != "" && strings.HasPrefix(page+"/", path+"/")
	})
}

// fronts are the kinds of scope that have a first page and a navigation.
var fronts = map[access.Kind]struct {
	path  string
	opens access.Permission // its first page
}{
	access.InCommittee:   {"/k/", access.ReadCommittee},
	access.InInstitution: {"/u/", access.ReadUnit},
}

// draftKey tells nobody who it is for, but differs from person to person.
func draftKey(who, path string) string {
	sum := sha256.Sum256([]byte(who + " " + path))
	return hex.EncodeToString(sum[:8])
}

// With adds the way to the page; the title is its last step.
func (p Page) With(crumbs ...Crumb) Page {
	for i := range crumbs {
		crumbs[i].Label = text.T(p.Lang, crumbs[i].Label)
	}
	p.Crumbs = append(crumbs, Crumb{Label: p.Title})
	return p
}

// WithForm sets the form of the page.
func (p Page) WithForm(f *Form) Page {
	p.Form = f
	return p
}

const flashCookie = "flash"

// Redirect sends the browser on, with a message for the next page. message is
// Albanian and is translated; empty shows nothing.
func Redirect(w http.ResponseWriter, r *http.Request, path, message string, args ...any) error {
	if message != "" {
		value := base64.RawURLEncoding.EncodeToString([]byte(T(r, message, args...)))
		http.SetCookie(w, &http.Cookie{Name: flashCookie, Value: value, Path: "/", MaxAge: 60, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: secure(r)})
	}
	http.Redirect(w, r, path, http.StatusSeeOther)
	return nil
}

func secure(r *http.Request) bool { f := frameOf(r); return f.mux != nil && f.mux.Secure }

// takeFlash reads the message left by Redirect, and clears it.
func takeFlash(w http.ResponseWriter, r *http.Request) string {
	c, err := r.Cookie(flashCookie)
	if err != nil {
		return ""
	}
	http.SetCookie(w, &http.Cookie{Name: flashCookie, Path: "/", MaxAge: -1})
	b, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil {
		return ""
	}
	return string(b)
}

// SwitchLanguage keeps the visitor's choice of language in a cookie and goes
// back to where they were.
func SwitchLanguage(w http.ResponseWriter, r *http.Request) error {
	lang := text.SQ
	if r.FormValue("lang") == string(text.EN) {
		lang = text.EN
	}
	http.SetCookie(w, &http.Cookie{Name: "lang", Value: string(lang), Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: secure(r)})
	http.Redirect(w, r, Local(r.FormValue("back")), http.StatusSeeOther)
	return nil
}

// Origin is the site as the reader reached it, without a path, for a link that leads
// back from outside.
func Origin(r *http.Request) string {
	if r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https" {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// Local returns path if it is one of this site, and "/" if not, so that a link
// cannot send people elsewhere after signing in.
func Local(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return "/"
	}
	return path
}
