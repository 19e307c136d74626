package exchange

import "tryeza/internal/figure"

// Issue is a problem or challenge. Year is the one it was numbered in, where that is
// another than the document's: a problem stands with the older one it was found to
// be the same as, Merged. Amount is in lek; absent it is not known.
type Issue struct {
	ID          string         `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Year        int64          `json:"year,omitempty" sq:"Viti" is:"count"`
	Number      int64          `json:"number,omitempty" sq:"Nr." is:"count"`
	Body        string         `json:"body" sq:"Problemi" is:"text" need:"1" key:"1"`
	Objective   string         `json:"objective,omitempty" sq:"Objektivi" is:"link objectives"`
	Activity    string         `json:"activity,omitempty" sq:"Aktiviteti" is:"link activities"`
	Resource    string         `json:"resource,omitempty" sq:"Çfarë mungon" is:"code resource"`
	Amount      *figure.Number `json:"amount,omitempty" sq:"Shuma (lekë)" is:"number"`
	Since       string         `json:"since" sq:"Që prej" is:"day" need:"1" key:"1"`
	State       string         `json:"state,omitempty" sq:"Gjendja" is:"code issue_state"`
	SolvedOn    string         `json:"solved_on,omitempty" sq:"Zgjidhur më" is:"day"`
	Solution    string         `json:"solution,omitempty" sq:"Zgjidhja" is:"text"`
	Merged      string         `json:"merged,omitempty" sq:"Bashkuar me" is:"link issues"`
	EscalatedOn string         `json:"escalated_on,omitempty" sq:"Te koordinatori kombëtar më" is:"day"`
	Question    string         `json:"question,omitempty" sq:"Pyetja" is:"text"`
	AnsweredOn  string         `json:"answered_on,omitempty" sq:"Përgjigjur më" is:"day"`
	Answer      string         `json:"answer,omitempty" sq:"Përgjigjja" is:"text"`
	Raised      []Raised       `json:"raised,omitempty" sheet:"Ngritjet e problematikave"`
	Measures    []Taken        `json:"measures_taken,omitempty" sheet:"Masat e marra"`
	Events      []IssueEvent   `json:"issue_events,omitempty" sheet:"Hapat e problematikave"`
}

// Raised is one time a problem was raised, in the words used. In is the return or
// the meeting; raised directly it is empty.
type Raised struct {
	ID          string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Institution string `json:"institution,omitempty" sq:"Institucioni" is:"ref institutions" key:"1"`
	Source      string `json:"source" sq:"Si u ngrit" is:"code issue_source" need:"1" key:"1"`
	In          string `json:"in,omitempty" sq:"Ku" is:"link returns meetings"`
	RaisedOn    string `json:"raised_on" sq:"Data" is:"day" need:"1" key:"1"`
	Body        string `json:"body" sq:"Teksti" is:"text" need:"1" key:"1"`
}

// Taken is a measure taken for a problem. One that is expected is a task.
type Taken struct {
	ID          string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Institution string `json:"institution,omitempty" sq:"Institucioni" is:"ref institutions" key:"1"`
	TakenOn     string `json:"taken_on,omitempty" sq:"Data" is:"day" key:"1"`
	Body        string `json:"body" sq:"Masa" is:"text" need:"1" key:"1"`
}

// IssueEvent is one step of a problem. Other is the one it was merged with or parted
// from, or the task that an expected measure became.
type IssueEvent struct {
	ID     string `json:"id,omitempty" sq:"id" is:"id" hidden:"1" key:"1"`
	Verb   string `json:"verb" sq:"Hapi" is:"code issue_verb" need:"1" key:"1"`
	Note   string `json:"note,omitempty" sq:"Shënim" is:"text"`
	Other  string `json:"other,omitempty" sq:"Lidhet me" is:"link issues tasks"`
	Author string `json:"author,omitempty" sq:"llogaria" is:"id" hidden:"1"`
	At     string `json:"at" sq:"në" is:"instant" need:"1" hidden:"1" key:"1"`
}

// Task is what an institution owes, of the year it was given in. Source is the
// line of the minutes, the activity or the problem it comes from. It is due on a
// day, or at the next meeting of DueBody.
type Task struct {
	ID         string      `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Number     int64       `json:"number,omitempty" sq:"Nr." is:"count"`
	Kind       string      `json:"kind" sq:"Lloji" is:"code task_kind" need:"1" key:"1"`
	Body       string      `json:"body" sq:"Teksti" is:"text" need:"1" key:"1"`
	Owner      string      `json:"owner" sq:"Institucioni përgjegjës" is:"ref institutions" need:"1" key:"1"`
	Priority   string      `json:"priority,omitempty" sq:"Përparësia" is:"code priority"`
	Source     string      `json:"source,omitempty" sq:"Nga vjen" is:"link lines activities issues"`
	Meeting    string      `json:"meeting,omitempty" sq:"Mbledhja" is:"link meetings"`
	AskedBy    string      `json:"asked_by,omitempty" sq:"Kërkuar nga" is:"ref institutions"`
	GivenOn    string      `json:"given_on" sq:"Dhënë më" is:"day" need:"1" key:"1"`
	DueOn      string      `json:"due_on,omitempty" sq:"Afati" is:"day"`
	DueBody    string      `json:"due_body,omitempty" sq:"Deri në mbledhjen e ardhshme të" is:"code body"`
	DueMeeting string      `json:"due_meeting,omitempty" sq:"Mbledhja e afatit" is:"link meetings"`
	State      string      `json:"state,omitempty" sq:"Gjendja" is:"code task_state"`
	What       string      `json:"what,omitempty" sq:"Çfarë u bë" is:"text"`
	DoneOn     string      `json:"done_on,omitempty" sq:"Kryer më" is:"day"`
	AnsweredBy string      `json:"answered_by,omitempty" sq:"raportuar nga llogaria" is:"id" hidden:"1"`
	CheckedBy  string      `json:"checked_by,omitempty" sq:"verifikuar nga llogaria" is:"id" hidden:"1"`
	ClosedOn   string      `json:"closed_on,omitempty" sq:"Mbyllur më" is:"day"`
	Reason     string      `json:"reason,omitempty" sq:"Arsyeja e anulimit" is:"text"`
	Escalated  int64       `json:"escalated,omitempty" sq:"shkalla e njoftimit" is:"count" hidden:"1"`
	Events     []TaskEvent `json:"task_events,omitempty" sheet:"Hapat e detyrave"`
	Files      []TaskFile  `json:"task_files,omitempty" sheet:"Dokumentet e detyrave"`
	AskedFor   []Asked     `json:"asked_for,omitempty" sheet:"Kërkesat e regjistrave"`
}

