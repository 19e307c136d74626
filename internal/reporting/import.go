package reporting

import (
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// ImportRound adds a round as another Tryeza had it, without returns.
func ImportRound(tx *store.Tx, n Round) error { return rounds.Add(tx, n) }

// ImportReturn adds a return as another Tryeza had it, with all it holds.
// contents are those of its files, by ID. It does not tell the plan: an imported
// plan says itself what became of its activities.
func ImportReturn(tx *store.Tx, r Return, contents map[string][]byte) error {
	if err := returns.Add(tx, r); err != nil {
		return err
	}
	if _, err := saveValues(tx, r.ID, nil, r.Values); err != nil {
		return err
	}
	for _, f := range []func(*store.Tx, Return) error{importItems, importTopics, importLines, importEvents} {
		if err := f(tx, r); err != nil {
			return err
		}
	}
	return importFiles(tx, r, contents)
}

func importItems(tx *store.Tx, r Return) error {
	for _, it := range r.Items {
		it.ReturnID = r.ID
		if err := checkItem(tx, &it, nil); err != nil {
			return err
		}
		it.Answered = it.answered(r.Values)
		if err := items.Add(tx, it); err != nil {
			return err
		}
	}
	return nil
}

func importTopics(tx *store.Tx, r Return) error {
	sector, err := store.Value[string](tx, sectorOf, r.InstitutionID)
	if err != nil {
		return err
	}
	for _, n := range r.Narratives {
		t, ok := topicOf(n.Topic)
		if !ok {
			return web.Refuse("Tema «%s» nuk njihet.", n.Topic)
		}
		n.ReturnID, n.Answered = r.ID, topicAnswered(t.For(sector), n.Body, r.Values)
		if err := narratives.Add(tx, n); err != nil {
			return err
		}
	}
	return nil
}

func importLines(tx *store.Tx, r Return) error {
	for i, p := range r.Problems {
		p.ReturnID, p.Position = r.ID, int64(i+1)
		if err := problems.Add(tx, p); err != nil {
			return err
		}
	}
	for i, m := range r.Measures {
		m.ReturnID, m.Position = r.ID, int64(len(r.Problems)+i+1)
		if err := measures.Add(tx, m); err != nil {
			return err
		}
	}
	return nil
}

func importEvents(tx *store.Tx, r Return) error {
	for _, e := range r.Events {
		e.ReturnID = r.ID
		if err := events.Add(tx, e); err != nil {
			return err
		}
	}
	return nil
}

// importFiles holds evidence against the same rule as an upload.
func importFiles(tx *store.Tx, r Return, contents map[string][]byte) error {
	for _, f := range r.Files {
		b := contents[f.ID]
		if err := web.CheckEvidence(f.Name, f.MediaType, b); err != nil {
			return err
		}
		f.ReturnID, f.Size = r.ID, int64(len(b))
		if err := evidence.Add(tx, stored{f, b}); err != nil {
			return err
		}
	}
	return nil
}
