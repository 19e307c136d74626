package analysis

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"tryeza/internal/figure"
	"tryeza/internal/indicator"
	"tryeza/internal/store"
	"tryeza/internal/text"
)

// States of an analysis.
const (
	Draft    = "draft"
	Reviewed = "reviewed"
	Signed   = "signed"
)

// An Analysis is one version of the analysis of a period. A draft is composed
// anew at each look; a signed one is what was frozen.
type Analysis struct {
	ID        string
	Version   int64
	Period    figure.Period
	Revision  int64 // 1, and one more for each correction of a signed one
	State     string
	Number    string // given when signed: "3/2023"
	Protocol  string
	Dated     string
	SignedOn  string
	Reason    string // why a signed analysis is corrected
	Reviewed  string // hash of the text that was reviewed
	AuditSeq  int64
	AuditHash string
	Frozen    string // the Report as JSON, once signed
	CreatedAt store.Time
}

func (a *Analysis) fields() []any {
	return []any{&a.ID, &a.Version, &a.Period, &a.Revision, &a.State, &a.Number, &a.Protocol, &a.Dated, &a.SignedOn, &a.Reason, &a.Reviewed, &a.AuditSeq, &a.AuditHash, &a.Frozen, &a.CreatedAt}
}

// light is fields without the frozen report, for lists.
func (a *Analysis) light() []any {
	return []any{&a.ID, &a.Version, &a.Period, &a.Revision, &a.State, &a.Number, &a.Protocol, &a.Dated, &a.SignedOn, &a.Reason}
}

func (e *Edit) fields() []any {
	return []any{&e.ID, &e.Version, &e.Analysis, &e.Paragraph, &e.Composed, &e.Body, &e.Author, &e.at}
}

// A Scan is the signed and stamped paper, attached to a frozen analysis.
type Scan struct {
	ID        string
	Version   int64
	Analysis  string
	Name      string
	MediaType string
	Content   []byte
	AddedAt   store.Time
}

func (s *Scan) fields() []any {
	return []any{&s.ID, &s.Version, &s.Analysis, &s.Name, &s.MediaType, &s.Content, &s.AddedAt}
}

var (
	analyses = store.NewTable("analysis", "period, revision, state, number, protocol, dated, signed_on, reason, reviewed, audit_seq, audit_hash, frozen, created_at", (*Analysis).fields)
	edits    = store.NewTable("analysis_edit", "analysis_id, paragraph, composed, body, author, edited_at", (*Edit).fields)
	scans    = store.NewTable("analysis_scan", "analysis_id, name, media_type, content, added_at", (*Scan).fields)

	listAnalyses = store.Read(`SELECT id, version, period, revision, state, number, protocol, dated, signed_on, reason FROM analysis
		WHERE committee_id = $1 ORDER BY period DESC, revision DESC`)
	latest = store.Read(`SELECT id, version, period, revision, state, number, protocol, dated, signed_on, reason, reviewed, audit_seq, audit_hash, frozen, created_at FROM analysis
		WHERE committee_id = $1 AND period = $2 ORDER BY revision DESC LIMIT 1`)
	latestSigned = store.Read(`SELECT id, version, period, revision, state, number, protocol, dated, signed_on, reason, reviewed, audit_seq, audit_hash, frozen, created_at FROM analysis
		WHERE committee_id = $1 AND period = $2 AND state = 'signed' ORDER BY revision DESC LIMIT 1`)
	byRevision = store.Read(`SELECT id, version, period, revision, state, number, protocol, dated, signed_on, reason, reviewed, audit_seq, audit_hash, frozen, created_at FROM analysis
		WHERE committee_id = $1 AND period = $2 AND revision = $3`)
	signedIn = store.Read(`SELECT count(*) FROM analysis WHERE committee_id = $1 AND state = 'signed' AND period LIKE $2`)
	editsOf  = store.Read(`SELECT id, version, analysis_id, paragraph, composed, body, author, edited_at FROM analysis_edit
		WHERE committee_id = $1 AND analysis_id = $2 ORDER BY paragraph`)
	scansOf = store.Read(`SELECT id, name FROM analysis_scan WHERE committee_id = $1 AND analysis_id = $2 ORDER BY added_at, id`)
	files   = store.Read(`SELECT kind, content FROM committee_file WHERE committee_id = $1 AND kind IN ('emblem', 'template') ORDER BY kind, added_at`)
	rounds  = store.Read(`SELECT period FROM reporting_round WHERE committee_id = $1 ORDER BY period DESC`)
)

