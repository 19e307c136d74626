package campaign

import (
	"tryeza/internal/code"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// Import keeps an activity as another Tryeza had it, under the ids it has: its
// numbers, partners, requests, findings, and files with their content.
func Import(tx *store.Tx, a Activity) error {
	if err := activities.Add(tx, a); err != nil {
		return err
	}
	if err := register.Import(tx, a.ID, a.Numbers, a.Partners, a.Asked); err != nil {
		return err
	}
	for _, x := range a.Findings {
		x.CampaignID = a.ID
		if err := findings.Add(tx, x); err != nil {
			return err
		}
	}
	for _, f := range a.Files {
		if err := importFile(tx, a.ID, f); err != nil {
			return err
		}
	}
	return nil
}

func importFile(tx *store.Tx, campaign string, f File) error {
	if err := web.CheckEvidence(f.Name, f.MediaType, f.Content); err != nil {
		return err
	}
	if !code.Consents.Has(f.Consent) {
		return web.Refuse("Fotoja «%s» nuk thotë me ç'të drejtë mbahet, prandaj nuk mund të merret.", f.Name)
	}
	f.CampaignID, f.Size = campaign, int64(len(f.Content))
	return photos.Add(tx, f)
}

// ImportCalendar keeps a calendar as another Tryeza had it, with its slots.
func ImportCalendar(tx *store.Tx, c Calendar) error { return c.add(tx) }
