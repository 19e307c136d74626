package committee_test

import (
	"bytes"
	"errors"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/committee"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

func TestRulePages(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s := site(t, db)
		secretary, point := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.NGOPoint, "wv"))
		point.Get("/k/durres/committee/rules").Want(200).Has("3 muaj", "15 maj", "e pakonfirmuar").HasNot("Konfirmo")
		at := "/k/durres/committee/rules/meeting_interval_table"
		secretary.Get(at).Want(200).Has("2 muaj")
		secretary.Get("/k/durres/committee/rules/unknown").Want(404)
		point.Get(at).Want(404)

		form := url.Values{"value": {"tre"}, "unit": {"months"}, "from": {"09.02.2023"}, "basis": {"Urdhri i ri, pika 4"}, "verified": {"yes"}}
		r := secretary.Post(at, form).Want(422).Has("Shkruani një numër të plotë")
		if got := r.Attr("#value", "value"); len(got) != 1 || got[0] != "tre" {
			t.Errorf("what was typed is lost: %q", got)
		}
		form.Set("value", "3")
		point.Post(at, form).Want(404)
		secretary.Post(at, form).Want(303)
		secretary.Get("/k/durres/committee/rules").Has("deri më 08.02.2023", "nga 09.02.2023", "Urdhri i ri, pika 4")
		testkit.View(t, db, access.ReadCommittee, func(tx *store.Tx) error {
			for day, want := range map[string]string{"2023-02-08": "2", "2023-02-09": "3"} {
				r, err := committee.RuleOn(tx, "meeting_interval_table", day)
				if err != nil || r.Value != want || r.Verified != (want == "3") {
					t.Errorf("rule on %s: %+v, %v", day, r, err)
				}
			}
			if _, err := committee.RuleOn(tx, "unknown", "2023-01-01"); !errors.Is(err, store.ErrNotFound) {
				t.Errorf("unknown rule: %v", err)
			}
			return nil
		})

		form.Set("value", "4") // the same day again: corrected in place
		secretary.Post(at, form).Want(303)
		secretary.Get("/k/durres/committee/rules").Has("4 muaj")

		rule := secretary.Get("/k/durres/committee/rules").Attr("td a", "href")[0]
		basis := url.Values{"version": {"1"}, "basis": {""}}
		secretary.Post(rule, basis).Want(422).Has("Shkruani ku mbështetet rregulli")
		basis.Set("basis", "Urdhri 5")
		point.Post(rule, basis).Want(404)
		secretary.Post(rule, basis).Want(303)
		basis.Set("basis", "Urdhri 6")
		secretary.Post(rule, basis).Want(409).Has("Urdhri 5", "Urdhri 6")
	})
}

func TestPlaces(t *testing.T) {
	db := testkit.SQLite(t)
	point := site(t, db).As(testkit.Actor(access.FocalPoint, "police"))
	page := point.Get("/k/durres/committee/places").Want(200).Has("qarku ynë", "Ura Vajgurore")
	if n := len(page.Find("tbody tr")); n != 12+61 {
		t.Errorf("%d lines, want 12 qarqe and 61 municipalities", n)
	}
	for typed, want := range map[string]string{"ura vajgurore": "Dimal", "SHIJK": "Shijak", "kruje": "Krujë", "bashkia e": "Bashkia"} {
		point.Get("/k/durres/committee/places?q=" + url.QueryEscape(typed)).Want(200).Has(want)
	}
	if n := len(point.Get("/k/durres/committee/places?q=qarku+durres").Find("tbody tr")); n != 1+3 {
		t.Errorf("the qark has %d lines, want 4", n)
	}
	point.Get("/k/durres/committee/places?q=zzzz").Has("Asnjë bashki nuk i përgjigjet «zzzz»")
}

func upload(c *testkit.Client, path, field, name string, content []byte) *testkit.Response {
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, _ := w.CreateFormFile(field, name)
	part.Write(content)
	w.Close()
	return c.PostBody(path, w.FormDataContentType(), &b)
}

func picture(width, height int) []byte {
	var b bytes.Buffer
	png.Encode(&b, image.NewGray(image.Rect(0, 0, width, height)))
	return b.Bytes()
}