// Open starts the analysis of a period, or returns the one there is.
func Open(tx *store.Tx, p figure.Period) (Analysis, error) {
	a, err := Latest(tx, p)
	if !errors.Is(err, store.ErrNotFound) {
		return a, err
	}
	a = Analysis{ID: tx.NewID(), Version: 1, Period: p, Revision: 1, State: Draft, Frozen: "{}", CreatedAt: tx.Now()}
	return a, analyses.Add(tx, a)
}

// Latest is the newest version of the analysis of a period.
func Latest(tx *store.Tx, p figure.Period) (Analysis, error) {
	return store.One(tx, latest, (*Analysis).fields, string(p))
}

// Read is Options.Read where there is no casework room.
func Read(tx *store.Tx, a Analysis) (*Report, error) {
	return Options{}.Read(context.Background(), tx, a)
}

// Read is the report of an analysis: frozen if it is signed, else composed from
// the records with the secretary's texts put in.
func (o Options) Read(ctx context.Context, tx *store.Tx, a Analysis) (*Report, error) {
	if a.State == Signed {
		var r Report
		if err := json.Unmarshal([]byte(a.Frozen), &r); err != nil {
			return nil, fmt.Errorf("analysis %s: %w", a.ID, err)
		}
		return o.placed(&r), nil
	}
	r, err := o.composed(ctx, tx, a.Period)
	if err != nil {
		return nil, err
	}
	list, err := store.All(tx, editsOf, (*Edit).fields, a.ID)
	if err != nil {
		return nil, err
	}
	r.apply(list)
	r.Seal.Revision, r.Seal.Protocol, r.Seal.Dated, r.Seal.Reason = a.Revision, a.Protocol, a.Dated, a.Reason
	return o.placed(r), nil
}

// composed is the report of a period from the records, and the counts of
// children, alone.
func (o Options) composed(ctx context.Context, tx *store.Tx, p figure.Period) (*Report, error) {
	d, err := Load(tx, p)
	if err != nil {
		return nil, err
	}
	if err := o.loadChildren(ctx, tx, d); err != nil {
		return nil, err
	}
	if d.Before, err = earlier(tx, p.YearBefore()); err != nil {
		return nil, err
	}
	r := Compose(d)
	type file struct {
		kind    string
		content []byte
	}
	list, err := store.All(tx, files, func(f *file) []any { return []any{&f.kind, &f.content} })
	for _, f := range list {
		if f.kind == "emblem" {
			r.Letterhead.Emblem = f.content
		} else {
			r.Letterhead.Template = f.content
		}
	}
	return r, err
}

// earlier holds the figures of a period: those of its signed analysis, with what
// has changed in the records since, or what the records say now. It is nil when
// there is nothing to compare with.
func earlier(tx *store.Tx, p figure.Period) (*Earlier, error) {
	d, err := Load(tx, p)
	if err != nil {
		return nil, err
	}
	now := Compose(d)
	e := &Earlier{Period: p}
	a, err := store.One(tx, latestSigned, (*Analysis).fields, string(p))
	switch {
	case errors.Is(err, store.ErrNotFound) && d.Round.ID == "" && len(d.Meetings) == 0:
		return nil, nil
	case errors.Is(err, store.ErrNotFound):
		e.Figures = now.byKey()
		return e, nil
	case err != nil:
		return nil, err
	}
	signed, err := Read(tx, a)
	if err != nil {
		return nil, err
	}
	e.Signed, e.Number, e.Figures, e.Changed = true, a.Number, signed.byKey(), Differences(signed, now)
	return e, nil
}

// revision is the report of one version of the analysis of a period.
func revision(tx *store.Tx, p figure.Period, n int64) (*Report, error) {
	a, err := store.One(tx, byRevision, (*Analysis).fields, string(p), n)
	if err != nil {
		return nil, err
	}
	return Read(tx, a)
}

// SaveEdit keeps what the secretary wrote over a paragraph; an empty text gives
// the composed one back. A reviewed analysis becomes a draft again.
func SaveEdit(tx *store.Tx, a Analysis, e Edit) error {
	if a.State == Signed {
		return errSigned
	}
	if a.State == Reviewed { // what was reviewed is no longer what it says
		if err := Review(tx, a, false); err != nil {
			return err
		}
	}
	list, err := store.All(tx, editsOf, (*Edit).fields, a.ID)
	if err != nil {
		return err
	}
	for _, old := range list {
		if old.Paragraph == e.Paragraph {
			if e.Body == "" {
				return edits.Remove(tx, old.ID, e.Version)
			}
			return edits.Edit(tx, old.ID, e.Version, func(x *Edit) error {
				x.Composed, x.Body, x.Author, x.at = e.Composed, e.Body, tx.Grant().Actor(), tx.Now()
				return nil
			})
		}
	}
	if e.Version != 0 {
		return store.ErrConflict // somebody gave the composed text back meanwhile
	}
	if e.Body == "" {
		return nil
	}
	e.ID, e.Analysis, e.Author, e.at = tx.NewID(), a.ID, tx.Grant().Actor(), tx.Now()
	return edits.Add(tx, e)
}

