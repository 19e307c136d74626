package child

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"runtime"
	"slices"
	"strings"
	"sync"

	"tryeza/internal/access"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// A Holding is one file of a unit as it is compared with others: who the child
// is, as far as the program must know it. It is for comparing and not for
// showing: of a file that the reader does not work on, only its code and who is
// responsible may be shown.
type Holding struct {
	ID, Code, Worker string
	State            State
	Known            Known // without telephones and numbers, which nothing lists; births and guardians only when asked for
	SamePhone        bool  // as one that was asked for
	SameNumber       bool
	Mine             bool // the reader works on it
}

func (h *Holding) fields() []any {
	return []any{&h.ID, &h.Code, &h.Worker, &h.State, &h.Known.Sex, &h.Known.Residence}
}

var (
	comparable = store.ReadUnit(`SELECT id, code, worker_id, state, sex, residence FROM child WHERE owner_id = $1 AND state IN ('open', 'closed') ORDER BY id`)
	naming     = store.ReadUnit(`SELECT id, body FROM child_item
		WHERE owner_id = $1 AND kind IN ('name', 'withdrawn') AND child_id >= $2 AND child_id < $3`)  // as the index child_item_name has it
	telling = store.ReadUnit(`SELECT id, body FROM child_item
		WHERE owner_id = $1 AND kind IN ('withdrawn', $4, $5) AND child_id >= $2 AND child_id < $3`)
	tellingOf = store.ReadUnit(`SELECT id, body FROM child_item WHERE owner_id = $1 AND kind IN ('withdrawn', $3, $4) AND child_id = $2`)
	relatedTo = store.ReadUnit(`SELECT child_id, relation FROM child_person
		WHERE owner_id = $1 AND person_id = $2 AND valid_from <= $3 AND (valid_to = '' OR valid_to >= $3)`)
	sameHash = store.ReadUnit(`SELECT child_id FROM child_index WHERE owner_id = $1 AND kind = $2 AND hash = $3`)
)

// Holdings opens who the children of the unit's files are, to find the likely
// duplicates of k among them: first the names, and then, of the files that may
// says could be likely by what is known so far, births and guardians when k has
// them. Only those files are returned. Files that another unit has taken over,
// that were erased or merged, and those the person has a conflict of interest
// with, are not there. It is one look, and recorded as one. g is a grant of
// access.CompareFiles.
func (f Files) Holdings(ctx context.Context, g access.Grant, k Known, may func(Holding) bool) ([]Holding, error) {
	look, err := g.Also(access.ListFiles)
	if err != nil {
		return nil, err
	}
	var keys *UnitKeys
	var list []Holding
	var names []told
	view := func(read func(tx *store.Tx) error) error { return f.DB.View(ctx, look, store.Subject{}, read) }
	err = together( // a unit may have thousands of files
		func() (err error) { keys, err = f.Keys.all(ctx, g.Scope().ID); return },
		func() error { return view(func(tx *store.Tx) (err error) { list, err = holdings(tx); return }) },
		func() (err error) { names, err = tellAll(view, naming); return },
	)
	if err != nil {
		return nil, err
	}
	all := len(list)
	reveal(keys, list, names)
	if err = view(func(tx *store.Tx) error { return matches(tx, keys, list, k) }); err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(h Holding) bool { return !may(h) })
	if err = revealMore(view, keys, list, k); err != nil {
		return nil, err
	}
	return list, f.DB.Note(ctx, g, store.Subject{Kind: "caseload", ID: g.Actor()}, string(Compare), all)
}

// together does several things at once and waits for all of them.
func together(fs ...func() error) error {
	errs := make([]error, len(fs))
	var wait sync.WaitGroup
	for i, f := range fs {
		wait.Go(func() { errs[i] = f() })
	}
	wait.Wait()
	return errors.Join(errs...)
}

// Identifiers begin with a digit or a small letter, each as often: half of them
// come before halfway.
const (
	halfway  = "i"
	afterAll = "zzzzzzzzzzzzzzzzz" // longer than any identifier
)

// A viewer reads the room as whoever compares may.
type viewer func(read func(tx *store.Tx) error) error

// tellAll reads the items of some kinds of all files, with what was withdrawn,
// still sealed; q takes two ends of identifiers and then kinds.
func tellAll(view viewer, q store.Query, kinds ...any) ([]told, error) {
	var low, high []told
	half := func(list *[]told, from, to string) func() error {
		return func() error {
			return view(func(tx *store.Tx) (err error) {
				*list, err = store.All(tx, q, (*told).fields, append([]any{from, to}, kinds...)...)
				return err
			})
		}
	}
	err := together(half(&low, "", halfway), half(&high, halfway, afterAll))
	return slices.Concat(low, high), err
}

