package web

import (
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/store"
)

// A Refusal is a reason, in plain Albanian, why what was asked for cannot be
// done now. It is shown as it is, translated, with the way to mend it.
type Refusal struct {
	Message string
	Args    []any
	Back    string // address to go on from, or ""
}

func (e Refusal) Error() string { return fmt.Sprintf(e.Message, e.Args...) }

// Refuse makes a Refusal.
func Refuse(message string, args ...any) error { return Refusal{Message: message, Args: args} }

// RefuseAt is Refuse, and leads back to an address.
func RefuseAt(back, message string, args ...any) error { return Refusal{message, args, back} }

// A Conflict says that somebody else saved the same thing meanwhile. Its page
// shows both texts, so that nothing typed is lost.
type Conflict struct {
	Back   string // where to look at what is there now
	Action string // where the form went; posting there again with Version overwrites
	Fields []ConflictField
	Form   url.Values // what was typed
	Now    int64      // the version that is there now
}

// A ConflictField is one field with what was typed and what is there now.
type ConflictField struct{ Name, Label, Mine, Theirs string }

func (Conflict) Error() string { return "changed by someone else meanwhile" }

// Same reports whether both wrote the same.
func (f ConflictField) Same() bool { return f.Mine == f.Theirs }

type errorPage struct {
	Page
	Message string
	Kept    []KeptField // what was typed, to be sent again
	Files   bool        // there were files, which are not
	Action  string
	Back    string // address to go on from, or ""
}

// A KeptField is a form value carried along on an error page.
type KeptField struct{ Name, Value string }

// Written reports whether the value is a text that somebody wrote, and not a
// number or a choice.
func (k KeptField) Written() bool { return strings.ContainsAny(k.Value, " \n") }

type conflictPage struct {
	Page
	Conflict Conflict
	Kept     []KeptField
	Files    bool // there were files, which are not kept
}

var (
	errorView    = NewView[errorPage](shared, "error.tmpl")
	conflictView = NewView[conflictPage](shared, "conflict.tmpl")
)

// fail maps the few kinds of error there are to a page. What is denied looks
// the same as what does not exist. Anything unknown is ours to mend.
func (m *Mux) fail(w http.ResponseWriter, r *http.Request, err error) {
	var refusal Refusal
	var conflict Conflict
	var tooLarge *http.MaxBytesError
	switch {
	case errors.As(err, &conflict):
		m.conflict(w, r, conflict)
	case errors.Is(err, store.ErrConflict):
		m.errorPage(w, r, http.StatusConflict, "Dikush tjetër e ka ndryshuar ndërkohë", "Kthehuni te faqja, shihni si është tani dhe provojeni sërish.")
	case errors.As(err, &refusal):
		m.errorPageAt(w, r, http.StatusUnprocessableEntity, refusal.Back, "Kjo nuk mund të bëhet tani", refusal.Message, refusal.Args...)
	case errors.As(err, &tooLarge):
		m.errorPage(w, r, http.StatusRequestEntityTooLarge, "Skedari është shumë i madh", "Mund të dërgohen deri në 16 MB. Zvogëloni skedarin dhe provojeni sërish.")
	case errors.Is(err, access.ErrDenied), errors.Is(err, store.ErrNotFound), errors.Is(err, store.ErrMissing):
		m.notFound(w, r)
	default:
		slog.ErrorContext(r.Context(), "request failed", "method", r.Method, "pattern", r.Pattern, "err", err)
		m.errorPage(w, r, http.StatusInternalServerError, "Diçka nuk funksionoi", "Gabimi është yni dhe u regjistrua. Ajo që kishit ruajtur nuk ka humbur. Provojeni sërish pas pak.")
	}
}

// notFound answers the same to everybody: what may not be seen and what does
// not exist cannot be told apart, not even by the navigation around it.
func (m *Mux) notFound(w http.ResponseWriter, r *http.Request) {
	r = m.withFrame(r, Visitor{Lang: Lang(r)}, access.Grant{})
	m.errorPage(w, r, http.StatusNotFound, "Faqja nuk u gjet", "Ndoshta adresa është shkruar gabim, ose faqja nuk është për ju. Kthehuni te faqja e parë.")
}

func (m *Mux) errorPage(w http.ResponseWriter, r *http.Request, status int, title, message string, args ...any) {
	m.errorPageAt(w, r, status, "", title, message, args...)
}

// errorPageAt is an error page that leads back to an address.
func (m *Mux) errorPageAt(w http.ResponseWriter, r *http.Request, status int, back, title, message string, args ...any) {
	if r.Header.Get("X-Autosave") != "" {
		w.WriteHeader(status)
		return
	}
	p := errorPage{Page: NewPage(r, title), Message: T(r, message, args...), Back: back}
	if status == http.StatusNotFound {
		p.Path = "/" // the address asked for is not part of the answer
	}
	if err := errorView.Render(w, r, status, p); err != nil {
		slog.ErrorContext(r.Context(), "error page failed", "err", err)
	}
}

func (m *Mux) conflict(w http.ResponseWriter, r *http.Request, c Conflict) {
	if r.Header.Get("X-Autosave") != "" {
		w.WriteHeader(http.StatusConflict)
		return
	}
	p := conflictPage{Page: NewPage(r, "Dikush tjetër e ka ndryshuar ndërkohë"), Conflict: c, Kept: kept(c.Form, "version"), Files: hasFiles(r)}
	if err := conflictView.Render(w, r, http.StatusConflict, p); err != nil {
		slog.ErrorContext(r.Context(), "conflict page failed", "err", err)
	}
}

// SignInPath is where nobody is sent to become somebody.
const SignInPath = "/account/sign-in"

// askSignIn sends a visitor whose session is over to sign in. What they had
// typed is kept on the page, to be sent again afterwards.
func (m *Mux) askSignIn(w http.ResponseWriter, r *http.Request) {
	r = m.withFrame(r, Visitor{}, access.Grant{})
	if r.Header.Get("X-Autosave") != "" {
		w.WriteHeader(http.StatusUnauthorized)
		return
	}
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		http.Redirect(w, r, SignInPath+"?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusSeeOther)
		return
	}
	_, _ = ReadForm(r) // what cannot be read cannot be kept
	p := errorPage{
		Page:    NewPage(r, "Koha e hyrjes ka mbaruar"),
		Message: T(r, "Ajo që shkruat nuk ka humbur. Hyni sërish në një dritare tjetër, pastaj kthehuni këtu dhe shtypni «Dërgoje sërish»."),
		Kept:    kept(r.PostForm),
		Files:   hasFiles(r),
		Action:  r.URL.RequestURI(),
	}
	if err := errorView.Render(w, r, http.StatusUnauthorized, p); err != nil {
		slog.ErrorContext(r.Context(), "sign-in page failed", "err", err)
	}
}

// hasFiles reports whether files came with the form. They cannot be carried along.
func hasFiles(r *http.Request) bool {
	if r.MultipartForm == nil {
		return false
	}
	for _, list := range r.MultipartForm.File {
		for _, f := range list {
			if f.Filename != "" {
				return true
			}
		}
	}
	return false
}

// kept flattens form values, in the order of their names. Passwords and codes
// are never carried along.
func kept(form url.Values, but ...string) []KeptField {
	var list []KeptField
	for name, values := range form {
		if slices.Contains(but, name) || strings.Contains(name, "password") || name == "code" {
			continue
		}
		for _, v := range values {
			list = append(list, KeptField{name, v})
		}
	}
	slices.SortStableFunc(list, func(a, b KeptField) int { return strings.Compare(a.Name, b.Name) })
	return list
}
