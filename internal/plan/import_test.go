package plan_test

import (
	"bytes"
	"mime/multipart"
	"net/url"
	"os"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/plan"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

const table = "Shtylla\tObjektivi specifik\tAktiviteti\tInstitucioni përgjegjës\tPartnerë\tAfati\n" +
	"Parandalimi\tFëmijët në situatë rruge\tDalje në terren\tPolicia e Durrësit\tUnicef\t30.06.2023\n" +
	"\t\tProgram veror\tBashkia Durrës\t\tshtator\n"

// A plan is pasted, its unknown institution named, looked at, and only then kept.
func TestImportPasted(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		found(t, db)
		s := testkit.NewSite(t, db, plan.Routes)
		secretary, point := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.FocalPoint, "police"))
		at := secretary.Post(base+"/new", url.Values{"year": {"2023"}}).Want(303).Location()
		point.Get(at + "/import").Want(404)
		secretary.Get(at + "/import").Want(200)
		secretary.Post(at+"/import", url.Values{"table": {""}}).Want(422).Has("Ngjitni tabelën")
		r := secretary.Post(at+"/import", url.Values{"table": {table}, "confirm": {"1"}}).Want(422).
			Has("Asgjë nuk u ruajt ende", "Rreshti 2, kolona «Institucioni përgjegjës»", "Cili institucion është «Policia e Durrësit»?")
		if got := r.Attr(`textarea[name="table"]`, "id"); len(got) != 1 || !strings.Contains(r.Text(), "Dalje në terren") {
			t.Error("the table that was pasted is lost")
		}
		secretary.Get(at).Has("nuk ka ende objektiva")
		form := url.Values{"table": {table}}
		for i, name := range r.Attr(`input[name^="written-"]`, "value") {
			n := string(rune('0' + i))
			form.Set("written-"+n, name)
			form.Set("is-"+n, map[string]string{"Policia e Durrësit": "police"}[name])
		}
		secretary.Post(at+"/import", form).Want(200).Has("Aktivitete të kuptuara: 2.", "Drejtoria Vendore e Policisë", "Partner: Unicef")
		secretary.Get(at).Has("nuk ka ende objektiva")
		form.Set("confirm", "1")
		secretary.Post(at+"/import", form).Want(303)
		secretary.Get(at).Want(200).Has("3.1.1 Dalje në terren", "3.1.2 Program veror", "30.09.2023")
		secretary.Post(at+"/import", form).Want(303)
		secretary.Get(at).Want(200).Has("3.1.4 Program veror").HasNot("3.2.1")
	})
}

// testdata holds the same table as people make it in Word and in Excel.
func TestImportFiles(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		found(t, db)
		s := testkit.NewSite(t, db, plan.Routes)
		secretary := s.As(testkit.Actor(access.Secretary))
		at := secretary.Post(base+"/new", url.Values{"year": {"2023"}}).Want(303).Location()
		for _, name := range []string{"plan.docx", "plan.xlsx"} {
			file, err := os.ReadFile("testdata/" + name)
			if err != nil {
				t.Fatal(err)
			}
			contentType, body := upload(t, name, file)
			secretary.PostBody(at+"/import", contentType, body).Want(200).
				Has("Aktivitete të kuptuara: 3.", "Dalje në terren", "vlera bazë 5, synimi 20", "20 000 lekë", "30.06.2023", "4,5", "C.1 Fëmijët në situatë rruge")
		}
		contentType, body := upload(t, "plan.docx", []byte("jo një dokument"))
		secretary.PostBody(at+"/import", contentType, body).Want(422).Has("nuk lexohet dot")
	})
}

func upload(t *testing.T, name string, file []byte) (string, *bytes.Buffer) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		t.Fatal(err)
	}
	part.Write(file)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), &b
}
