package protection

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/document"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// Documents are written in Albanian, whoever downloads them.
const sq = text.SQ

// An office is the unit as it stands on top of its documents.
type office struct {
	name, municipality string
	sample             bool
}

var officeOf = store.ReadUnit(`SELECT name, municipality, sample FROM unit WHERE owner_id = $1`)

func readOffice(tx *store.Tx) (office, error) {
	return store.One(tx, officeOf, func(o *office) []any { return []any{&o.name, &o.municipality, &o.sample} })
}

// paper begins a document of the unit. It is confidential on every page.
func (o office) paper(title, subject, day string) document.Document {
	place := code.MunicipalityName(o.municipality)
	mark := "KONFIDENCIALE"
	if o.sample {
		mark = "SHEMBULL · " + mark
	}
	return document.Document{
		Title: title, Subject: subject, Lang: "sq-AL", Created: dayTime(day), Mark: mark, Footer: o.name + " · konfidenciale",
		Letterhead: document.Letterhead{
			Lines: []string{"REPUBLIKA E SHQIPËRISË", "BASHKIA " + strings.ToUpper(place), "NJËSIA PËR MBROJTJEN E FËMIJËVE"},
			Place: place, ProtocolLabel: "Nr. prot.", DateLabel: "më", Date: text.Day(day),
		},
	}
}

func dayTime(day string) time.Time {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return time.Unix(0, 0).UTC()
	}
	return t
}

// invitation is the letter to one institution. It names the file by its code:
// who the child is, and where it lives, is said at the table.
func (o office) invitation(file string, g Group, to Invited, day string) document.Document {
	d := o.paper("Ftesë për Grupin Teknik Ndërsektorial", to.Name, day)
	hour := ""
	if g.Hour != "" {
		hour = ", " + text.Clock(sq, g.Hour)
	}
	d.Blocks = []document.Block{
		document.Paragraph{Style: "lead", Runs: []document.Run{{Text: "Drejtuar: "}, {Text: to.Name, Bold: true}}},
		document.P("Ju thërrasim të merrni pjesë në mbledhjen e Grupit Teknik Ndërsektorial për rastin me kodin e mëposhtëm. Pjesëmarrja e institucionit tuaj në këtë grup është e detyrueshme."),
		document.Table{Widths: []float64{1, 3}, Rows: []document.Row{
			document.Cells("Kodi i rastit", file),
			document.Cells("Dita", text.LongDay(sq, g.On)+hour),
			document.Cells("Vendi", g.Place),
			document.Cells("E thërret", Conveners.Label(sq, g.ConvenedBy)),
			document.Cells("Kontakti i njësisë", g.Contact),
		}},
		document.P("Grupi vlerëson situatën, ndihmon për hartimin e Planit Individual të Mbrojtjes dhe ndan masat e ndjekjen e tyre mes institucioneve. Ju lutemi dërgoni një përfaqësues që mund të marrë angazhime në emër të institucionit."),
		document.P("Nëse nuk mund të vini, na njoftoni më parë te kontakti i mësipërm, me arsyen dhe emrin e zëvendësuesit."),
		document.Paragraph{Style: "note", Runs: []document.Run{{Text: "Kjo ftesë nuk përmban emrin e fëmijës. Mos e kërkoni e mos e shkruani emrin me postë elektronike ose telefon: ai jepet vetëm në mbledhje. Gjithçka që thuhet në mbledhje është konfidenciale."}}},
	}
	d.Signature = &document.Signature{Lines: []string{capital(Conveners.Label(sq, g.ConvenedBy)), ""}}
	return d
}

func capital(s string) string {
	for i, r := range s {
		return strings.ToUpper(string(r)) + s[i+len(string(r)):]
	}
	return s
}

// letter sends the invitation of one institution.
func (h handler) letter(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	n, why := strconv.Atoi(r.PathValue("n"))
	if why != nil {
		return store.ErrNotFound
	}
	var d document.Document
	var name string
	err := h.look(r, g, purposeOf(r), func(tx *store.Tx, file *child.File) error {
		b, ok := find[Group](file, "group", r.PathValue("item"))
		if !ok || n < 0 || n >= len(b.Invited) {
			return store.ErrNotFound
		}
		o, err := readOffice(tx)
		d, name = o.invitation(file.Code, b, b.Invited[n], h.today()), fmt.Sprintf("ftesa-gtn-%s-%d", file.Code, n+1)
		return err
	})
	if err != nil {
		return err
	}
	return send(w, d, name, r.PathValue("format"))
}

var mediaTypes = map[string]string{
	"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf",
}

// send writes a document as Word or PDF; any other format does not exist.
func send(w http.ResponseWriter, d document.Document, name, format string) (err error) {
	var b bytes.Buffer
	switch format {
	case "docx":
		err = document.WriteDOCX(&b, d, nil)
	case "pdf":
		err = document.WritePDF(&b, d)
	default:
		err = store.ErrNotFound
	}
	if err != nil {
		return err
	}
	return web.Download(w, name+"."+format, mediaTypes[format], b.Bytes())
}
