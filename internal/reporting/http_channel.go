package reporting

import (
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

type channelPage struct {
	web.Page
	head
	Options []web.Option
}

var channelView = web.NewView[channelPage](files, "channel.tmpl", "parts.tmpl")

// entered are the channels the secretary may note; Excel is noted by itself.
var entered = code.List{code.Channels[1], code.Channels[2], code.Channels[0]}

func (h handler) channelForm(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	ret, err := h.view(r, g, loadHead)
	if err != nil {
		return err
	}
	if !g.Whole() || !h.headOf(g, ret).CanFill {
		return access.ErrDenied
	}
	return h.showChannel(w, r, g, http.StatusOK, ret, web.NewForm(r).Set("channel", ret.Channel).Set("note", ret.SourceNote))
}

func (h handler) showChannel(w http.ResponseWriter, r *http.Request, g access.Grant, status int, ret Return, f *web.Form) error {
	l := web.Lang(r)
	p := channelPage{Page: web.NewPage(r, "Si erdhi ky raportim").With(crumbs(g, ret, l)...).WithForm(f), head: h.headOf(g, ret), Options: web.Options(l, entered)}
	return channelView.Render(w, r, status, p)
}

func (h handler) channel(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	f, err := web.ReadForm(r)
	if err != nil {
		return err
	}
	if !g.Whole() {
		return access.ErrDenied
	}
	ret, err := h.view(r, g, loadHead)
	if err != nil {
		return err
	}
	channel := f.Code("channel", entered, "Zgjidhni si erdhi raportimi.")
	note := f.PublicLine("note")
	if note == "" && (channel == "paper" || channel == "telephone") {
		f.Fail("note", "Shkruani cila zyrë e dha dhe kur.")
	}
	if !f.OK() {
		return h.showChannel(w, r, g, http.StatusUnprocessableEntity, ret, f)
	}
	err = h.change(r, g, func(tx *store.Tx) error { return SetChannel(tx, ret.ID, channel, note) })
	if err != nil {
		return err
	}
	return web.Redirect(w, r, returnPath(g, ret.ID, ""), "U shënua si erdhi raportimi.")
}
