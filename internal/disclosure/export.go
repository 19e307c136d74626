package disclosure

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/code"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// Columns that a list of files may have, in their order.
var Columns = code.List{
	{Code: "code", SQ: "Kodi i dosjes", EN: "Code of the file"},
	{Code: "state", SQ: "Gjendja", EN: "State"},
	{Code: "worker", SQ: "Përgjegjësi", EN: "Responsible"},
	{Code: "opened", SQ: "U hap më", EN: "Opened on"},
	{Code: "sex", SQ: "Gjinia", EN: "Sex"},
	{Code: "residence", SQ: "Vendbanimi", EN: "Residence"},
	{Code: "risk", SQ: "Niveli i rrezikut", EN: "Level of risk"},
	{Code: "assessed", SQ: "Vlerësimi fillestar", EN: "Initial assessment"},
	{Code: "group", SQ: "Mbledhja e GTN-së", EN: "Meeting of the GTN"},
	{Code: "plan", SQ: "Plani individual (PIM)", EN: "Individual plan (PIM)"},
	{Code: "review", SQ: "Rishikimi i planit", EN: "Review of the plan"},
	{Code: "closed", SQ: "U mbyll më", EN: "Closed on"},
	{Code: "outcome", SQ: "Si përfundoi", EN: "Outcome"},
	{Code: "name", SQ: "Emri", EN: "Name"},
	{Code: "birth", SQ: "Datëlindja", EN: "Date of birth"},
	{Code: "guardian", SQ: "Kujdestari", EN: "Guardian"},
	{Code: "number", SQ: "Numri personal", EN: "Personal number"},
}

// identity are the columns that say who a child is.
var identity = []string{"name", "birth", "guardian", "number"}

// ExportPurposes are what a list of files is taken out for.
var ExportPurposes = code.List{
	{Code: "supervision", SQ: "ndjekja e punës në njësi", EN: "following the unit's work"},
	{Code: "meeting", SQ: "përgatitja e një mbledhjeje", EN: "preparing a meeting"},
	{Code: "authority", SQ: "kërkesë e një organi që ka të drejtë", EN: "request of an authority entitled to it"},
	{Code: "check", SQ: "kontroll i të dhënave", EN: "checking the data"},
	{Code: "other", SQ: "tjetër, si shpjegohet", EN: "other, as explained"},
}

// A Query is exactly what a list of files contains: an approval is for this and
// nothing else. Files are the ids that it found when it was asked; a file that
// is opened later never gets into it.
type Query struct {
	Columns   []string
	State     string // "open", "closed" or "all"
	Worker    string
	Residence string
	Risk      string
	Purpose   string // ExportPurposes
	Files     []string
}

// canonical is the query as text: the same for the same query.
func (q Query) canonical() string {
	q.Columns = slices.DeleteFunc(Columns.Codes(), func(c string) bool { return c != "code" && !slices.Contains(q.Columns, c) })
	q.Files = slices.Sorted(slices.Values(q.Files))
	b, err := json.Marshal(q)
	if err != nil {
		panic("disclosure: a query that JSON cannot hold: " + err.Error())
	}
	return string(b)
}

// hash is what an approval is bound to: the query, and who asked.
func (q Query) hash(by string) string {
	sum := sha256.Sum256([]byte(by + "\n" + q.canonical()))
	return hex.EncodeToString(sum[:])
}

// identifies reports whether the list says who the children are.
func (q Query) identifies() bool {
	return slices.ContainsFunc(q.Columns, func(c string) bool { return slices.Contains(identity, c) })
}

// An Export is a list of files that somebody asked for.
type Export struct {
	ID         string
	Version    int64
	query      string
	Hash       string
	Files      int64
	Purpose    string
	AskedAt    store.Time
	AskedBy    string
	ApprovedAt store.Time
	ApprovedBy string // "" when it needed nobody
	Refused    bool
	Expires    store.Time
	TakenAt    store.Time
	reason     []byte
}

func (e *Export) fields() []any {
	return []any{&e.ID, &e.Version, &e.query, &e.Hash, &e.Files, &e.Purpose, &e.AskedAt, &e.AskedBy, &e.ApprovedAt, &e.ApprovedBy, &e.Refused, &e.Expires, &e.TakenAt, &e.reason}
}

const exportColumns = `query, query_hash, files, purpose, asked_at, asked_by, approved_at, approved_by, refused, expires_at, taken_at, reason`

var exports = store.NewUnitTable("disclosure_export", exportColumns, (*Export).fields)

// Query is what was asked. It fails when the row does not hold what its hash says.
func (e Export) Query() (q Query, err error) {
	if err = json.Unmarshal([]byte(e.query), &q); err == nil && q.hash(e.AskedBy) != e.Hash {
		err = errors.New("disclosure: an export is not as it was asked")
	}
	return q, err
}

