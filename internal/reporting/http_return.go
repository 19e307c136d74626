package reporting

import (
	"fmt"
	"net/http"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

type returnPage struct {
	web.Page
	head
	Activities, Asked, May []taskRow
	Problems, Measures     taskRow
	Complete               Completeness
	Answers                []section     // when it is read, not filled in
	Warnings               []linkedCheck // for the secretary, of a return that was sent
	Round                  Round
}

// taskRow is a Task as the list shows it.
type taskRow struct {
	Task
	Title, Hint, Path string
}

var returnView = web.NewView[returnPage](files, "return.tmpl", "excel_form.tmpl", "parts.tmpl")

// show is the return: a list of tasks for those who fill it in, its answers for
// everybody else and once it is sent.
func (h handler) show(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	p := returnPage{}
	ret, err := h.view(r, g, func(tx *store.Tx, id string) (ret Return, err error) {
		if ret, err = Load(tx, id); err != nil {
			return ret, err
		}
		if p.Round, err = GetRound(tx, ret.RoundID); err != nil {
			return ret, err
		}
		return ret, loadBefore(tx, &ret)
	})
	if err != nil {
		return err
	}
	l := web.Lang(r)
	p.head, p.Complete = h.headOf(g, ret), ret.Completeness()
	way := crumbs(g, ret, l)
	p.Page = web.NewPage(r, "%s", ret.Institution).With(way[:len(way)-1]...)
	if p.CanFill {
		p.tasks(l)
		return returnView.Render(w, r, http.StatusOK, p)
	}
	p.Answers = answers(l, ret, p.Base, false)
	if p.CanJudge && ret.State == Sent {
		for _, c := range Checks(ret) {
			if !c.Blank { // what is blank shows as such below
				p.Warnings = append(p.Warnings, p.link(l, c))
			}
		}
	}
	return returnView.Render(w, r, http.StatusOK, p)
}

// tasks sorts the rows of the return under their headings.
func (p *returnPage) tasks(l text.Lang) {
	for _, t := range p.R.Tasks() {
		row := taskRow{Task: t, Path: fmt.Sprintf("%s/%s/%s", p.Base, t.Kind, t.ID)}
		switch {
		case t.Kind == "activity":
			it, _ := p.R.Item(t.ID)
			row.Title, row.Hint = activityName(it.Activity), dueWords(l, it.Activity, p.R)
			p.Activities = append(p.Activities, row)
		case t.Kind == "topic":
			topic, _ := topicOf(t.ID)
			row.Title = topic.Name(string(l))
			if p.R.registers(topic) {
				row.Hint = text.T(l, "Shifrat merren nga regjistri i institucionit.")
			}
			if t.Asked {
				p.Asked = append(p.Asked, row)
			} else {
				p.May = append(p.May, row)
			}
		case t.Kind == "problems":
			p.Problems = row
		default:
			p.Measures = row
		}
	}
}

// activityName is the number of an activity with its title.
func activityName(a Activity) string {
	if a.Number == "" {
		return a.Title
	}
	return a.Number + " " + a.Title
}

// dueWords says by when the activity is due, and that it is carried from before
// the period when it is.
func dueWords(l text.Lang, a Activity, r Return) string {
	switch {
	case a.State == "cancelled":
		return text.T(l, "Anuluar me vendim: nuk pyetet më.")
	case a.DueOn != "" && a.DueOn < r.Period.Start():
		return text.T(l, "Afati ishte %s, para kësaj periudhe.", text.Day(a.DueOn))
	case a.DueOn != "":
		return text.T(l, "Afati: %s", text.Day(a.DueOn))
	case a.Frequency != "":
		return code.Frequencies.Label(l, a.Frequency)
	}
	return ""
}

// LastReason is why the return was last sent back or reopened.
func (h head) LastReason() string {
	for i := len(h.R.Events) - 1; i >= 0; i-- {
		if v := h.R.Events[i].Verb; v == string(moveSendBack) || v == string(moveReopen) {
			return h.R.Events[i].Reason
		}
	}
	return ""
}

// Overdue reports whether the return is overdue today.
func (h head) Overdue() bool { return h.R.Overdue(h.Today) }

// States, Channels and Verbs are the lists templates take labels from.
func (head) States() code.List   { return code.ReturnStates }
func (head) Channels() code.List { return code.Channels }
func (head) Verbs() code.List    { return verbs }

var verbs = code.List{
	{Code: string(moveSend), SQ: "u dërgua", EN: "sent"},
	{Code: string(moveSendBack), SQ: "u kthye për plotësim", EN: "sent back"},
	{Code: string(moveAccept), SQ: "u pranua", EN: "accepted"},
	{Code: string(moveReopen), SQ: "u rihap", EN: "reopened"},
	{Code: "extended", SQ: "afati u shty", EN: "deadline extended"},
}

type sendPage struct {
	web.Page
	head
	Blocking, Warnings []linkedCheck
	Answers            []section
}

// linkedCheck is a check with the address of its field.
type linkedCheck struct{ Path, Where, Message string }

var (
	sendView = web.NewView[sendPage](files, "send.tmpl", "parts.tmpl")
	sentView = web.NewView[returnPage](files, "sent.tmpl", "parts.tmpl")
)

// toSend reads a return with what it is compared with.
func toSend(tx *store.Tx, id string) (Return, error) {
	ret, err := Load(tx, id)
	if err != nil {
		return ret, err
	}
	return ret, loadBefore(tx, &ret)
}

func (h handler) sendForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	ret, err := h.view(r, g, toSend)
	if err != nil {
		return err
	}
	if !h.headOf(g, ret).CanSend {
		return web.Redirect(w, r, returnPath(g, ret.ID, ""), "")
	}
	return h.showSend(w, r, g, http.StatusOK, ret, web.NewForm(r))
}

