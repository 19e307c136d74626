package employment

import (
	"cmp"

	"tryeza/internal/code"
	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// Import adds a project as a document has it, with everything that belongs to it.
// Identifiers that are given stay. A project that runs has a complete monitoring
// plan, unless it is only known from a source.
func Import(tx *store.Tx, p Project) error {
	if !code.ProjectStates.Has(p.State) {
		return web.Refuse("Projekti «%s»: gjendja «%s» nuk ekziston.", p.Title, p.State)
	}
	if lacking := p.Lacking(text.SQ); p.Running() && !p.Told() && len(lacking) > 0 {
		return web.Refuse("Projekti «%s» nuk ka plan të plotë monitorimi. %s", p.Title, lacking[0])
	}
	p.ID = cmp.Or(p.ID, tx.NewID())
	if err := projects.Add(tx, p); err != nil {
		return err
	}
	if err := importPlan(tx, p); err != nil {
		return err
	}
	if err := importRows(tx, p); err != nil {
		return err
	}
	return register.Import(tx, p.ID, p.Numbers, p.Partners, p.Asked)
}

func importPlan(tx *store.Tx, p Project) error {
	for _, t := range p.Targets {
		t.ID, t.ProjectID = cmp.Or(t.ID, tx.NewID()), p.ID
		if err := targets.Add(tx, t); err != nil {
			return err
		}
	}
	for _, c := range p.Checks {
		c.ID, c.ProjectID = cmp.Or(c.ID, tx.NewID()), p.ID
		if err := checks.Add(tx, c); err != nil {
			return err
		}
	}
	return nil
}

func importRows(tx *store.Tx, p Project) error {
	taken := map[string]bool{}
	for _, x := range p.Placements {
		taken[x.Code] = true
	}
	for _, e := range p.Employers {
		e.ID, e.ProjectID = cmp.Or(e.ID, tx.NewID()), p.ID
		if err := employers.Add(tx, e); err != nil {
			return err
		}
	}
	for _, x := range p.Placements {
		x.ID, x.ProjectID = cmp.Or(x.ID, tx.NewID()), p.ID
		if x.Code == "" {
			x.Code = newCode(tx, taken)
		}
		if err := placements.Add(tx, x); err != nil {
			return err
		}
	}
	for _, v := range p.Visits {
		v.ID, v.ProjectID = cmp.Or(v.ID, tx.NewID()), p.ID
		if err := visits.Add(tx, v); err != nil {
			return err
		}
	}
	return nil
}

// ImportFair adds a job fair as a document has it, with its numbers and partners.
func ImportFair(tx *store.Tx, f Fair) error {
	if !code.EventStates.Has(f.State) {
		return web.Refuse("Panairi «%s»: gjendja «%s» nuk ekziston.", f.Title, f.State)
	}
	f.ID = cmp.Or(f.ID, tx.NewID())
	if err := fairs.Add(tx, f); err != nil {
		return err
	}
	return register.Import(tx, f.ID, f.Numbers, f.Partners, f.Asked)
}