// State says how an export stands: asked, refused, over, ready, taken.
func (e Export) State(now store.Time) string {
	switch {
	case !e.TakenAt.IsZero():
		return "taken"
	case e.Refused:
		return "refused"
	case !e.Expires.After(now.Time):
		return "over"
	case e.ApprovedAt.IsZero():
		return "asked"
	}
	return "ready"
}

// ExportStates are their names.
var ExportStates = code.List{
	{Code: "asked", SQ: "pret miratim", EN: "awaits approval"},
	{Code: "ready", SQ: "mund të merret", EN: "may be taken"},
	{Code: "taken", SQ: "u mor", EN: "taken"},
	{Code: "refused", SQ: "nuk u miratua", EN: "not approved"},
	{Code: "over", SQ: "skadoi", EN: "expired"},
}

// alone is how many files one person may take out within a day on their own word.
const alone = 20

// mayApprove is the rule of the second person. They are somebody else, supervisor
// or data protection officer, and not below who asks: what a supervisor asks is
// for a data protection officer who works under no supervisor.
func mayApprove(asker, approver []access.Role, same bool) bool {
	is := func(r access.Role) bool { return slices.Contains(approver, r) }
	switch {
	case same || !slices.ContainsFunc(asker, works):
		return false
	case slices.Contains(asker, access.Supervisor):
		return is(access.DPO) && !is(access.Worker) && !is(access.FieldWorker)
	}
	return is(access.Supervisor) || is(access.DPO)
}

// answers reports whether a person with these roles may approve what another asks.
func answers(people []child.Member, asker, person string, roles []access.Role) bool {
	return mayApprove(rolesOf(people, asker), roles, asker == person) && !owes(people, person, asker)
}

// owes reports whether a person has a role in the unit from somebody, or from who
// has one from them, and so on: whoever asks must not have chosen who says yes.
func owes(people []child.Member, person, giver string) bool {
	givers := []string{person}
	for i := 0; i < len(givers); i++ {
		for _, m := range people {
			if m.Person == givers[i] && m.By != "" && !slices.Contains(givers, m.By) {
				givers = append(givers, m.By)
			}
		}
	}
	return slices.Contains(givers[1:], giver)
}

// works reports whether a role lets its holder ask for lists.
func works(r access.Role) bool { return r == access.Supervisor || r == access.Worker }

// rolesOf are the roles a person holds in the unit today.
func rolesOf(people []child.Member, person string) (list []access.Role) {
	for _, m := range people {
		if m.Person == person {
			list = append(list, m.Role)
		}
	}
	return list
}

// approvers are those who may approve what a person asks.
func approvers(people []child.Member, asker string) (list []string) {
	for _, m := range people {
		if answers(people, asker, m.Person, rolesOf(people, m.Person)) && !slices.Contains(list, m.Person) {
			list = append(list, m.Person)
		}
	}
	return list
}

var (
	takenAlone = store.ReadUnit(`SELECT files FROM disclosure_export WHERE owner_id = $1 AND asked_by = $2 AND approved_by = '' AND approved_at <> $3 AND asked_at > $4`)
	// errNobody says that there is no second person.
	errNobody = errors.New("disclosure: nobody may approve")
	errEmpty  = errors.New("disclosure: no file fits")
)

func exportPlace(id string) seal.Place {
	return seal.Place{Table: "disclosure_export", Record: id, Column: "reason"}
}

// Ask asks for a list of files: those that fit and that the person may read for
// what the columns show. Up to 20 files a day without identity need nobody else.
// g is for access.AskExport.
func (s *Service) Ask(ctx context.Context, g access.Grant, q Query, why string) (id string, err error) {
	people, err := s.people(ctx, g.Scope().ID)
	if err != nil {
		return "", err
	}
	keys, err := s.Files.Keys.Month(ctx, g.Scope().ID, "")
	if err != nil {
		return "", err
	}
	id = s.Files.DB.NewID()
	sealed, err := keys.Seal([]byte(why), exportPlace(id))
	if err != nil {
		return "", err
	}
	return id, s.Files.DB.Change(ctx, g, child.About("export", id), func(tx *store.Tx) error {
		found, err := fitting(tx, q, nil)
		if err != nil {
			return err
		}
		if len(found) == 0 {
			return errEmpty
		}
		q.Files = nil
		for _, f := range found {
			q.Files = append(q.Files, f.ID)
		}
		e := Export{ID: id, query: q.canonical(), Hash: q.hash(g.Actor()), Files: int64(len(found)), Purpose: q.Purpose,
			AskedAt: tx.Now(), AskedBy: g.Actor(), Expires: store.At(tx.Now().Add(exportHolds)), reason: sealed}
		return e.add(tx, q, approvers(people, g.Actor()))
	})
}