func (h handler) showSend(w http.ResponseWriter, r *http.Request, g access.Grant, status int, ret Return, f *web.Form) error {
	l := web.Lang(r)
	p := sendPage{Page: web.NewPage(r, "Kontrolloni para se ta dërgoni").With(crumbs(g, ret, l)...).WithForm(f), head: h.headOf(g, ret)}
	for _, c := range Checks(ret) {
		if c.Blocking {
			p.Blocking = append(p.Blocking, p.link(l, c))
		} else {
			p.Warnings = append(p.Warnings, p.link(l, c))
		}
	}
	p.Answers = answers(l, ret, p.Base, true)
	return sendView.Render(w, r, status, p)
}

func (h head) link(l text.Lang, c Check) linkedCheck {
	lc := linkedCheck{Path: h.Base + "/" + c.Kind, Message: c.In(l)}
	if c.ID != "" {
		lc.Path += "/" + c.ID
	}
	if c.Field != "" {
		lc.Path += "#" + c.Field
	}
	switch c.Kind {
	case "activity":
		it, _ := h.R.Item(c.ID)
		lc.Where = activityName(it.Activity)
	case "topic":
		t, _ := topicOf(c.ID)
		lc.Where = t.Name(string(l))
	case "problem", "problems":
		lc.Where = text.T(l, "Problematikat")
	default:
		lc.Where = text.T(l, "Masat")
	}
	return lc
}