// Review is Options.Review where there is no casework room.
func Review(tx *store.Tx, a Analysis, reviewed bool) error {
	return Options{}.Review(context.Background(), tx, a, reviewed)
}

// Review marks a draft as reviewed, with what it says now, or takes the mark
// back.
func (o Options) Review(ctx context.Context, tx *store.Tx, a Analysis, reviewed bool) error {
	if a.State == Signed {
		return errSigned
	}
	hash := ""
	if reviewed {
		r, err := o.Read(ctx, tx, a)
		if err != nil {
			return err
		}
		if hash, err = r.hash(); err != nil {
			return err
		}
	}
	return analyses.Edit(tx, a.ID, a.Version, func(x *Analysis) error {
		x.State, x.Reviewed = Draft, hash
		if reviewed {
			x.State = Reviewed
		}
		return nil
	})
}

// hash tells two reports apart by what they say; protocol, date, the day of
// looking and the moment of counting children are not part of it.
func (r Report) hash() (string, error) {
	r.Seal, r.Children, r.Figures = Seal{}, nil, slices.Clone(r.Figures)
	for i, k := range r.Figures {
		if indicator.Counted(k.Figure) {
			r.Figures[i].Figure.AsOf = ""
		}
	}
	b, err := json.Marshal(r)
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:]), err
}

// SetProtocol keeps the protocol number and date that the document carries.
func SetProtocol(tx *store.Tx, a Analysis, protocol, dated string) error {
	if a.State == Signed {
		return errSigned
	}
	return analyses.Edit(tx, a.ID, a.Version, func(x *Analysis) error {
		x.Protocol, x.Dated = protocol, dated
		return nil
	})
}

// Sign is Options.Sign where there is no casework room.
func Sign(tx *store.Tx, a Analysis) (Analysis, error) {
	return Options{}.Sign(context.Background(), tx, a)
}

// Sign freezes a reviewed analysis: its report as it reads now, a number of the
// year, and where the audit chain stood before the signing.
func (o Options) Sign(ctx context.Context, tx *store.Tx, a Analysis) (Analysis, error) {
	if a.State != Reviewed {
		return a, errNotReviewed
	}
	r, err := o.Read(ctx, tx, a)
	if err != nil {
		return a, err
	}
	if hash, err := r.hash(); err != nil || hash != a.Reviewed {
		return a, errors.Join(err, errChanged)
	}
	head, err := tx.AuditHead()
	if err != nil {
		return a, err
	}
	n, err := store.Value[int64](tx, signedIn, fmt.Sprintf("%d%%", a.Period.Year()))
	if err != nil {
		return a, err
	}
	today := text.DayOf(tx.Now().Time)
	err = analyses.Edit(tx, a.ID, a.Version, func(x *Analysis) error {
		x.State, x.Number, x.SignedOn, x.Dated = Signed, fmt.Sprintf("%d/%d", n+1, a.Period.Year()), today, cmp.Or(x.Dated, today)
		x.AuditSeq, x.AuditHash = head.Seq, head.Hash
		r.Seal = Seal{Revision: x.Revision, Number: x.Number, Protocol: x.Protocol, Dated: x.Dated, SignedOn: today, AuditSeq: head.Seq, Audit: head.Hash, Reason: x.Reason}
		frozen, err := json.Marshal(r)
		x.Frozen = string(frozen)
		a = *x
		return err
	})
	return a, err
}

// Correct starts the next version of a signed analysis, with the texts the
// secretary had written. The signed one stays as it is.
func Correct(tx *store.Tx, a Analysis, reason string) (Analysis, error) {
	if a.State != Signed {
		return a, errNotSigned
	}
	next := Analysis{ID: tx.NewID(), Version: 1, Period: a.Period, Revision: a.Revision + 1, State: Draft, Reason: reason, Frozen: "{}", CreatedAt: tx.Now()}
	if err := analyses.Add(tx, next); err != nil {
		return next, err
	}
	list, err := store.All(tx, editsOf, (*Edit).fields, a.ID)
	for _, e := range list {
		e.ID, e.Analysis = tx.NewID(), next.ID
		if err == nil {
			err = edits.Add(tx, e)
		}
	}
	return next, err
}

// Attach keeps the scan of the signed paper.
func Attach(tx *store.Tx, a Analysis, s Scan) error {
	if a.State != Signed {
		return errNotSigned
	}
	s.ID, s.Analysis, s.AddedAt = tx.NewID(), a.ID, tx.Now()
	return scans.Add(tx, s)
}
