package committee

import (
	"context"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// firstRules are what a new committee starts with. None has been held against
// the order in force, so none is verified.
var firstRules = []Rule{
	{Code: "meeting_interval_committee", Value: "3", Unit: "months", LegalBasis: "Urdhri i parë për komitetet rajonale; për t'u konfirmuar me urdhrin në fuqi"},
	{Code: "meeting_interval_table", Value: "2", Unit: "months", LegalBasis: "Urdhri i parë për komitetet rajonale; për t'u konfirmuar me urdhrin në fuqi"},
	{Code: "return_deadline", Value: "15", Unit: "days", LegalBasis: "Praktikë e propozuar; afati zyrtar nuk është konfirmuar"},
	{Code: "analysis_deadline", Value: "30", Unit: "days", LegalBasis: "Praktikë e propozuar; afati zyrtar nuk është konfirmuar"},
	{Code: "season_start", Value: "05-15", Unit: "day_of_year", LegalBasis: "Propozim; datat e sezonit i cakton komiteti"},
	{Code: "season_end", Value: "09-15", Unit: "day_of_year", LegalBasis: "Propozim; datat e sezonit i cakton komiteti"},
	{Code: "small_number", Value: "5", Unit: "count", LegalBasis: "Praktikë statistikore; e propozuar"},
	{Code: "quorum", Value: "50", Unit: "percent", LegalBasis: proposed},
	{Code: "convening_notice", Value: "5", Unit: "days", LegalBasis: proposed},
	{Code: "request_answer", Value: "15", Unit: "days", LegalBasis: proposed},
	{Code: "reminder_before", Value: "7", Unit: "days", LegalBasis: proposed},
	{Code: "escalation_head", Value: "7", Unit: "days", LegalBasis: proposed},
	{Code: "escalation_table", Value: "14", Unit: "days", LegalBasis: proposed},
	{Code: "escalation_chair", Value: "30", Unit: "days", LegalBasis: proposed},
	{Code: "issue_aged", Value: "90", Unit: "days", LegalBasis: proposed},
	{Code: "gap_answer", Value: "14", Unit: "days", LegalBasis: proposed},
	{Code: "sop_emergency", Value: "72", Unit: "hours", LegalBasis: "VKM 518/2018: shërbimi i emergjencës 72-orësh; zbatimi për këtë hap nuk është konfirmuar"},
	{Code: "sop_reflection", Value: "3", Unit: "months", LegalBasis: proposed},
}

const proposed = "Praktikë e propozuar; nuk është konfirmuar"

// Found creates the committee of a qark, with the rules it starts with. The
// actor must be allowed to found committees.
func Found(ctx context.Context, db *store.DB, a access.Actor, qark code.Qark, sample bool) error {
	g, err := a.May(access.FoundCommittee, access.Committee(qark.Slug))
	if err != nil {
		return err
	}
	return db.Change(ctx, g, store.Subject{Kind: "committee", ID: qark.Slug}, func(tx *store.Tx) error {
		return found(tx, qark, sample)
	})
}

func found(tx *store.Tx, qark code.Qark, sample bool) error {
	err := committees.Add(tx, Committee{
		ID: qark.Slug, Name: "Komiteti Rajonal Antitrafik " + qark.Name, Qark: qark.ISO, Sample: sample, FoundedOn: text.DayOf(tx.Now().Time),
		Letterhead: "REPUBLIKA E SHQIPËRISË\nPREFEKTI I QARKUT " + strings.ToUpper(qark.Name) + "\nKomiteti Rajonal Antitrafik",
		Signature:  "KRYETARI I KOMITETIT\nPrefekti i Qarkut " + qark.Name, Place: qark.Name,
	})
	for _, r := range firstRules {
		r.ID = tx.NewID()
		if err == nil {
			err = rules.Add(tx, r)
		}
	}
	return err
}
