package disclosure

import (
	"errors"
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A noticeRow is something the visitor is told.
type noticeRow struct {
	notice
	Code, By, Path string
	file           string
}

// A rightRow is a right with the code of its file.
type rightRow struct {
	Right
	Code   string
	Late   bool // an entry whose review is overdue
	Reason string
	Live   bool
}

type frontPage struct {
	base
	Told                         []noticeRow
	Mine                         []rightRow // the visitor's, that run
	Lost                         []Gone     // what cost the visitor the right to enter
	Entries                      []rightRow // for reviewers
	Exports                      []Export
	Reviews, Enters, Asks, Reads bool
	barred                       []string // files that the visitor has a conflict of interest with
}

var (
	frontView = web.NewView[frontPage](files, "front.tmpl")
	myNotices = store.ReadUnit(`SELECT id, version, person_id, kind, right_id, at, mailed_at, seen_at FROM disclosure_notice
		WHERE owner_id = $1 AND person_id = $2 AND seen_at = $3 ORDER BY at DESC, id`)
	myRights = store.ReadUnit(`SELECT id, version, ` + rightColumns + ` FROM disclosure_right
		WHERE owner_id = $1 AND person_id = $2 AND ended_at = $3 AND until_at > $4 ORDER BY until_at, id`)
	entries = store.ReadUnit(`SELECT id, version, ` + rightColumns + ` FROM disclosure_right
		WHERE owner_id = $1 AND kind = 'emergency' ORDER BY reviewed_at, from_at DESC, id LIMIT 100`)
	exportsSeen = store.ReadUnit(`SELECT id, version, ` + exportColumns + ` FROM disclosure_export
		WHERE owner_id = $1 AND (asked_by = $2 OR CAST($3 AS TEXT) = 'all') ORDER BY asked_at DESC, id LIMIT 50`)
)

// front shows what waits for the visitor, what they may read now, and where to go.
func (h handler) front(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	b, err := h.base(r, g, web.NewPage(r, "Lejet dhe hapjet"))
	if err != nil {
		return err
	}
	p := frontPage{base: b, Reviews: g.Can(access.ReviewLooks), Enters: g.Can(access.BreakGlass), Asks: g.Can(access.AskExport), Reads: g.Can(access.ReadTrail)}
	if err := h.view(r.Context(), g, p.fill); err != nil {
		return err
	}
	return frontView.Render(w, r, http.StatusOK, p)
}

func (p *frontPage) fill(tx *store.Tx) error {
	names, err := codes(tx)
	if err != nil {
		return err
	}
	if p.barred, err = store.All(tx, barredFrom, one, p.Me, text.DayOf(tx.Now().Time)); err != nil {
		return err
	}
	mine, err := store.All(tx, myRights, (*Right).fields, p.Me, never, tx.Now())
	if err != nil {
		return err
	}
	for _, r := range mine {
		if slices.Contains(p.barred, r.Child) {
			continue
		}
		p.Mine = append(p.Mine, rightRow{Right: r, Code: names[r.Child]})
	}
	if p.Lost, err = gone(tx, p.Me); err != nil {
		return err
	}
	if err := p.told(tx, names); err != nil {
		return err
	}
	if p.Reviews {
		if err := p.entries(tx, names); err != nil {
			return err
		}
	}
	of := "own"
	if p.Reviews {
		of = "all"
	}
	p.Exports, err = store.All(tx, exportsSeen, (*Export).fields, p.Me, of)
	return err
}

// entries are those that the visitor may review or see: not of files that they
// have a conflict of interest with.
func (p *frontPage) entries(tx *store.Tx, names map[string]string) error {
	list, err := store.All(tx, entries, (*Right).fields)
	for _, r := range list {
		if err == nil {
			err = judge(tx, r)
		}
		var own web.Refusal
		if errors.Is(err, store.ErrNotFound) {
			err = nil
			continue
		}
		if err == nil || errors.As(err, &own) {
			err = nil
			p.Entries = append(p.Entries, rightRow{Right: r, Code: names[r.Child], Late: r.ReviewedAt.IsZero() && !r.ReviewBy.After(tx.Now().Time)})
		}
	}
	return err
}

// told are the notices that the visitor has not seen yet.
func (p *frontPage) told(tx *store.Tx, names map[string]string) error {
	list, err := store.All(tx, myNotices, (*notice).fields, p.Me, never)
	for _, n := range list {
		if err != nil {
			return err
		}
		row := noticeRow{notice: n}
		if row, err = p.row(tx, names, row); !slices.Contains(p.barred, row.file) {
			p.Told = append(p.Told, row)
		}
	}
	return err
}

// row says what a notice is about and where it leads.
func (p *frontPage) row(tx *store.Tx, names map[string]string, n noticeRow) (noticeRow, error) {
	if n.Kind == "export" || n.Kind == "answer" {
		n.Path = p.Base + "/export/" + n.About
		return n, nil
	}
	if n.Kind == "joined" || n.Kind == "offered" {
		n.Code, n.file, n.Path = names[n.About], n.About, p.Base+"/file/"+n.About
		return n, nil
	}
	r, err := rights.Get(tx, n.About)
	if err != nil {
		return n, err
	}
	n.Code, n.By, n.file = names[r.Child], p.Who(r.Person), r.Child
	switch {
	case n.Kind == "emergency" && p.Reads:
		n.Path = p.Base + "/emergency/" + r.ID
	case n.Kind == "emergency":
		n.Path = p.Base + "/file/" + r.Child
	case n.Kind == "release":
		n.Path, n.By = p.Home+"/child/"+r.Child+"?p=released", p.Who(r.By)
	}
	return n, nil
}

// Notice is what a kind of notice says.
func (p frontPage) Notice(kind string) string { return Notices.Label(p.Lang, kind) }

// Read is where the visitor reads by a right of theirs.
func (p frontPage) Read(r rightRow) string {
	purpose := "released"
	if r.Kind == emergency {
		purpose = "emergency"
	}
	return p.Home + "/child/" + r.Child + "?p=" + purpose
}

// seen notes that the visitor saw a notice of theirs.
func (h handler) seen(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	id := r.PathValue("notice")
	err := h.Files.DB.Change(r.Context(), g, child.About("notice", id), func(tx *store.Tx) error {
		n, err := notices.Get(tx, id)
		switch {
		case err != nil:
			return err
		case n.Person != g.Actor():
			return store.ErrNotFound
		case !n.SeenAt.IsZero():
			return nil
		}
		return notices.Edit(tx, id, n.Version, func(x *notice) error {
			x.SeenAt = tx.Now()
			return nil
		})
	})
	if err != nil {
		return err
	}
	return web.Redirect(w, r, path(g, ""), "")
}