// few is how many files are read one by one; of more, it is quicker to read all
// that the unit has.
const few = 250

// revealMore opens births and guardians of the files, where k has any.
func revealMore(view viewer, keys *UnitKeys, list []Holding, k Known) (err error) {
	birth, guardian := "birth", "guardian"
	switch hasBirth, hasGuardian := k.Birth != (Birth{}), len(k.Guardians) > 0; {
	case !hasBirth && !hasGuardian:
		return nil
	case !hasBirth:
		birth = guardian
	case !hasGuardian:
		guardian = birth
	}
	var items []told
	if len(list) > few {
		items, err = tellAll(view, telling, birth, guardian)
	} else {
		err = view(func(tx *store.Tx) (err error) { items, err = tellSome(tx, list, birth, guardian); return })
	}
	if err == nil {
		reveal(keys, list, items)
	}
	return err
}

func tellSome(tx *store.Tx, list []Holding, kind, other string) (items []told, err error) {
	for _, h := range list {
		of, err := store.All(tx, tellingOf, (*told).fields, h.ID, kind, other)
		if err != nil {
			return nil, err
		}
		items = append(items, of...)
	}
	return items, nil
}

// matches marks the files with a telephone or a personal number of k.
func matches(tx *store.Tx, keys *UnitKeys, list []Holding, k Known) error {
	phones := indexedOf(k.Phones, func(s string) Contact { return Contact{Phone: s} })
	if err := match(tx, keys, list, "phone", phones, func(h *Holding) *bool { return &h.SamePhone }); err != nil {
		return err
	}
	numbers := indexedOf(k.Numbers, func(s string) Number { return Number{s} })
	return match(tx, keys, list, "personal_number", numbers, func(h *Holding) *bool { return &h.SameNumber })
}

// holdings are the files that the person may compare.
func holdings(tx *store.Tx) ([]Holding, error) {
	list, err := store.All(tx, comparable, (*Holding).fields)
	if err != nil {
		return nil, err
	}
	type relation struct{ child, kind string }
	related, err := store.All(tx, relatedTo, func(r *relation) []any { return []any{&r.child, &r.kind} }, tx.Grant().Actor(), text.DayOf(tx.Now().Time))
	if err != nil {
		return nil, err
	}
	offers, err := offersByFile(tx)
	facts := map[string]Facts{}
	for _, r := range related {
		x := facts[r.child]
		x.Team, x.Conflict = x.Team || r.kind == "team", x.Conflict || r.kind == "conflict"
		facts[r.child] = x
	}
	roles, kept := tx.Grant().Roles(), 0
	for i := range list {
		if h := &list[i]; h.mayCompare(roles, facts[h.ID], offers[h.ID]) {
			list[kept] = *h
			kept++
		}
	}
	return list[:kept], err
}

// mayCompare reports whether the file is there for who compares, and notes
// whether they work on it.
func (h *Holding) mayCompare(roles []access.Role, x Facts, offer string) bool {
	x.Own, x.State, x.Purpose = true, h.State, Care
	if offer == "accepted" {
		x.State = Moved
	}
	h.Mine = !decideFor(roles, x).No()
	x.Purpose = Compare
	return !decideFor(roles, x).No()
}

// A told is an item that may tell who a child is, still sealed.
type told struct {
	id     string
	sealed []byte
}

func (t *told) fields() []any { return []any{&t.id, &t.sealed} }

// An opened is such an item as it was sealed: the bodies of its kinds have no
// field in common. What is beside it in its row is not asked, and so not believed.
type opened struct {
	Child, Kind, Replaces, At string
	Body                      struct {
		Given, Family, Nickname string // of a name
		On                      string // of a birth
		Year                    int
		Estimated               bool
		Name                    string // of a guardian
	}
	id string
}

// reveal opens what tells who the children are, on every processor: there may be
// thousands. What cannot be opened tells nothing, and hides nothing else.
func reveal(keys *UnitKeys, list []Holding, items []told) {
	all, chain := make([]opened, len(items)), chainOf(keys)
	var tasks []func() error
	size := len(items)/runtime.GOMAXPROCS(0) + 1
	for from := 0; from < len(items); from += size {
		tasks = append(tasks, func() error {
			chain.open(items[from:min(from+size, len(items))], all[from:])
			return nil
		})
	}
	_ = together(tasks...) // none fails
	settle(list, all)
}

