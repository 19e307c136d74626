package reporting

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"tryeza/internal/figure"
	"tryeza/internal/text"
	"tryeza/internal/workbook"
)

// maxBook is the largest workbook taken, in bytes: one of ours has less than a
// tenth of it.
const maxBook = 2 << 20

// bookLimits are what is read of one.
var bookLimits = workbook.Limits{Bytes: 12 << 20, Sheets: 30, Rows: 3_000, Columns: 80, Cells: 60_000}

// maxFaults is how many faults are told at once.
const maxFaults = 500

// A filledBook is what somebody filled in.
type filledBook struct {
	book     string
	prepared time.Time
	versions map[form]int64
	marks    map[spot]string // of what the workbook was prepared with
	said     map[spot]string
	at       map[spot]workbook.Fault // where each answer stands, also one that cannot be read
	unread   map[string]bool         // sheets that are missing or not as prepared
	added    []form                  // new rows in which something was written
	faults   []workbook.Fault
}

// readBook reads a workbook prepared for the return d. What keeps it from being
// read at all is an error; what is to be mended in it are its faults.
func readBook(b []byte, d draft) (*filledBook, error) {
	book, err := workbook.Read(b, bookLimits)
	if far, ok := err.(workbook.Fault); ok {
		return nil, far
	}
	if err != nil {
		return nil, refused("%s", err)
	}
	f := &filledBook{versions: map[form]int64{}, marks: map[spot]string{}, said: map[spot]string{}, at: map[spot]workbook.Fault{}, unread: map[string]bool{}}
	if err := f.readAbout(book.Sheet(aboutSheet), d); err != nil {
		return nil, err
	}
	d.book = f.book
	for _, s := range d.sheets() {
		f.readSheet(book.Sheet(s.name), s)
	}
	f.findLost(d)
	return f, nil
}

// refused is a workbook that is not for this return, or not ours.
func refused(words string, args ...any) error { return workbook.Fault{Words: words, Args: args} }

func (f *filledBook) readAbout(s *workbook.Sheet, d draft) error {
	if s == nil {
		return refused("Ky nuk është libri që përgatit Tryeza për një raportim. Shkarkojeni te faqja e raportimit, plotësojeni dhe ngarkojeni atë.")
	}
	head := map[string]string{}
	for n := workbook.FirstRow; n <= s.Rows(); n++ {
		kind, id := s.At(n, 1).Text(), s.At(n, 2).Text()
		switch version := s.At(n, 3).Text(); version {
		case "":
			head[kind] = id
		default:
			f.remember(form{kind, id}, version, s.At(n, 4).Text())
		}
	}
	switch period, err := figure.ParsePeriod(head["period"]); {
	case head["format"] != bookFormat:
		return refused("Ky libër është i një versioni tjetër të Tryezës. Shkarkoni një libër të ri dhe kalojini përgjigjet atje.")
	case head["return"] != d.Return.ID && err == nil:
		return refused("Ky libër është i një raportimi tjetër: %s, %s. Ngarkojeni te faqja e atij raportimi.", excerpt(head["name"]), period.Name(string(d.lang)))
	case head["return"] != d.Return.ID || head["book"] == "":
		return refused("Ky libër është i një raportimi tjetër. Shkarkoni librin e këtij raportimi.")
	}
	f.book = head["book"]
	f.prepared, _ = time.Parse(time.RFC3339, head["prepared"]) // only told
	return nil
}

func (f *filledBook) remember(of form, version, marks string) {
	f.versions[of], _ = strconv.ParseInt(version, 10, 64) // 0, as of what never was saved
	for m := range strings.FieldsSeq(marks) {
		if field, sum, ok := strings.Cut(m, "="); ok {
			f.marks[spot{of.Kind, of.ID, field}] = sum
		}
	}
}

func (f *filledBook) add(sheet string, x *workbook.Fault) {
	if len(f.faults) < maxFaults {
		x.Sheet = sheet
		f.faults = append(f.faults, *x)
	}
}

