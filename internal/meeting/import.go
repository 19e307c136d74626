package meeting

import (
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// Prepared is what a meeting holds beside its minutes: who was called, what its
// items are about, and the documents attached, with their content.
type Prepared struct {
	Calls []Call
	About []About
	Files []File
}

// Import adds a meeting as another Tryeza had it, under the ids it has. Who was
// called, who sat that day and what was counted was settled there; nobody is told
// of it again, and its decisions give no tasks: those are imported themselves.
func Import(tx *store.Tx, m Meeting, p Prepared) error {
	if err := meetings.Add(tx, minutes{Meeting: m, edits: 1}); err != nil {
		return err
	}
	if err := saveParts(tx, parts{}, m); err != nil {
		return err
	}
	for i, c := range p.Calls {
		c.MeetingID, c.Position = m.ID, int64(i)
		if err := calls.Add(tx, c); err != nil {
			return err
		}
	}
	for i, a := range p.About {
		a.MeetingID, a.Position = m.ID, int64(i)
		if err := abouts.Add(tx, a); err != nil {
			return err
		}
	}
	return importFiles(tx, m.ID, p.Files)
}

// importFiles holds documents against the same rule as an upload.
func importFiles(tx *store.Tx, meetingID string, files []File) error {
	for _, f := range files {
		if err := web.CheckEvidence(f.Name, f.MediaType, f.Content); err != nil {
			return err
		}
		f.MeetingID, f.Size = meetingID, int64(len(f.Content))
		if err := attached.Add(tx, f); err != nil {
			return err
		}
	}
	return nil
}
