package task

import (
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// Import adds a task as another Tryeza had it, under the ids and the number it
// has, with its history and its documents; contents holds those by ID.
func Import(tx *store.Tx, t Task, contents map[string][]byte) error {
	if t.OwnerID == "" || t.DueOn == "" && t.DueBody == "" {
		return web.Refuse("Detyra %s nuk ka institucion përgjegjës ose afat.", t.Name())
	}
	if err := tasks.Add(tx, t); err != nil {
		return err
	}
	for _, e := range t.Events {
		e.TaskID = t.ID
		if err := events.Add(tx, e); err != nil {
			return err
		}
	}
	for _, f := range t.Files {
		b := contents[f.ID]
		if err := web.CheckEvidence(f.Name, f.MediaType, b); err != nil {
			return err
		}
		f.TaskID, f.Size = t.ID, int64(len(b))
		if err := evidence.Add(tx, stored{f, b}); err != nil {
			return err
		}
	}
	return nil
}
