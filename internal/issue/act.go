package issue

import (
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// act makes a change to a problem that stands for itself, seen at a version, and
// notes it. One that was merged is dealt with where it went.
func act(tx *store.Tx, id string, version int64, verb, words string, f func(x *Issue) error) error {
	err := issues.Edit(tx, id, version, func(x *Issue) error {
		if x.MergedInto != "" && verb != wasAnswered {
			return web.Refuse("Kjo problematikë është bashkuar me një tjetër. Vazhdoni te ajo.")
		}
		return f(x)
	})
	if err != nil {
		return err
	}
	return note(tx, id, verb, words, "")
}

// edit corrects what a problem says.
func edit(tx *store.Tx, y Issue) error {
	return act(tx, y.ID, y.Version, wasEdited, "", func(x *Issue) error {
		x.Body, x.ObjectiveID, x.ActivityID, x.Resource, x.Amount = y.Body, y.ObjectiveID, y.ActivityID, y.Resource, y.Amount
		return nil
	})
}

// reword corrects the words of a raising that was written here, and those of the
// problem where they are the same.
func reword(tx *store.Tx, r Raised, version int64, body string) error {
	err := raisings.Edit(tx, r.ID, version, func(r *Raised) error { r.Body = body; return nil })
	if err != nil {
		return err
	}
	err = change(tx, r.IssueID, func(x *Issue) {
		if x.Body == r.Body {
			x.Body = body
		}
	})
	if err != nil {
		return err
	}
	return note(tx, r.IssueID, wasEdited, "", "")
}

// Solve says that a problem is solved: since which day, and how.
func Solve(tx *store.Tx, id string, version int64, on, how string) error {
	return act(tx, id, version, wasSolved, how, func(x *Issue) error {
		if x.State == Solved {
			return web.Refuse("Kjo problematikë është zgjidhur tashmë.")
		}
		x.State, x.SolvedOn, x.Solution = Solved, on, how
		return nil
	})
}

// Reopen says why a problem is not solved after all.
func Reopen(tx *store.Tx, id string, version int64, why string) error {
	return act(tx, id, version, wasReopened, why, func(x *Issue) error {
		if x.State == Open {
			return web.Refuse("Kjo problematikë është e hapur.")
		}
		x.State, x.SolvedOn, x.Solution = Open, "", ""
		return nil
	})
}

// Escalate puts a question to the national coordinator. It may be corrected until
// it is answered; after an answer another may be put.
func Escalate(tx *store.Tx, id string, version int64, on, question string) error {
	return act(tx, id, version, wasEscalated, question, func(x *Issue) error {
		if x.State == Solved {
			return web.Refuse("Kjo problematikë është zgjidhur tashmë.")
		}
		x.EscalatedOn, x.Question, x.AnsweredOn, x.Answer = on, question, "", ""
		return nil
	})
}

// Answer is what the national coordinator says to the question.
func Answer(tx *store.Tx, id string, version int64, on, answer string) error {
	return act(tx, id, version, wasAnswered, answer, func(x *Issue) error {
		if x.EscalatedOn == "" {
			return web.Refuse("Për këtë problematikë koordinatorit kombëtar nuk i është bërë asnjë pyetje.")
		}
		x.AnsweredOn, x.Answer = on, answer
		return nil
	})
}

// raiseAgain notes that another institution, or the same once more, has the
// problem too. One that was solved is open again.
func raiseAgain(tx *store.Tx, r Raised) error {
	x, err := issues.Get(tx, r.IssueID)
	if err != nil {
		return err
	}
	if x.MergedInto != "" {
		return web.Refuse("Kjo problematikë është bashkuar me një tjetër. Vazhdoni te ajo.")
	}
	if err := raisings.Add(tx, r); err != nil {
		return err
	}
	if err := note(tx, x.ID, wasRaisedAgain, "", ""); err != nil || x.State == Open {
		return err
	}
	return reopen(tx, x, saidAgainDirectly)
}