// readSheet reads the rows of a sheet by their keys.
func (f *filledBook) readSheet(s *workbook.Sheet, of bookSheet) {
	if s == nil {
		f.unread[of.name] = true
		f.add(of.name, &workbook.Fault{Words: "Mungon kjo fletë. Shkarkoni librin sërish dhe kalojini përgjigjet atje."})
		return
	}
	for i, c := range of.columns {
		if at := s.At(workbook.HeadRow, i+2); !sameFolded(at.Text(), c.Heading) {
			f.unread[of.name] = true
			f.add(of.name, fault(at, "Këtu duhet të jetë kolona «%s». Mos zhvendosni kolona; shkarkoni librin sërish dhe kalojini përgjigjet atje.", c.Heading))
			return
		}
	}
	rows, seen := map[string]bookRow{}, map[string]bool{}
	for _, r := range of.rows {
		rows[r.key] = r
	}
	for n := workbook.FirstRow; n <= s.Rows(); n++ {
		key := s.At(n, 1)
		r, known := rows[key.Text()]
		if !known && of.stub != nil && f.knows(of, key.Text()) {
			r, known = of.stub(key.Text()), true
		}
		switch {
		case !slices.ContainsFunc(s.Row(n), filled):
		case !known:
			f.add(of.name, fault(s.Row(n)[0], "Ky rresht nuk është i librit. Shkruani te rreshtat bosh që ka fleta, ose shkarkoni librin sërish."))
		case seen[r.key]:
			f.add(of.name, fault(s.Row(n)[0], "Ky rresht është dy herë në fletë. Fshini njërin."))
		default:
			seen[r.key] = true
			f.readRow(s, n, of, r)
		}
	}
}

func filled(c workbook.Cell) bool { return !c.Blank() }

// knows reports whether the workbook was prepared with a row that the return
// does not have now.
func (f *filledBook) knows(of bookSheet, key string) bool {
	if strings.HasPrefix(key, newRow) {
		n, err := strconv.Atoi(key[1:])
		return err == nil && n >= 1 && n <= newRows
	}
	for at := range f.versions {
		if at.ID == key && at.Kind+"s" == of.unseen[0].Kind {
			return true
		}
	}
	return false
}

// readRow reads the answers of a row.
func (f *filledBook) readRow(s *workbook.Sheet, n int, of bookSheet, r bookRow) {
	var entries []*entry
	for i, c := range r.cells {
		first := s.At(n, i+2)
		switch {
		case c.entry == nil && c.fixed == nil && !first.Blank():
			f.add(of.name, fault(first, "Kjo qelizë nuk plotësohet. Zbrazeni."))
		case c.entry != nil && c.part == 0:
			cells := []workbook.Cell{first}
			if c.entry.as.cells() == 2 {
				cells = append(cells, s.At(n, i+3))
			}
			f.readEntry(of.name, c.entry, cells)
			entries = append(entries, c.entry)
		}
	}
	if of.stub != nil {
		f.newOrNothing(of, r, entries)
	}
}

func (f *filledBook) readEntry(sheet string, e *entry, cells []workbook.Cell) {
	at := cells[0].Fault("")
	at.Sheet = sheet
	said, wrong := e.as.read(cells)
	_, origin := e.as.(originKind)
	switch {
	case wrong != nil:
		f.add(sheet, wrong)
		f.at[e.spot] = at
	case origin:
		f.readOrigin(e.spot, said, at)
	default:
		f.said[e.spot], f.at[e.spot] = said, at
	}
}

// readOrigin puts a row of origin under the municipality it names.
func (f *filledBook) readOrigin(row spot, said string, at workbook.Fault) {
	m, count, filled := strings.Cut(said, " ")
	row.Field += m
	if _, twice := f.said[row]; twice && filled {
		at.Words = "Kjo bashki është shkruar dy herë. Mblidhni numrat në një rresht."
		f.add(at.Sheet, &at)
	} else if filled {
		f.said[row], f.at[row] = count, at
	}
}

// newOrNothing notes a row in which something new was written, and understands
// «asnjë» as the word that there is nothing.
func (f *filledBook) newOrNothing(of bookSheet, r bookRow, entries []*entry) {
	said := func(e *entry) bool { said, read := f.said[e.spot]; return said != "" || !read }
	body := entries[0].spot
	switch none := of.unseen[0].spot; {
	case text.Fold(f.said[body]) == text.Fold(nothing) && !slices.ContainsFunc(entries[1:], said):
		f.said[none], f.at[none], f.said[body] = "1", f.at[body], ""
	case strings.HasPrefix(r.key, newRow) && slices.ContainsFunc(entries, said):
		f.added = append(f.added, body.form())
	}
}

// findLost tells of rows that the workbook was prepared with and that are gone,
// and takes answers without a cell of their own for blank when nobody wrote them.
func (f *filledBook) findLost(d draft) {
	told := map[string]bool{}
	for _, s := range d.sheets() {
		if f.unread[s.name] {
			continue
		}
		for _, e := range s.entries() {
			_, there := f.at[e.spot]
			switch {
			case there:
			case slices.Contains(s.unseen, e):
				f.said[e.spot] = ""
			case f.marks[e.spot] != "" && !told[s.name+e.title]:
				told[s.name+e.title] = true
				f.add(s.name, &workbook.Fault{Words: "Mungon rreshti «%s». Rreshtat nuk fshihen: shkarkoni librin sërish dhe kalojini përgjigjet atje.", Args: []any{e.title}})
			}
		}
	}
}
