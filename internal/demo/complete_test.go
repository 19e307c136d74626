package demo

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"tryeza/internal/access"
	"tryeza/internal/analysis"
	"tryeza/internal/figure"
	"tryeza/internal/meeting"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// The Word file of a half-year names every institution of the committee, every
// activity that was due or reported on, every problem of the period, and what the
// meeting that went through Tryeza decided and asked.
func TestNothingIsMissingFromTheWordFile(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		if err := Fill(context.Background(), db); err != nil {
			t.Fatal(err)
		}
		for _, period := range []string{"2022-H1", "2022-H2", "2023-H1"} {
			text := wordText(t, db, period)
			for _, want := range everything(period) {
				if !strings.Contains(text, want) {
					t.Errorf("%s: the Word file does not say %q", period, want)
				}
			}
		}
	})
}

// everything the sample says of a period, in its own words.
func everything(period string) []string {
	var list []string
	for _, i := range institutions {
		list = append(list, i.name)
	}
	year := period[:4]
	for _, a := range activities {
		_, reported := results[period][a.key]
		due := dayOf(2000, a.due)
		firstHalf := strings.HasSuffix(period, "H1")
		isDue := a.frequency == "" && due != "" && (due <= "2000-06-30") == firstHalf
		if (reported || isDue) && (a.since == 0 || year >= "2023") {
			list = append(list, a.title)
		}
		if r := results[period][a.key]; r.what != "" {
			list = append(list, r.what)
		}
	}
	for _, ps := range problems[period] {
		for _, p := range ps {
			list = append(list, p.body)
		}
	}
	if period == "2023-H1" {
		for _, u := range minutesOfJune {
			for _, l := range u.lines {
				if l.Kind != meeting.Statement { // what was said stays in the minutes
					list = append(list, l.Body)
				}
			}
		}
	}
	for _, topics := range told[period] {
		for _, words := range topics {
			list = append(list, words)
		}
	}
	return list
}

func wordText(t *testing.T, db *store.DB, period string) string {
	t.Helper()
	var file bytes.Buffer
	testkit.View(t, db, access.ReadAnalysis, func(tx *store.Tx) error {
		a, err := analysis.Latest(tx, figure.Period(period))
		if err != nil {
			return err
		}
		r, err := analysis.Read(tx, a)
		if err != nil {
			return err
		}
		return analysis.Write(&file, r, "docx")
	})
	z, err := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	return runs(t, f)
}

// runs is the text of a Word document, one paragraph a line.
func runs(t *testing.T, f io.Reader) string {
	t.Helper()
	var b strings.Builder
	for d := xml.NewDecoder(f); ; {
		tok, err := d.Token()
		if errors.Is(err, io.EOF) {
			return b.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch tok := tok.(type) {
		case xml.CharData:
			b.Write(tok)
		case xml.EndElement:
			if tok.Name.Local == "p" {
				b.WriteByte('\n')
			}
		}
	}
}

// Filling two fresh databases gives the same data: the audit chain, which
// hashes every change, ends the same.
func TestFillRepeats(t *testing.T) {
	var heads [2]store.Head
	for i := range heads {
		db := testkit.SQLite(t)
		for range 2 { // filling again changes nothing
			if err := Fill(context.Background(), db); err != nil {
				t.Fatal(err)
			}
		}
		testkit.View(t, db, access.ReadAnalysis, func(tx *store.Tx) (err error) {
			heads[i], err = tx.AuditHead()
			return err
		})
	}
	if heads[0] != heads[1] || heads[0].Seq < 100 {
		t.Errorf("%v, then %v", heads[0], heads[1])
	}
}