func TestSettings(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s := site(t, db)
		secretary, point := s.As(testkit.Actor(access.Secretary)), s.As(testkit.Actor(access.Head, "police"))
		const at = "/k/durres/committee/settings"
		point.Get(at).Want(404)
		secretary.Get(at).Want(200).Has("PREFEKTI I QARKUT DURRËS", "Pa stemë")
		form := url.Values{"version": {"1"}, "name": {"Komiteti Rajonal"}, "place": {""}, "letterhead": {"REPUBLIKA\nPREFEKTI"}}
		r := secretary.Post(at, form).Want(422).Has("Shkruani vendin", "REPUBLIKA")
		if got := r.Attr("#name", "value"); len(got) != 1 || got[0] != "Komiteti Rajonal" {
			t.Errorf("what was typed is lost: %q", got)
		}
		form.Set("place", "Durrës")
		secretary.Post(at, form).Want(303)
		form.Set("place", "Krujë")
		secretary.Post(at, form).Want(409).Has("Durrës", "Krujë")

		const emblem, template = "/k/durres/committee/file/emblem", "/k/durres/committee/file/template"
		good := picture(40, 50)
		for name, content := range map[string][]byte{
			"stema.png": []byte("<svg/>"), "half.png": good[:len(good)/2], "wide.png": picture(4001, 1), "many.png": picture(2100, 2100),
		} {
			upload(secretary, emblem, "emblem", name, content).Want(422).Has("Stema duhet të jetë figurë PNG ose JPEG")
		}
		upload(secretary, emblem, "emblem", "big.png", append(good, make([]byte, 1<<20)...)).Want(422).Has("më i madh se 1 MB")
		upload(secretary, emblem, "other", "stema.png", good).Want(422).Has("Zgjidhni një skedar")
		upload(point, emblem, "emblem", "stema.png", good).Want(404)
		upload(secretary, emblem, "emblem", "stema.png", good).Want(303)
		upload(secretary, emblem, "emblem", "stema2.png", picture(60, 60)).Want(303)
		r = point.Get(emblem).Want(200)
		if r.Header.Get("Content-Type") != "image/png" || r.Body != string(picture(60, 60)) {
			t.Errorf("emblem came back as %s, %d bytes", r.Header.Get("Content-Type"), len(r.Body))
		}
		secretary.Post(emblem+"/remove", nil).Want(303)
		point.Get(emblem).Want(404)

		upload(secretary, template, "template", "modeli.doc", []byte(docx)).Want(422).Has(".docx")
		upload(secretary, template, "template", "modeli.docx", []byte("macro")).Want(422).Has("pa makro")
		upload(secretary, template, "template", "modeli.docx", []byte(docx)).Want(303)
		if how := secretary.Get(template).Want(200).Header.Get("Content-Disposition"); !strings.HasPrefix(how, "attachment") {
			t.Errorf("the template is not a download: %q", how)
		}
		upload(secretary, "/k/durres/committee/file/other", "other", "x.png", good).Want(404)
	})
}

func TestRoom(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		found(t, db, "durres")
		request, _ := http.NewRequest("GET", "/", nil)
		for role, needs := range map[access.Role]access.Permission{access.Secretary: access.ManageCommittee, access.Auditor: access.ReadAudit, access.DPO: access.ReadAudit} {
			room, err := committee.Room(db)(request, testkit.GrantTo(t, testkit.Actor(role), needs))
			if err != nil || room.Name != "Komiteti Rajonal Antitrafik Durrës" || !room.Sample {
				t.Errorf("%s: %+v, %v", role, room, err)
			}
		}
	})
}

func TestHome(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		s := site(t, db)
		s.Mux.Nav = append(s.Mux.Nav, navAudit)
		if to := s.As(testkit.Actor(access.FocalPoint, "police")).Get("/").Want(303).Location(); to != "/k/durres" {
			t.Errorf("one committee leads to %q", to)
		}
		if to := s.As(testkit.Actor(access.Auditor)).Get("/").Want(303).Location(); to != "/k/durres/audit" {
			t.Errorf("an auditor is led to %q", to)
		}
		found(t, db, "kukes")
		s.As(testkit.Actor(access.Coordinator)).Get("/").Want(200).Has("Antitrafik Durrës", "Antitrafik Kukës").HasNot("Njerëzit dhe detyrat", "Kopjet rezervë")
		s.As(access.NewActor("new", nil)).Get("/").Want(200).Has("nuk ka ende detyrë").HasNot("Durrës")

		admin := s.As(testkit.Actor(access.Administrator))
		admin.Get("/").Want(200).Has("Njerëzit dhe detyrat", "Vlorë").HasNot("Antitrafik Durrës")
		admin.Post("/k/vlore/committee/found", nil).Want(303)
		admin.Post("/k/atlantis/committee/found", nil).Want(404)
		s.As(testkit.Actor(access.Secretary)).Post("/k/durres/committee/found", nil).Want(404)
		s.As(testkit.Actor(access.Coordinator)).Get("/").Has("Antitrafik Vlorë")
	})
}
