package employment

import (
	"cmp"
	"maps"
	"slices"

	"tryeza/internal/register"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

func inOrder(set map[Target]bool) []Target {
	return slices.SortedFunc(maps.Keys(set), func(a, b Target) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Value, b.Value))
	})
}

// Create adds a project, with its targets and partners, as a draft.
func Create(tx *store.Tx, p Project) error {
	p.State = Draft
	if err := projects.Add(tx, p); err != nil {
		return err
	}
	return saveParts(tx, p)
}

// Save keeps what was changed of a project, and what it is for. The visits that are
// still to come follow the days of a project that runs.
func Save(tx *store.Tx, p Project, version int64) error {
	was, err := Load(tx, p.ID)
	if err != nil {
		return err
	}
	err = projects.Edit(tx, p.ID, version, func(now *Project) error { *now = p; return nil })
	if err != nil {
		return err
	}
	if err := touch(tx, p.ID, version); err != nil {
		return err
	}
	if err := saveParts(tx, p); err != nil || p.State != Approved {
		return err
	}
	p.Visits = was.Visits
	for _, c := range was.Checks {
		if err := follow(tx, p, c, c, was.Days(c), text.DayOf(tx.Now().Time)); err != nil {
			return err
		}
	}
	return nil
}

// touch makes a project one version newer where only what belongs to it changed, so
// that nobody saves over what somebody else chose meanwhile.
func touch(tx *store.Tx, id string, version int64) error {
	now, err := projects.Get(tx, id)
	if err != nil || now.Version != version {
		return err
	}
	_, err = tx.Exec(newer, id)
	return err
}

var newer = store.Write(`UPDATE employment_project SET version = version + 1 WHERE committee_id = $1 AND id = $2`)

func saveParts(tx *store.Tx, p Project) error {
	if err := saveTargets(tx, p.ID, p.Targeted(Group), p.Targeted(Municipality)); err != nil {
		return err
	}
	return register.SavePartners(tx, p.ID, p.Partners)
}

// Approve makes a draft a project that runs, and lays down its visits. Without a
// complete monitoring plan it is refused, with what is lacking.
func Approve(tx *store.Tx, id string, version int64, decision, day string) error {
	p, err := Load(tx, id)
	if err != nil {
		return err
	}
	if p.State != Draft {
		return web.Refuse("Vetëm një projekt në hartim mund të miratohet.")
	}
	if lacking := p.Lacking(text.SQ); len(lacking) > 0 {
		return web.Refuse("Projekti nuk mund të miratohet pa plan të plotë monitorimi.")
	}
	err = projects.Edit(tx, id, version, func(p *Project) error {
		p.State, p.Decision, p.ApprovedOn, p.ApprovedBy = Approved, decision, day, tx.Grant().Actor()
		return nil
	})
	if err != nil {
		return err
	}
	for _, c := range p.Checks {
		if err := layDown(tx, p, c, p.Days(c), nil, ""); err != nil {
			return err
		}
	}
	return nil
}

// Close ends a project that ran. One that is only known from a source is closed
// without having been approved here.
func Close(tx *store.Tx, id string, version int64) error {
	today := text.DayOf(tx.Now().Time)
	return projects.Edit(tx, id, version, func(p *Project) error {
		switch {
		case !p.mayClose():
			return web.Refuse("Mbyllet një projekt i miratuar, ose një projekt i njohur vetëm nga një burim.")
		case p.EndsOn >= today:
			return web.Refuse("Projekti zgjat deri më %s. Mbyllet pasi të ketë mbaruar, ose shkurtoni periudhën e tij.", text.Day(p.EndsOn))
		}
		p.State = Closed
		return nil
	})
}

func (p Project) mayClose() bool { return p.State == Approved || p.State == Draft && p.Told() }

// Cancel ends a project that will not be carried out, with the reason. Its visits
// are not expected any more.
func Cancel(tx *store.Tx, id string, version int64, reason string) error {
	return projects.Edit(tx, id, version, func(p *Project) error {
		if p.State != Draft && p.State != Approved {
			return web.Refuse("Ky projekt është mbyllur ose anuluar tashmë.")
		}
		p.State, p.Reason = Cancelled, reason
		return nil
	})
}

// Reopen takes back that a project was closed or cancelled: it is what it was
// before.
func Reopen(tx *store.Tx, id string, version int64) error {
	return projects.Edit(tx, id, version, func(p *Project) error {
		switch {
		case p.State != Closed && p.State != Cancelled:
			return web.Refuse("Ky projekt nuk është mbyllur e as anuluar.")
		case p.ApprovedOn == "":
			p.State = Draft
		default:
			p.State = Approved
		}
		p.Reason = ""
		return nil
	})
}

// saveCheck adds or changes a line of the monitoring plan. Of a project that runs
// it must be complete, and the visits still to come follow it.
func saveCheck(tx *store.Tx, p Project, c Check, version int64) error {
	if p.State == Approved && len(p.lackingIn(text.SQ, c)) > 0 {
		return web.Refuse("Plani i një projekti të miratuar mbetet i plotë: shkruani kush, si dhe kur kontrollon.")
	}
	was, there := p.check(c.ID)
	var err error
	if there {
		err = checks.Edit(tx, c.ID, version, func(was *Check) error { *was = c; return nil })
	} else {
		err = checks.Add(tx, c)
	}
	if err != nil || p.State != Approved {
		return err
	}
	return follow(tx, p, was, c, p.Days(was), text.DayOf(tx.Now().Time))
}

// saveEmployer adds or changes an employer.
func saveEmployer(tx *store.Tx, e Employer, version int64) error {
	if e.Version == 0 {
		return employers.Add(tx, e)
	}
	return employers.Edit(tx, e.ID, version, func(was *Employer) error { *was = e; return nil })
}

// removeEmployer takes away an employer that nothing was noted about.
func removeEmployer(tx *store.Tx, p Project, e Employer, version int64) error {
	placed := slices.ContainsFunc(p.Placements, func(x Placement) bool { return x.EmployerID == e.ID })
	visited := slices.ContainsFunc(p.Visits, func(v Visit) bool { return v.EmployerID == e.ID })
	if placed || visited {
		return web.Refuse("Te ky punëdhënës ka të punësuar ose vizita, prandaj mbetet në projekt.")
	}
	return employers.Remove(tx, e.ID, version)
}
