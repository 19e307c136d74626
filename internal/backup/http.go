package backup

import (
	"embed"
	"errors"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

//go:embed *.tmpl
var files embed.FS

//go:embed english.json
var english []byte

func init() { text.RegisterJSON(english) }

type handler struct {
	folder string
	rooms  []*store.DB
}

// Routes adds the page of the copies to m. They are kept in folder on the
// server; nobody downloads them from the page, as its reader may read nothing
// of what is in them. A room that is nil is one that there is not here.
func Routes(m *web.Mux, folder string, rooms ...*store.DB) {
	h := handler{folder, slices.DeleteFunc(slices.Clone(rooms), func(db *store.DB) bool { return db == nil })}
	m.Handle("GET /backup", access.ListBackups, h.show)
	m.Handle("POST /backup", access.MakeBackup, h.make)
}

type listPage struct {
	web.Page
	Copies []Copy
	Folder string
}

var listView = web.NewView[listPage](files, "list.tmpl")

// Size is how large a copy is, in words.
func (p listPage) Size(c Copy) string {
	if c.Size < 1e6 {
		return text.T(p.Lang, "%s KB", text.Number(p.Lang, (c.Size+999)/1000*10_000))
	}
	return text.T(p.Lang, "%s MB", text.Number(p.Lang, (c.Size+50_000)/100_000*1000))
}

// Count says how many copies there are.
func (p listPage) Count() string {
	n := int64(len(p.Copies))
	return text.Count(p.Lang, &n, text.Forms{One: "1 kopje rezervë", Many: "{n} kopje rezervë"})
}

func (h handler) show(w http.ResponseWriter, r *http.Request, _ access.Grant) error {
	p := listPage{Page: web.NewPage(r, "Kopjet rezervë"), Folder: h.folder}
	var err error
	if p.Copies, err = list(h.folder); err != nil {
		return err
	}
	return listView.Render(w, r, http.StatusOK, p)
}

func (h handler) make(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	if err := os.MkdirAll(h.folder, 0o700); err != nil {
		return err
	}
	name := nameAt(h.rooms[0].Now())
	_, err := Make(r.Context(), g, filepath.Join(h.folder, name), h.rooms...)
	if errors.Is(err, fs.ErrExist) {
		return web.Refuse("Një kopje sapo u bë. Kthehuni te lista dhe shihni nëse është aty.")
	}
	if err != nil {
		return err
	}
	return web.Redirect(w, r, "/backup", "Kopja u bë dhe u lexua sërish deri në fund: %s.", name)
}
