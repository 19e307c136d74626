package campaign_test

import (
	"bytes"
	"context"
	"image"
	"image/color"
	"image/jpeg"
	"mime/multipart"
	"net/url"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/campaign"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

// The day of tests is 2023-07-14.
const base = "/k/durres/campaign"

var (
	secretary   = testkit.Actor(access.Secretary)
	chair       = testkit.Actor(access.Chair)
	coordinator = testkit.Actor(access.Coordinator)
	school      = person("school", access.FocalPoint)
	qkm         = person("qkm", access.NGOPoint)
	njmf        = person("njmf", access.Head)
)

// person sits in an institution that is called as they are.
func person(institution string, role access.Role) access.Actor {
	return testkit.Member("p-"+institution, role, institution)
}

// each runs f on every kind of database, with a prefecture, a school office, a
// child protection unit, an organisation, and a second committee.
func each(t *testing.T, f func(t *testing.T, db *store.DB, s *testkit.Site)) {
	testkit.Filled(t, "testdata/durres.sql", func(t *testing.T, db *store.DB, _ string) {
		f(t, db, testkit.NewSite(t, db, routes, task.Routes))
	})
}

// routes are those of the program: what is asked for becomes a real task.
func routes(m *web.Mux, db *store.DB) {
	campaign.Routes(m, db, campaign.Options{Asks: asks, Committees: func(context.Context, access.Actor) ([]string, error) { return []string{"durres", "kukes"}, nil }})
}

var form = testkit.Form

func asks(tx *store.Tx, r register.Request) (string, error) {
	n := task.New{Kind: "request", Body: r.Body, OwnerID: r.OwnerID, AskedBy: r.AskedBy, DueOn: r.DueOn}
	if n.DueOn == "" {
		n.DueBody = "table"
	}
	return task.Give(tx, n)
}

// day fills the three fields of a date.
func day(v url.Values, name, on string) url.Values {
	v.Set(name+"-year", on[:4])
	v.Set(name+"-month", on[5:7])
	v.Set(name+"-day", on[8:])
	return v
}

// asShown is the form of a page as a browser would send it back.
func asShown(c *testkit.Client, path string) url.Values {
	r, v := c.Get(path).Want(200), url.Values{}
	add := func(selector string) {
		names, values := r.Attr(selector, "name"), r.Attr(selector, "value")
		for i := range names {
			v.Add(names[i], values[i])
		}
	}
	for _, kind := range []string{`input[type="hidden"]`, `input[type="text"]`, `input[inputmode]:not([type])`, `input[type="checkbox"][checked]`, `input[type="radio"][checked]`} {
		add(`main ` + kind)
	}
	return v
}

// meeting is a planned activity of the school office on 2023-07-10.
func meeting() url.Values {
	return day(form("title", "Takim me nxënësit", "kind", "session", "municipality", "10", "state", "planned", "institution", "school", "audience", "pupils"), "starts_on", "2023-07-10")
}

// activity adds one and returns its address.
func activity(t *testing.T, c *testkit.Client, v url.Values) string {
	t.Helper()
	at := c.Post(base+"/new", v).Want(303).Location()
	if !strings.HasPrefix(at, base+"/activity/") {
		t.Fatalf("it leads to %s", at)
	}
	return at
}

func id(at string) string { return at[strings.LastIndex(at, "/")+1:] }

func load(t *testing.T, db *store.DB, at string) (a campaign.Activity) {
	t.Helper()
	testkit.View(t, db, access.ReadCampaigns, func(tx *store.Tx) (err error) {
		a, err = campaign.Load(tx, id(at))
		return err
	})
	return a
}

// upload is a form with one file.
func upload(t *testing.T, name string, content []byte, v url.Values) (contentType string, body *bytes.Buffer) {
	t.Helper()
	body = &bytes.Buffer{}
	w := multipart.NewWriter(body)
	for field, values := range v {
		for _, x := range values {
			w.WriteField(field, x)
		}
	}
	if name != "" {
		part, err := w.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		part.Write(content)
	}
	w.Close()
	return w.FormDataContentType(), body
}

// photo is a JPEG that says where it was made.
func photo(t *testing.T) []byte {
	t.Helper()
	picture := image.NewRGBA(image.Rect(0, 0, 60, 40))
	for i := range 60 {
		picture.Set(i, i%40, color.RGBA{200, 40, 40, 255})
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture, nil); err != nil {
		t.Fatal(err)
	}
	secret := "SECRETPLACE"
	comment := append([]byte{0xff, 0xfe, 0, byte(len(secret) + 2)}, secret...)
	return append(append([]byte{0xff, 0xd8}, comment...), b.Bytes()[2:]...)
}
