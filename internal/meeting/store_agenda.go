package meeting

import (
	"cmp"
	"slices"

	"tryeza/internal/store"
)

// An About ties an item of the agenda to what it is about: a task, a problem, a
// return, the minutes of a meeting, or an item that was put off. Body, State and
// Since are written when the meeting closes; until then the record itself says.
type About struct {
	ID        string
	Version   int64
	MeetingID string
	ItemID    string
	Position  int64
	Kind      string // AboutTask and so on
	RefID     string
	Body      string
	State     string
	Since     string // day
}

// What an item can be about.
const (
	AboutTask    = "task"
	AboutIssue   = "issue"
	AboutReturn  = "return"
	AboutMinutes = "minutes"
	AboutItem    = "item"
)

// A Call is one institution that was called to a meeting, and its answer.
type Call struct {
	ID            string
	Version       int64
	MeetingID     string
	Position      int64
	InstitutionID string
	Kind          string // how it sits (code.SeatKinds), or Guest
	Reply         string // code.Replies, "" while it has not answered
	Substitute    string // office of who comes in the member's place
	Note          string // why it cannot come
	RepliedAt     store.Time
}

// Answers of those called, as code.Replies.
const (
	Coming     = "coming"
	Substitute = "substitute"
	Absent     = "absent"
)

// A File is a document attached to a meeting or, with ItemID, to one item.
type File struct {
	ID        string
	Version   int64
	MeetingID string
	ItemID    string
	Name      string
	MediaType string
	Size      int64
	Content   []byte
	AddedAt   store.Time
}

var (
	abouts   = store.NewTable("meeting_about", "meeting_id, item_id, position, kind, ref_id, body, state, since", (*About).fields)
	calls    = store.NewTable("meeting_call", "meeting_id, position, institution_id, kind, reply, substitute, note, replied_at", (*Call).fields)
	attached = store.NewTable("meeting_file", "meeting_id, item_id, name, media_type, size, content, added_at", (*File).withContent)
)

func (a *About) fields() []any {
	return []any{&a.ID, &a.Version, &a.MeetingID, &a.ItemID, &a.Position, &a.Kind, &a.RefID, &a.Body, &a.State, &a.Since}
}

func (c *Call) fields() []any {
	return []any{&c.ID, &c.Version, &c.MeetingID, &c.Position, &c.InstitutionID, &c.Kind, &c.Reply, &c.Substitute, &c.Note, &c.RepliedAt}
}

func (f *File) withContent() []any {
	return []any{&f.ID, &f.Version, &f.MeetingID, &f.ItemID, &f.Name, &f.MediaType, &f.Size, &f.Content, &f.AddedAt}
}

func (f *File) fields() []any {
	return []any{&f.ID, &f.Version, &f.MeetingID, &f.ItemID, &f.Name, &f.MediaType, &f.Size, &f.AddedAt}
}

var (
	aboutsAt = store.Read(`SELECT id, version, meeting_id, item_id, position, kind, ref_id, body, state, since
		FROM meeting_about WHERE committee_id = $1 AND meeting_id = $2 ORDER BY position, id`)
	callsAt = store.Read(`SELECT id, version, meeting_id, position, institution_id, kind, reply, substitute, note, replied_at
		FROM meeting_call WHERE committee_id = $1 AND meeting_id = $2 ORDER BY position, id`)
	filesAt = store.Read(`SELECT id, version, meeting_id, item_id, name, media_type, size, added_at
		FROM meeting_file WHERE committee_id = $1 AND meeting_id = $2 ORDER BY name, id`)
)

// AboutsOf reads what the items of a meeting are about, in their order.
func AboutsOf(tx *store.Tx, meetingID string) ([]About, error) {
	return store.All(tx, aboutsAt, (*About).fields, meetingID)
}

// CallsOf reads who was called to a meeting, in the order of the call.
func CallsOf(tx *store.Tx, meetingID string) ([]Call, error) {
	return store.All(tx, callsAt, (*Call).fields, meetingID)
}

// FilesOf lists the documents of a meeting by name, without their content.
func FilesOf(tx *store.Tx, meetingID string) ([]File, error) {
	return store.All(tx, filesAt, (*File).fields, meetingID)
}

// agendaOf reads the items of a meeting with their versions, in their order.
func agendaOf(tx *store.Tx, meetingID string) ([]lined, error) {
	all, err := store.All(tx, linedAt, (*lined).fields, meetingID)
	list := slices.DeleteFunc(all, func(l lined) bool { return l.Kind != Agenda })
	return list, err
}

// last is the highest position among rows, -1 without any.
func last[T any](rows []T, position func(T) int64) int64 {
	if len(rows) == 0 {
		return -1
	}
	return position(slices.MaxFunc(rows, func(a, b T) int { return cmp.Compare(position(a), position(b)) }))
}
