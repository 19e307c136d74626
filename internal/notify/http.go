package notify

import (
	"net/http"
	"strconv"
	"strings"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// Routes adds the pages of mail and calendars to m.
func Routes(m *web.Mux, s *Service) {
	const base = " /k/{committee}/notify"
	m.Handle("GET"+base, access.OwnNotices, s.own)
	m.Handle("GET"+base+"/sent", access.ReadNotices, s.list)
	m.Handle("POST"+base+"/sent/{mail}/retry", access.RetryNotice, s.retry)
	m.Handle("POST"+base+"/feed", access.KeepFeed, s.makeFeed)
	m.Handle("POST"+base+"/feed/revoke", access.KeepFeed, s.revokeFeed)
	m.Handle("POST"+base+"/rhythm", access.SetRhythm, s.saveRhythm)
	m.Public("GET /calendar/{token}", s.feed)
}

func path(g access.Grant, rest string) string { return "/k/" + g.Scope().ID + "/notify" + rest }

type listPage struct {
	web.Page
	Base               string
	On, Demo, CanRetry bool
	Letters            []letter
	Failed             int64
	Number             int // of the page, from 1
	Newer, Older       int // the pages beside it; 0 is none
}

var listView = web.NewView[listPage](files, "list.tmpl")

// shown is how many mails one page lists.
const shown = 50

// listed is how far the list goes back.
const listed = 90 * 24 * time.Hour

var (
	recent      = store.Read(letterColumns + ` WHERE committee_id = $1 AND queued_at > $2 AND state <> 'failed' ORDER BY queued_at DESC, id LIMIT 51 OFFSET $3`)
	notSent     = store.Read(letterColumns + ` WHERE committee_id = $1 AND state = 'failed' ORDER BY queued_at DESC, id`)
	letterState = store.Read(`SELECT state FROM notify_outbox WHERE committee_id = $1 AND id = $2`)
)

// list shows what went out, to which address and when: what failed first.
func (s *Service) list(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := listPage{Page: web.NewPage(r, "Çfarë u dërgua").With(web.Crumb{Label: "Njoftimet", Path: path(g, "")}),
		Base: path(g, "/sent"), On: s.On, Demo: s.Demo, CanRetry: g.Can(access.RetryNotice), Number: 1}
	if n, err := strconv.Atoi(r.URL.Query().Get("page")); err == nil && n > 1 && n < 10_000 {
		p.Number, p.Newer = n, n-1
	}
	err := s.DB.View(r.Context(), g, store.Subject{}, func(tx *store.Tx) error {
		failed, err := store.All(tx, notSent, (*letter).fields)
		if err != nil {
			return err
		}
		if p.Failed = int64(len(failed)); p.Number == 1 {
			p.Letters = failed
		}
		list, err := store.All(tx, recent, (*letter).fields, store.At(tx.Now().Add(-listed)), (p.Number-1)*shown)
		if len(list) > shown {
			list, p.Older = list[:shown], p.Number+1
		}
		p.Letters = append(p.Letters, list...)
		return err
	})
	if err != nil {
		return err
	}
	return listView.Render(w, r, http.StatusOK, p)
}

// KindName and StateName put codes into words.
func (p listPage) KindName(l letter) string  { return Kinds.Label(p.Lang, l.Kind) }
func (p listPage) StateName(l letter) string { return States.Label(p.Lang, l.State) }

// FailedWords say that some mails did not go out.
func (p listPage) FailedWords() string {
	return text.Count(p.Lang, &p.Failed, text.Forms{One: "1 mesazh nuk u dërgua.", Many: "{n} mesazhe nuk u dërguan."})
}

// Why says in plain words why a mail has not left, by what the server answered.
func (p listPage) Why(l letter) string {
	switch {
	case l.Error == "" || l.State == "sent":
		return ""
	case l.State == "failed" && l.Secret:
		return text.T(p.Lang, "Lidhja e tij nuk ruhet: bëni një ftesë ose kërkesë të re.")
	case l.State == "failed" && l.Tries < maxTries:
		return text.T(p.Lang, "Serveri i postës nuk e pranoi. Shihni nëse adresa është e saktë.")
	case l.State == "failed":
		return text.T(p.Lang, "Serveri i postës nuk u arrit për dy ditë.")
	}
	return text.T(p.Lang, "Nuk u arrit ende; provohet sërish më %s.", text.Moment(p.Lang, l.Next.Time))
}

// Text is what a mail says, where it is kept to be looked at, in the sample.
func (l letter) Text() string { return strings.TrimSpace(l.Body) }

func (s *Service) retry(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	id := r.PathValue("mail")
	err := s.DB.Change(r.Context(), g, store.Subject{Kind: "mail", ID: id}, func(tx *store.Tx) error {
		if _, err := store.Value[string](tx, letterState, id); err != nil {
			return err
		}
		n, err := tx.Exec(tryAgain, id, tx.Now())
		if err == nil && n == 0 {
			return web.Refuse("Ky mesazh nuk provohet sërish: u dërgua ndërkohë, ose lidhja e tij nuk ruhet.")
		}
		return err
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, "/sent"), "Mesazhi niset sërish brenda një minute.")
}
