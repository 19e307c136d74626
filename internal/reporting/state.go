package reporting

// A move is what can be done to a return as a whole.
type move string

const (
	moveSend     move = "sent"
	moveSendBack move = "sent_back"
	moveAccept   move = "accepted"
	moveReopen   move = "reopened"
)

// moves says which state each move leads to, from each state it may start from.
// What is not here cannot be done: nobody edits a sent return, and an accepted
// one is only reopened.
var moves = map[move]map[string]string{
	moveSend:     {Draft: Sent, SentBack: Sent},
	moveSendBack: {Sent: SentBack},
	moveAccept:   {Sent: Accepted},
	moveReopen:   {Accepted: SentBack},
}

// next is the state a move leads to; ok is false when it may not be made.
func next(state string, m move) (to string, ok bool) {
	to, ok = moves[m][state]
	return to, ok
}

// needsReason reports whether the move must be explained to the institution.
func (m move) needsReason() bool { return m == moveSendBack || m == moveReopen }

// needsReason reports whether a reported state must be explained.
func needsReason(activityState string) bool {
	return activityState == "not_done" || activityState == "partly_done"
}

// measured reports whether indicators are asked in this state: what has not
// begun, or was not done, has nothing to measure.
func measured(activityState string) bool {
	return activityState != "" && activityState != "planned" && activityState != "not_done"
}

// answered reports whether nothing asked about the activity is blank.
func (it Item) answered(v Values) bool {
	if it.State == "" || needsReason(it.State) && it.Reason == "" {
		return false
	}
	return len(it.blank(v)) == 0
}

// blank lists the indicators that should have a value and have none.
func (it Item) blank(v Values) []Indicator {
	var list []Indicator
	for _, ind := range it.Activity.Indicators {
		if measured(it.State) && !v.Has(OfIndicator, ind.ID) {
			list = append(list, ind)
		}
	}
	return list
}

// begun reports whether anything was said about the activity.
func (it Item) begun(v Values) bool {
	if it.State+it.DoneOn+it.Place+it.What+it.Partners+it.Reason != "" || v.Has(OfParticipants, it.ActivityID) {
		return true
	}
	for _, ind := range it.Activity.Indicators {
		if v.Has(OfIndicator, ind.ID) {
			return true
		}
	}
	return false
}
