package plan

import (
	"tryeza/internal/code"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// A Comment is what a member says of a plan, or of one of its activities, and
// what the secretary answers. It is signed by the office, not by the person.
type Comment struct {
	ID            string
	Version       int64
	PlanID        string
	ActivityID    string // "" for the plan as a whole
	InstitutionID string // "" for the offices of the committee itself
	Role          string // access.Role
	Author        string // account, by ID
	Body          string
	Answer        string
	MadeAt        store.Time
}

var comments = store.NewTable("plan_comment", "plan_id, activity_id, institution_id, role, author, body, answer, made_at", (*Comment).fields)

func (c *Comment) fields() []any {
	return []any{&c.ID, &c.Version, &c.PlanID, &c.ActivityID, &c.InstitutionID, &c.Role, &c.Author, &c.Body, &c.Answer, &c.MadeAt}
}

var (
	planComments = store.Read(`SELECT id, version, plan_id, activity_id, institution_id, role, author, body, answer, made_at
		FROM plan_comment WHERE committee_id = $1 AND plan_id = $2 ORDER BY made_at, id`)
)

// Comments reads the comments on a plan and its activities, the oldest first.
func Comments(tx *store.Tx, plan string) ([]Comment, error) {
	return store.All(tx, planComments, (*Comment).fields, plan)
}

// AddComment adds a comment; without an ID or an instant it is given them.
func AddComment(tx *store.Tx, c Comment) error {
	if _, err := plans.Get(tx, c.PlanID); err != nil {
		return err
	}
	if c.ActivityID != "" {
		a, err := activities.Get(tx, c.ActivityID)
		if err != nil || a.PlanID != c.PlanID {
			return store.ErrNotFound
		}
	}
	c.ID = orNew(tx, c.ID)
	if c.MadeAt.IsZero() {
		c.MadeAt = tx.Now()
	}
	return comments.Add(tx, c)
}

// Answer answers a comment, or corrects the answer.
func Answer(tx *store.Tx, plan, id string, version int64, answer string) error {
	return comments.Edit(tx, id, version, func(c *Comment) error {
		if c.PlanID != plan {
			return store.ErrNotFound
		}
		c.Answer = answer
		return nil
	})
}

// offices are the roles that comment, as they sign.
var offices = code.List{
	{Code: "secretary", SQ: "Sekretari i komitetit", EN: "Secretary of the committee"},
	{Code: "chair", SQ: "Kryetari i komitetit", EN: "Chair of the committee"},
	{Code: "table_chair", SQ: "Kryetari i tryezës teknike", EN: "Chair of the technical table"},
	{Code: "head", SQ: "Titullari", EN: "Head"},
	{Code: "focal_point", SQ: "Pika e kontaktit", EN: "Focal point"},
	{Code: "ngo_point", SQ: "Pika e kontaktit", EN: "Focal point"},
	{Code: "operator", SQ: "Administrimi i sistemit", EN: "Operator"},
}

func commentsOn(list []Comment, activity string) []Comment {
	var on []Comment
	for _, c := range list {
		if c.ActivityID == activity {
			on = append(on, c)
		}
	}
	return on
}

// signed is the office that made a comment, as a reader knows it.
func signed(l text.Lang, names Names, c Comment) string {
	office := offices.Label(l, c.Role)
	if c.InstitutionID == "" {
		return office
	}
	return office + ", " + names.Of(c.InstitutionID)
}