// add writes an export down, and tells those who may approve it when it needs
// that.
func (e Export) add(tx *store.Tx, q Query, second []string) error {
	before, err := store.All(tx, takenAlone, func(n *int64) []any { return []any{n} }, e.AskedBy, never, store.At(tx.Now().Add(-exportHolds)))
	if err != nil {
		return err
	}
	n := e.Files
	for _, x := range before {
		n += x
	}
	if n <= alone && !q.identifies() {
		e.ApprovedAt = tx.Now()
		return exports.Add(tx, e)
	}
	if len(second) == 0 {
		return errNobody
	}
	if err := exports.Add(tx, e); err != nil {
		return err
	}
	return notify(tx, "export", e.ID, second...)
}

// Answer approves an export or refuses it. hash is that of the query the person
// was shown. g is for access.ApproveExport.
func (s *Service) Answer(ctx context.Context, g access.Grant, id, hash string, approve bool) error {
	people, err := s.people(ctx, g.Scope().ID)
	if err != nil {
		return err
	}
	return s.Files.DB.Change(ctx, g, child.About("export", id), func(tx *store.Tx) error {
		e, err := exports.Get(tx, id)
		if err != nil {
			return err
		}
		if !answers(people, e.AskedBy, g.Actor(), g.Roles()) {
			return web.Refuse("Këtë listë e miraton një tjetër: jo ai që e kërkoi, jo një vartës i tij dhe jo dikush që e ka marrë detyrën prej tij.")
		}
		if _, err := e.Query(); err != nil {
			return err
		}
		if e.Hash != hash || e.State(tx.Now()) != "asked" {
			return store.ErrConflict
		}
		err = exports.Edit(tx, id, e.Version, func(x *Export) error {
			if x.Refused = !approve; approve {
				x.ApprovedAt, x.ApprovedBy, x.Expires = tx.Now(), g.Actor(), store.At(tx.Now().Add(exportHolds))
			}
			return nil
		})
		if err != nil {
			return err
		}
		return notify(tx, "answer", id, e.AskedBy)
	})
}

// A Row is one file of a list: its head, and, when the list says so, who the
// child is.
type Row struct {
	File
	Name, Birth, Guardian, Number string
}

// Take gives the list to who asked for it, once. What it holds is worked out
// again: a file that no longer fits, or that they may no longer read, is not in
// it; none is in it that was not when it was asked. g is for access.AskExport.
func (s *Service) Take(ctx context.Context, g access.Grant, l text.Lang, id string) (q Query, rows []Row, err error) {
	var e Export
	err = s.Files.DB.View(ctx, g, child.About("export", id), func(tx *store.Tx) error {
		if e, err = exports.Get(tx, id); err != nil {
			return err
		}
		if err = e.takable(tx); err != nil {
			return err
		}
		if q, err = e.Query(); err != nil {
			return err
		}
		found, err := fitting(tx, q, q.Files)
		for _, f := range found {
			rows = append(rows, Row{File: f})
		}
		return err
	})
	if err != nil {
		return q, nil, err
	}
	if q.identifies() {
		if rows, err = s.named(ctx, g, l, rows); err != nil {
			return q, nil, err
		}
	}
	return q, rows, s.markTaken(ctx, g, e, rows)
}

// takable refuses what is not the person's, and what cannot be taken now.
func (e Export) takable(tx *store.Tx) error {
	if e.AskedBy != tx.Grant().Actor() {
		return store.ErrNotFound
	}
	if e.State(tx.Now()) != "ready" {
		return web.Refuse("Kjo listë nuk mund të merret tani: nuk është miratuar, ka skaduar ose është marrë një herë. Kërkojeni sërish.")
	}
	return nil
}

// markTaken uses the export up, and records which files are in it.
func (s *Service) markTaken(ctx context.Context, g access.Grant, e Export, rows []Row) error {
	err := s.Files.DB.Change(ctx, g, store.Subject{Kind: "export", ID: e.ID}, func(tx *store.Tx) error {
		return exports.Edit(tx, e.ID, e.Version, func(x *Export) error {
			x.TakenAt = tx.Now()
			return nil
		})
	})
	if err != nil {
		return err
	}
	about := []any{"taken", e.Hash}
	for _, r := range rows {
		about = append(about, r.ID)
	}
	return s.Files.DB.Note(ctx, g, store.Subject{Kind: "export", ID: e.ID}, about...)
}

// named opens each file, which is a look at it like any other, and adds who the
// child is. A file that does not open stays out.
func (s *Service) named(ctx context.Context, g access.Grant, l text.Lang, rows []Row) ([]Row, error) {
	look, err := g.Also(access.OpenFiles)
	if err != nil {
		return nil, err
	}
	var list []Row
	for _, r := range rows {
		err := s.Files.Open(ctx, look, child.Ask{ID: r.ID, Purpose: child.Care}, func(_ *store.Tx, f *child.File) error {
			list = append(list, r.name(l, f))
			return nil
		})
		if err != nil && !errors.Is(err, access.ErrDenied) && !errors.Is(err, seal.ErrErased) {
			return nil, err
		}
	}
	return list, nil
}
