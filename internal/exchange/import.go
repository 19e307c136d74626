package exchange

import (
	"context"
	"errors"
	"strings"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// Owners keep what is imported: each feature adds its own rows, under the ids
// they have, and refuses what its rules refuse. App passes them.
type Owners struct {
	Found       func(tx *store.Tx, c Committee, withRules bool) error
	Institution func(tx *store.Tx, i Institution) error
	Order       func(tx *store.Tx, o Order) error
	Rule        func(tx *store.Tx, r Rule) error
	Plan        func(tx *store.Tx, year int, p Plan) error
	Round       func(tx *store.Tx, plan string, r Round) error
	Return      func(tx *store.Tx, round string, r Return) error
	Meeting     func(tx *store.Tx, m Meeting) error
	Issue       func(tx *store.Tx, year int, i Issue) error
	Task        func(tx *store.Tx, year int, t Task) error

	Programme    func(tx *store.Tx, p Programme) error
	Project      func(tx *store.Tx, p Project) error
	Fair         func(tx *store.Tx, f Fair) error
	Calendar     func(tx *store.Tx, c CampaignCalendar) error
	Campaign     func(tx *store.Tx, c Campaign) error
	Procedure    func(tx *store.Tx, p Procedure) error
	Course       func(tx *store.Tx, c Course) error
	Duty         func(tx *store.Tx, d Duty) error
	Professional func(tx *store.Tx, p Professional) error
	Session      func(tx *store.Tx, s Session) error
}

// Known reads what the committee of a grant holds of a year; nil when there is
// no committee yet.
func Known(tx *store.Tx, year int) (*Document, error) {
	d, err := Load(tx, year)
	if errors.Is(err, store.ErrNotFound) {
		return nil, nil
	}
	return d, err
}

// Preview reads a file for a year of the committee of the grant and says what an
// import would add. Faults come back as the error.
func Preview(tx *store.Tx, year int, from Source) (*Document, Additions, error) {
	known, err := Known(tx, year)
	if err != nil {
		return nil, Additions{}, err
	}
	d, err := from.Read(Head{tx.Grant().Scope().ID, year}, known)
	if err != nil {
		return d, Additions{}, err
	}
	if d.Committee.ID != tx.Grant().Scope().ID {
		return d, Additions{}, Faults{{"$.committee.id", "Ky skedar është i komitetit «%s», jo i këtij.", []any{excerpt(d.Committee.Name)}}}
	}
	if d.Year != year {
		return d, Additions{}, Faults{{"$.year", "Ky skedar është i vitit %d.", []any{d.Year}}}
	}
	a, faults := Compare(d, known)
	if len(faults) > 0 {
		return d, a, locate(from, faults)
	}
	return d, a, nil
}

// Import adds what a file has and the committee has not, all of it or nothing,
// and says what that was. A file of a committee that does not exist founds it.
func Import(ctx context.Context, db *store.DB, g access.Grant, o Owners, year int, from Source) (Additions, error) {
	var a Additions
	err := db.Change(ctx, g, store.Subject{Kind: "exchange", ID: g.Scope().ID}, func(tx *store.Tx) error {
		var d *Document
		var err error
		if d, a, err = Preview(tx, year, from); err != nil {
			return err
		}
		return add(tx, o, d, a)
	})
	return a, refused(err)
}

// add hands everything to its owner, what is referred to before what refers.
func add(tx *store.Tx, o Owners, d *Document, a Additions) error {
	var steps []func() error
	then := func(f func() error) { steps = append(steps, f) }
	if a.Found {
		then(func() error { return o.Found(tx, d.Committee, len(a.Rules) == 0) })
	}
	for _, x := range a.Institutions {
		then(func() error { return o.Institution(tx, x) })
	}
	for _, x := range a.Orders {
		then(func() error { return o.Order(tx, x) })
	}
	for _, x := range a.Rules {
		then(func() error { return o.Rule(tx, x) })
	}
	if a.Plan != nil {
		then(func() error { return o.Plan(tx, d.Year, *a.Plan) })
	}
	for _, x := range a.Rounds {
		then(func() error { return addRound(tx, o, d, x) })
	}
	for _, x := range a.Returns {
		then(func() error { return o.Return(tx, x.Round, x.Return) })
	}
	for _, x := range a.Meetings {
		then(func() error { return o.Meeting(tx, x) })
	}
	for _, x := range a.Issues {
		then(func() error { return o.Issue(tx, d.Year, x) })
	}
	for _, x := range a.Tasks {
		then(func() error { return o.Task(tx, d.Year, x) })
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return addRegisters(tx, o, a)
}

// addRegisters hands over the four registers.
func addRegisters(tx *store.Tx, o Owners, a Additions) error {
	for _, step := range []func() error{
		func() error { return each(tx, a.Programmes, o.Programme) },
		func() error { return each(tx, a.Projects, o.Project) },
		func() error { return each(tx, a.Fairs, o.Fair) },
		func() error { return each(tx, a.Calendars, o.Calendar) },
		func() error { return each(tx, a.Campaigns, o.Campaign) },
		func() error { return each(tx, a.Procedures, o.Procedure) },
		func() error { return each(tx, a.Courses, o.Course) },
		func() error { return each(tx, a.Duties, o.Duty) },
		func() error { return each(tx, a.Professionals, o.Professional) },
		func() error { return each(tx, a.Sessions, o.Session) },
	} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// each hands every row to its owner, up to the first that is refused.
func each[T any](tx *store.Tx, list []T, add func(*store.Tx, T) error) error {
	for _, x := range list {
		if err := add(tx, x); err != nil {
			return err
		}
	}
	return nil
}

var planOf = store.Read(`SELECT id FROM plan WHERE committee_id = $1 AND year = $2`)

// addRound adds a round of the plan of the year, be it in the file or not.
func addRound(tx *store.Tx, o Owners, d *Document, r Round) error {
	plan, err := store.Value[string](tx, planOf, d.Year)
	if err != nil {
		return err
	}
	return o.Round(tx, plan, r)
}

// refused turns what an owner refused into a fault of the file. A row whose id
// or number another year has already is told without saying more of that year.
func refused(err error) error {
	var refusal web.Refusal
	switch {
	case errors.As(err, &refusal):
		return Faults{{"$", refusal.Message, refusal.Args}}
	case errors.Is(err, store.ErrExists):
		return Faults{{"$", "Një rresht i skedarit ka një id ose një numër që ekziston tashmë në një vit tjetër.", nil}}
	case errors.Is(err, store.ErrMissing):
		return Faults{{"$", "Një rresht i skedarit i referohet diçkaje që nuk ekziston.", nil}}
	}
	return err
}

// Lines are the faults one by one, for a person to mend.
func Lines(err error) []string { return strings.Split(err.Error(), "\n") }
