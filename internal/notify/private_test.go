package notify

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/calendar"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// secrets makes words such as a careless hand would write into a task or into
// minutes: the name of a child, the code of a case, where it was found. Each is
// like no other, so that it can be looked for.
type secrets struct {
	rand *rand.Rand
	made []string
}

func (s *secrets) word() string {
	const letters = "bcdfghjklmnprstvxz"
	var b strings.Builder
	for i := range 7 {
		b.WriteByte(letters[s.rand.IntN(len(letters))])
		b.WriteByte("aeiouy"[s.rand.IntN(6)])
		if i == 0 {
			upper := strings.ToUpper(b.String())
			b.Reset()
			b.WriteString(upper)
		}
	}
	s.made = append(s.made, b.String())
	return b.String()
}

func (s *secrets) sentence() string {
	code := fmt.Sprintf("RASTI-%06d", s.rand.IntN(1e6))
	s.made = append(s.made, code)
	return fmt.Sprintf("Fëmija %s %s (%s) te rruga %s\nlagjja %s", s.word(), s.word(), code, s.word(), s.word())
}

// Nothing that was typed about a case leaves by mail: tasks, problems, returns,
// minutes and calls are filled with names, codes and places, everything there is
// to tell is told by the real queries, and every mail in both languages is
// searched. The place of a meeting is the one thing typed that may be in a mail.
func TestNothingOfACaseLeaves(t *testing.T) {
	const records = 1000 // for each language
	for _, lang := range []text.Lang{text.SQ, text.EN} {
		t.Run(string(lang), func(t *testing.T) {
			h := newHouse(t, fastDir(t)+"/c.db")
			s := &secrets{rand: rand.New(rand.NewPCG(1, uint64(len(lang))))}
			insts := h.crowd(lang)
			round := h.round("2022-H1")
			if _, err := h.raw.Exec(`PRAGMA synchronous = OFF`); err != nil {
				t.Fatal(err)
			}
			for i, inst := range insts {
				h.owes(round, inst, day("2022-06-01", i*3), s.sentence())
			}
			told := map[string]bool{}
			for i := range records {
				h.record(s, insts, i)
				if i%10 == 9 {
					h.morningOf(day("2022-06-01", i/10))
				}
				h.tellOf(s, insts, i)
			}
			h.accountMail(s)
			h.search(s, lang, told)
			for _, r := range reasons {
				if !told[r.code] {
					t.Errorf("no mail told of %s", r.code)
				}
			}
		})
	}
}

// crowd is ten institutions with a head and a focal point each, and the chairs.
func (h *house) crowd(lang text.Lang) (insts []string) {
	for i := range 10 {
		id := fmt.Sprintf("i%d", i)
		h.institution(id, fmt.Sprintf("Institucioni %d", i))
		h.person(fmt.Sprintf("head%d@example.al", i), string(lang), access.Head, id)
		h.person(fmt.Sprintf("focal%d@example.al", i), string(lang), access.FocalPoint, id)
		insts = append(insts, id)
	}
	h.person("tryeza@example.al", string(lang), access.TableChair, "")
	h.person("prefekti@example.al", string(lang), access.Chair, "")
	return insts
}

// record adds one task with secrets in every field of words, due around the
// hundred days of the test, with a problem, a line of minutes and sometimes a
// meeting to it.
func (h *house) record(s *secrets, insts []string, i int) {
	pick := func() string { return insts[s.rand.IntN(len(insts))] }
	id := h.task(pick(), pick(), day("2022-05-20", s.rand.IntN(110)), s.sentence())
	h.add("task_event", "task_id", id, "verb", "given", "note", s.sentence(), "author", s.word())
	h.add("issue", "year", 2022, "number", i+1, "body", s.sentence(), "resource", s.sentence(), "solution", s.sentence(), "question", s.sentence(), "answer", s.sentence(), "state", "open", "since", "2022-01-01")
	if i%10 == 0 {
		m := h.meeting(day("2022-06-01", i/10), "convened", s.sentence(), pick())
		h.add("meeting_line", "meeting_id", m, "kind", "decision", "number", "1", "body", s.sentence())
	}
}

// tellOf sends word of a meeting whose entry is as a careless caller would fill it.
func (h *house) tellOf(s *secrets, insts []string, i int) {
	kinds := []string{"convened", "changed", "cancelled", "excerpt"}
	e := calendar.Entry{UID: fmt.Sprintf("mbledhja-%d@tryeza", i), Day: day("2022-06-01", i/10), Time: "11:00", Place: "Salla e madhe", Summary: s.sentence(), URL: s.word()}
	h.change(access.ConveneMeetings, func(tx *store.Tx) error {
		return h.s.Tell(tx, Notice{Kind: kinds[i%4], MeetingID: fmt.Sprint(i), Body: "committee", Institutions: insts[i%10 : i%10+1], Entry: e, Decisions: i % 3, Tasks: i % 2})
	})
}

// accountMail queues what package account writes, as app wires it.
func (h *house) accountMail(s *secrets) {
	h.change(access.InviteMembers, func(tx *store.Tx) error {
		m := account.Mail{To: "ri@example.al", Subject: "Ftesë te Tryeza", Body: "https://…", Secret: true}
		return h.s.Queue(tx, Mail{Kind: "account", To: m.To, Subject: m.Subject, Body: m.Body, Secret: m.Secret})
	})
}

// search looks for every secret in every mail, and notes what was told of.
func (h *house) search(s *secrets, lang text.Lang, told map[string]bool) {
	h.t.Helper()
	made := map[string]bool{}
	for _, w := range s.made {
		made[strings.ToLower(w)] = true
	}
	list := h.outbox()
	if len(list) < 1000 || len(made) < 5000 {
		h.t.Fatalf("only %d mails, %d secrets", len(list), len(made))
	}
	for _, l := range list {
		// Folded lines are put together first: a secret could lie across two.
		all := l.Subject + "\n" + l.Body + "\n" + strings.ReplaceAll(l.Calendar, "\r\n ", "")
		for _, w := range strings.FieldsFunc(all, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' }) {
			if made[strings.ToLower(w)] {
				h.t.Fatalf("a mail to %s says %q:\n%s", l.To, w, all)
			}
		}
		if strings.Contains(all, "Fëmija") || strings.Contains(all, "lagjja") {
			h.t.Fatalf("a mail to %s carries a sentence:\n%s", l.To, all)
		}
		for _, r := range reasons {
			for _, form := range []string{r.words.One, r.words.Many} {
				_, rest, _ := strings.Cut(text.T(lang, form), "{n}")
				told[r.code] = told[r.code] || strings.Contains(l.Body, rest)
			}
		}
	}
}

func day(from string, plus int) string { return text.DaysAfter(from, plus) }

// Every sentence of a mail has English, and neither language is left unread.
func TestMailsHaveEnglish(t *testing.T) {
	b, err := files.ReadFile("mail.txt")
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, part := range strings.Split(string(b), `{{t "`)[1:] {
		s, _, _ := strings.Cut(part, `"`)
		said = append(said, s)
	}
	for _, r := range reasons {
		said = append(said, r.words.One, r.words.Many)
	}
	if missing := text.Missing(said); len(said) < 25 || len(missing) > 0 {
		t.Errorf("%d sentences; without English: %q", len(said), missing)
	}
}
