package register

import (
	"strconv"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A MissingRow is something missing as the template "register-missing" lists it.
// The page has Missing (of these), CanAsk, and AskPath, to which the form is sent.
type MissingRow struct {
	SubjectID, Gap, Label string
	Title, Path, Owner    string
	Since                 string
	TaskPath, AskedOn     string // "" while nobody asked
}

// Rows names what is missing for a page.
func Rows(l text.Lang, g access.Grant, list []Missing, d Directory) []MissingRow {
	var rows []MissingRow
	for _, m := range list {
		r := MissingRow{SubjectID: m.SubjectID, Gap: m.Gap, Label: code.Gaps.Label(l, m.Gap), Title: m.Title, Path: m.Path, Owner: d.Name(m.OwnerID), Since: m.Since}
		if m.Asked != nil {
			r.TaskPath, r.AskedOn = "/k/"+g.Scope().ID+"/task/"+m.Asked.TaskID, m.Asked.AskedOn
		}
		rows = append(rows, r)
	}
	return rows
}

var answerRule = store.Read(`SELECT value, unit FROM committee_rule
	WHERE committee_id = $1 AND code = 'gap_answer' AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2) ORDER BY valid_from DESC, id`)

// dueBy is when the dated rule wants an answer; "" where there is no rule that is a
// number of days: then it is the next meeting of the technical table.
func dueBy(tx *store.Tx, today string) (string, error) {
	type rule struct{ value, unit string }
	rows, err := store.All(tx, answerRule, func(r *rule) []any { return []any{&r.value, &r.unit} }, today)
	if err != nil || len(rows) == 0 {
		return "", err
	}
	n, wrong := strconv.Atoi(rows[0].value)
	if wrong != nil || rows[0].unit != "days" {
		return "", nil
	}
	return text.DaysAfter(today, n), nil
}

// AskFor asks the owner of the record for what the form of "register-missing"
// names, if it is among what is missing now.
func AskFor(tx *store.Tx, give Asks, list []Missing, f *web.Form) (taskID string, err error) {
	today := text.DayOf(tx.Now().Time)
	d, err := ReadDirectory(tx, today)
	if err != nil {
		return "", err
	}
	due, err := dueBy(tx, today)
	if err != nil {
		return "", err
	}
	for _, m := range list {
		if m.SubjectID == f.Text("subject") && m.Gap == f.Text("gap") {
			body := code.Gaps.Label(text.SQ, m.Gap) + " – " + m.Title
			return askOnce(tx, give, m, Request{Body: "Plotësoni regjistrin: " + body, OwnerID: m.OwnerID, AskedBy: d.OfSector("prefecture"), DueOn: due})
		}
	}
	return "", web.Refuse("Kjo nuk mungon më. Shikojeni edhe një herë faqen.")
}