// settle gives each file what stands in it now, the newest last.
func settle(list []Holding, all []opened) {
	gone, place := map[string]bool{}, make(map[string]*Known, len(list))
	for i := range list {
		place[list[i].ID] = &list[i].Known
	}
	order := make([]*opened, len(all))
	for i := range all {
		order[i] = &all[i]
		if all[i].Replaces != "" {
			gone[all[i].Replaces] = true
		}
	}
	slices.SortFunc(order, func(a, b *opened) int { return cmp.Or(strings.Compare(a.At, b.At), strings.Compare(a.id, b.id)) })
	for _, x := range order {
		if known := place[x.Child]; known != nil && !gone[x.id] {
			known.add(x)
		}
	}
}

func (k *Known) add(x *opened) {
	switch x.Kind {
	case "name":
		k.Names = append(k.Names, Name{x.Body.Given, x.Body.Family, x.Body.Nickname})
	case "birth":
		k.Birth = Birth{x.Body.On, x.Body.Year, x.Body.Estimated}
	case "guardian":
		k.Guardians = append(k.Guardians, x.Body.Name)
	}
}

// A chain is the keys of a unit at hand to be opened by several at once: nothing
// in it changes.
type chain struct {
	byID  map[string]keptKey
	roots map[string]seal.Root // what the keys of children are wrapped by
}

func chainOf(keys *UnitKeys) chain {
	c := chain{make(map[string]keptKey, len(keys.list)), map[string]seal.Root{}}
	for _, k := range keys.list {
		if k.child != "" {
			c.byID[k.id] = k
		} else if month, err := seal.Unwrap(keys.root, k.id, k.wrapped); err == nil {
			c.roots[k.id] = month.Root()
		}
	}
	return c
}

// key opens a key of a child; nil when it is not at hand.
func (c chain) key(id string) *seal.Key {
	k := c.byID[id]
	root := c.roots[k.parent]
	if root == nil {
		return nil
	}
	key, err := seal.Unwrap(root, k.id, k.wrapped)
	if err != nil {
		return nil
	}
	return key
}

// open opens items into a list of as many.
func (c chain) open(items []told, into []opened) {
	keys := make(map[string]*seal.Key, len(items))
	for i, it := range items {
		id, _ := seal.KeyOf(it.sealed)
		key, there := keys[id]
		if !there {
			key = c.key(id)
			keys[id] = key
		}
		if key == nil {
			continue
		}
		plain, err := key.Open(it.sealed, placeOf(it.id))
		if err == nil {
			err = json.Unmarshal(plain, &into[i])
		}
		if err != nil {
			into[i] = opened{}
			continue
		}
		into[i].id = it.id
	}
}

// match marks the files with a value that the blind index finds.
func match(tx *store.Tx, keys *UnitKeys, list []Holding, kind string, values []string, mark func(*Holding) *bool) error {
	for _, v := range values {
		hash, err := keys.index(kind, v)
		if errors.Is(err, errNoMonth) {
			return nil // nothing was ever indexed
		}
		if err != nil {
			return err
		}
		files, err := store.All(tx, sameHash, one, kind, hash)
		if err != nil {
			return err
		}
		for i := range list {
			if slices.Contains(files, list[i].ID) {
				*mark(&list[i]) = true
			}
		}
	}
	return nil
}

// indexedOf are values as the blind index has them, without empty ones.
func indexedOf[T any](list []string, body func(string) T) []string {
	var values []string
	for _, s := range list {
		if _, v := indexed(body(s)); v != "" {
			values = append(values, v)
		}
	}
	return values
}

// KnownOf is what a file holds of who the child is, as far as its reader may
// read it.
func KnownOf(f *File) Known {
	k := Known{Names: All[Name](f), Sex: f.Sex, Residence: f.Residence}
	k.Birth, _ = Last[Birth](f)
	for _, x := range All[Guardian](f) {
		k.Guardians = append(k.Guardians, x.Name)
	}
	for _, x := range All[Contact](f) {
		k.Phones = append(k.Phones, x.Phone)
	}
	for _, x := range All[Number](f) {
		k.Numbers = append(k.Numbers, x.Value)
	}
	return k
}

// ReadKnown reads the fields of the form for a new file, whatever is wrong with
// them.
func ReadKnown(form *web.Form, today string) Known { return known(form, readNew(form, today)) }