func (h handler) send(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	ret, err := h.view(r, g, toSend)
	if err != nil {
		return err
	}
	checks := Checks(ret)
	switch {
	case !ret.Editable(): // Send says so
	case Blocks(checks):
		f.Fail("blocking", "Rregulloni më parë vërejtjet që e pengojnë dërgimin.")
	case len(checks) > 0 && !f.Has("checked"):
		f.Fail("checked", "Shënoni që i keni kontrolluar vërejtjet.")
	}
	if !f.OK() {
		return h.showSend(w, r, g, http.StatusUnprocessableEntity, ret, f)
	}
	err = h.change(r, g, func(tx *store.Tx) error {
		_, err := Send(tx, Act{ReturnID: ret.ID, Version: ret.Version})
		return err
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, returnPath(g, ret.ID, "/sent"), "")
}

// sent shows the reference and what happens next.
func (h handler) sent(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	ret, err := h.view(r, g, loadHead)
	if err != nil {
		return err
	}
	if ret.Reference == "" {
		return store.ErrNotFound
	}
	p := returnPage{Page: web.NewPage(r, "Raportimi u dërgua").With(crumbs(g, ret, web.Lang(r))...), head: h.headOf(g, ret)}
	return sentView.Render(w, r, http.StatusOK, p)
}

func (h handler) accept(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id := r.PathValue("return")
	err = h.change(r, g, func(tx *store.Tx) error {
		err := Accept(tx, Act{ReturnID: id, Version: max(f.Version(), 0)}, h.SetActivityState)
		if err != nil || h.Accepted == nil {
			return err
		}
		return h.Accepted(tx, id)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, returnPath(g, id, ""), "Raportimi u pranua; gjendja e aktiviteteve në plan u përditësua.")
}

type reasonPage struct {
	web.Page
	head
	Action, Lead, Button string
}

var reasonView = web.NewView[reasonPage](files, "reason.tmpl", "parts.tmpl")

// isReopen reports whether the request is about reopening, not sending back.
func isReopen(r *http.Request) bool { return strings.HasSuffix(r.URL.Path, "/reopen") }

// reasonFor is the move the reason is for.
func reasonFor(r *http.Request) move {
	if isReopen(r) {
		return moveReopen
	}
	return moveSendBack
}

func (h handler) reasonForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	ret, err := h.view(r, g, loadHead)
	if err != nil {
		return err
	}
	if !g.Can(access.JudgeReturn) {
		return access.ErrDenied
	}
	if _, ok := next(ret.State, reasonFor(r)); !ok {
		return web.Redirect(w, r, returnPath(g, ret.ID, ""), "")
	}
	return h.showReason(w, r, g, http.StatusOK, ret, web.NewForm(r).Set("version", fmt.Sprint(ret.Version)))
}

func (h handler) showReason(w http.ResponseWriter, r *http.Request, g access.Grant, status int, ret Return, f *web.Form) error {
	title, p := "Ktheni për plotësim", reasonPage{head: h.headOf(g, ret)}
	p.Action, p.Lead, p.Button = "/back", "Institucioni e sheh arsyen dhe mund ta ndryshojë raportimin derisa ta dërgojë sërish.", "Ktheje për plotësim"
	if isReopen(r) {
		title, p.Action, p.Button = "Rihapni raportimin e pranuar", "/reopen", "Rihape raportimin"
		p.Lead = "Pranimi hiqet dhe aktivitetet e planit kthehen në gjendjen e raportimit të fundit që mbetet i pranuar."
	}
	p.Page = web.NewPage(r, title).With(crumbs(g, ret, web.Lang(r))...).WithForm(f)
	p.Lead, p.Button = web.T(r, p.Lead), web.T(r, p.Button)
	return reasonView.Render(w, r, status, p)
}

// back sends a return back, or reopens an accepted one.
func (h handler) back(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	id, reason := r.PathValue("return"), f.Public("reason")
	if reason == "" {
		f.Fail("reason", "Shkruani arsyen: institucioni duhet ta dijë pse.")
	}
	if !f.OK() {
		ret, err := h.view(r, g, loadHead)
		if err != nil {
			return err
		}
		return h.showReason(w, r, g, http.StatusUnprocessableEntity, ret, f)
	}
	err = h.change(r, g, func(tx *store.Tx) error {
		a := Act{ReturnID: id, Version: max(f.Version(), 0), Reason: reason}
		if isReopen(r) {
			return Reopen(tx, a, h.SetActivityState)
		}
		return SendBack(tx, a)
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, returnPath(g, id, ""), "Raportimi iu kthye institucionit, me arsyen.")
}
