package app_test

import (
	"bytes"
	"io"
	"mime/multipart"
	"net/url"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/app"
	"tryeza/internal/demo"
	"tryeza/internal/exchange"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

func exchangeRoutes(m *web.Mux, db *store.DB) { exchange.Routes(m, db, app.Exchange) }

// upload is a form with a file, and other fields.
func upload(t *testing.T, content []byte, fields map[string]string) (contentType string, body *bytes.Buffer) {
	t.Helper()
	body = &bytes.Buffer{}
	w := multipart.NewWriter(body)
	for name, value := range fields {
		if err := w.WriteField(name, value); err != nil {
			t.Fatal(err)
		}
	}
	if content != nil {
		f, err := w.CreateFormFile("file", "viti.xlsx")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(content); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return w.FormDataContentType(), body
}

// The secretary downloads the workbook of a year, uploads a file, sees what
// would be added, and adds it; a member sees none of it.
func TestExchangePages(t *testing.T) {
	source := testkit.SQLite(t)
	if err := demo.Fill(t.Context(), source); err != nil {
		t.Fatal(err)
	}
	year := exported(t, source, "durres", 2022)
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		if _, err := imported(t, db, "durres", 2022, file(t, year)); err != nil {
			t.Fatal(err)
		}
		site := testkit.NewSite(t, db, exchangeRoutes)
		secretary, coordinator := site.As(testkit.Actor(access.Secretary)), site.As(testkit.Actor(access.Coordinator))
		secretary.Get("/k/durres/exchange").Want(200).Has("Eksporto një vit", "Importo një skedar")
		coordinator.Get("/k/durres/exchange").Want(200).HasNot("Importo një skedar")
		for _, role := range []access.Role{access.FocalPoint, access.Chair, access.Auditor} {
			site.As(testkit.Actor(role, "policia")).Get("/k/durres/exchange").Want(404)
			site.As(testkit.Actor(role, "policia")).Get("/k/durres/exchange/file?year=2022&format=json").Want(404)
			site.As(testkit.Actor(role, "policia")).Post("/k/durres/exchange/import", url.Values{}).Want(404)
		}
		if got := secretary.Get("/k/durres/exchange/file?year=2022&format=json").Want(200).Body; got != string(year) {
			t.Error("the document downloaded is not the one exported")
		}
		secretary.Get("/k/durres/exchange/file?year=&format=json").Want(422).Has("Shkruani vitin")
		secretary.Get("/k/durres/exchange/file?year=2022&format=exe").Want(404)
		workbook := secretary.Get("/k/durres/exchange/file?year=2022&format=xlsx").Want(200).Body
		secretary.PostBody(form(t, "/k/durres/exchange/import", []byte(workbook), nil)).Want(200).Has("Gjithçka që ka skedari është tashmë te Tryeza")

		added := []byte(strings.Replace(string(year), `"meetings": [`, `"meetings": [{"body": "table", "kind": "ordinary", "held_on": "2022-12-05", "title": "Mbledhja e dhjetorit"},`, 1))
		page := secretary.PostBody(form(t, "/k/durres/exchange/import", added, nil)).Want(200).Has("Kjo do të shtohet", "Mbledhjet", "05.12.2022")
		if again := exported(t, db, "durres", 2022); !bytes.Equal(again, year) {
			t.Error("the preview has kept something")
		}
		content := page.Attr(`input[name="content"]`, "value")
		if len(content) != 1 {
			t.Fatal("the page does not carry the file")
		}
		secretary.PostBody(form(t, "/k/durres/exchange/confirm", nil, map[string]string{"content": content[0], "import-year": "2022"})).Want(303)
		if again := string(exported(t, db, "durres", 2022)); !strings.Contains(again, "Mbledhja e dhjetorit") {
			t.Error("the meeting was not added")
		}

		bad := []byte(strings.Replace(string(added), "2022-12-05", "2022-12-35", 1))
		secretary.PostBody(form(t, "/k/durres/exchange/import", bad, nil)).Want(422).Has("$.meetings[0].held_on", "nuk është ditë e kalendarit", "Nuk u ruajt asgjë")
		other := []byte(strings.Replace(string(year), `"durres"`, `"kukes"`, 1))
		secretary.PostBody(form(t, "/k/durres/exchange/confirm", other, nil)).Want(422)
		secretary.PostBody(form(t, "/k/durres/exchange/import", nil, nil)).Want(422).Has("Zgjidhni skedarin")
		secretary.PostBody(form(t, "/k/durres/exchange/import", []byte("PK nonsense"), nil)).Want(422).Has("nuk hapet si libër Excel")
	})
}

// form is what PostBody wants.
func form(t *testing.T, path string, content []byte, fields map[string]string) (string, string, io.Reader) {
	contentType, body := upload(t, content, fields)
	return path, contentType, body
}

// What an owner refuses keeps all of the file out.
func TestNothingIsHalfImported(t *testing.T) {
	source := testkit.SQLite(t)
	if err := demo.Fill(t.Context(), source); err != nil {
		t.Fatal(err)
	}
	year := string(exported(t, source, "durres", 2023))
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		bad := strings.Replace(year, `"value": "15",`, `"value": "shumë",`, 1)
		if bad == year {
			t.Fatal("nothing replaced")
		}
		if _, err := imported(t, db, "durres", 2023, file(t, []byte(bad))); err == nil || !strings.Contains(err.Error(), "Shkruani një numër të plotë") {
			t.Errorf("a rule that is no number: %v", err)
		}
		if _, err := imported(t, db, "durres", 2023, file(t, []byte(year))); err != nil {
			t.Errorf("afterwards the whole file: %v", err)
		}
	})
}