// TaskEvent is one step of a task. Meeting is the one it was carried to; DueFrom
// and DueTo are the days it was due before and after a new date.
type TaskEvent struct {
	ID      string `json:"id,omitempty" sq:"id" is:"id" hidden:"1" key:"1"`
	Verb    string `json:"verb" sq:"Hapi" is:"code task_verb" need:"1" key:"1"`
	Note    string `json:"note,omitempty" sq:"Shënim" is:"text"`
	Meeting string `json:"meeting,omitempty" sq:"Mbledhja" is:"link meetings"`
	DueFrom string `json:"due_from,omitempty" sq:"Afati ishte" is:"day"`
	DueTo   string `json:"due_to,omitempty" sq:"Afati i ri" is:"day"`
	Author  string `json:"author,omitempty" sq:"llogaria" is:"id" hidden:"1"`
	At      string `json:"at" sq:"në" is:"instant" need:"1" hidden:"1" key:"1"`
}

// TaskFile is a document that shows what was done.
type TaskFile struct {
	ID        string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Name      string `json:"name" sq:"Emri i skedarit" is:"text" need:"1" key:"1"`
	MediaType string `json:"media_type" sq:"Lloji" is:"word" need:"1"`
	AddedAt   string `json:"added_at,omitempty" sq:"shtuar në" is:"instant" hidden:"1"`
	Content   []byte `json:"content" sq:"përmbajtja" is:"bytes" need:"1" hidden:"1"`
}
