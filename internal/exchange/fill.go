package exchange

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"reflect"
	"strings"

	"tryeza/internal/figure"
	"tryeza/internal/text"
)

// fill gives what was left out the value it can only have, and every row
// without an id the id of the same row in known or, where that has none, one
// made of what the row is known by. So a file sent twice gives the same rows.
func (d *Document) fill(known *Document) {
	d.walk(func(n *node) {
		switch r := n.row.Addr().Interface().(type) {
		case *Value:
			exactly(&r.Qualifier, r.Value)
		case *Figure:
			exactly(&r.Qualifier, r.Value)
		case *Counted:
			exactly(&r.Qualifier, r.Value)
		case *Finding:
			exactly(&r.Qualifier, r.Value)
		case *Participant:
			if r.Kind == "" {
				r.Kind = seatOf(r.Institution, n.parent.row.Addr().Interface().(*Meeting), d, known)
			}
		case *Meeting:
			r.settle()
		case *Issue:
			r.State = cmp.Or(r.State, "open")
			if r.Year == int64(d.Year) {
				r.Year = 0
			}
		case *Task:
			r.State, r.Priority = cmp.Or(r.State, "open"), cmp.Or(r.Priority, "normal")
		}
	})
	there, nth := known.byKey(), map[string]int{}
	d.walk(func(n *node) {
		c, ok := n.table.col("id")
		if !ok {
			return
		}
		key := n.key(d)
		i := nth[key]
		nth[key]++
		switch id := n.row.Field(c.field); {
		case id.String() != "":
		case i < len(there[key]):
			id.SetString(there[key][i])
		default:
			id.SetString(derived(fmt.Sprint(key, "\x00", i)))
		}
	})
	d.number(known)
}

// exactly says of a number with no word on how surely it is known that it is exact.
func exactly(qualifier *string, value *figure.Number) {
	if *qualifier == "" && value != nil {
		*qualifier = "exact"
	}
}

// settle gives a meeting that says nothing of its state the one of a meeting
// recorded after the fact. That its minutes were closed on the day it was held
// need not be said.
func (m *Meeting) settle() {
	if m.State == "" {
		m.State, m.Recorded = "closed", true
	}
	if m.Recorded && m.ClosedOn == m.HeldOn {
		m.ClosedOn = ""
	}
}

// number gives problems and tasks that have no number the one they have in
// known, or the next of the year.
func (d *Document) number(known *Document) {
	if known == nil {
		known = &Document{}
	}
	numberRows(d.Issues, known.Issues, func(i *Issue) (string, int64, *int64) { return i.ID, i.Year, &i.Number })
	numberRows(d.Tasks, known.Tasks, func(t *Task) (string, int64, *int64) { return t.ID, 0, &t.Number })
}

func numberRows[T any](list, known []T, of func(*T) (id string, year int64, number *int64)) {
	there, last := map[string]int64{}, map[int64]int64{}
	for i := range known {
		id, year, n := of(&known[i])
		there[id], last[year] = *n, max(last[year], *n)
	}
	for i := range list {
		_, year, n := of(&list[i])
		last[year] = max(last[year], *n)
	}
	for i := range list {
		id, year, n := of(&list[i])
		if *n == 0 {
			*n = there[id]
		}
		if *n == 0 {
			last[year]++
			*n = last[year]
		}
	}
}

// seatOf is how an institution sat at a meeting under the order in force that
// day; without a seat it was a guest.
func seatOf(institution string, m *Meeting, docs ...*Document) string {
	for _, d := range docs {
		if d == nil {
			continue
		}
		for _, o := range d.Orders {
			for _, s := range o.Seats {
				on := o.From <= m.HeldOn && (o.To == "" || m.HeldOn <= o.To)
				if on && s.Institution == institution && (s.Body == m.Body || m.Body == "joint") {
					return s.Kind
				}
			}
		}
	}
	return "guest"
}

// byKey lists the ids of the rows with the same key, in their order.
func (d *Document) byKey() map[string][]string {
	ids := map[string][]string{}
	if d != nil {
		d.walk(func(n *node) {
			if n.id() != "" {
				key := n.key(d)
				ids[key] = append(ids[key], n.id())
			}
		})
	}
	return ids
}

// key is what a row without an id is known by: its table, the row it belongs
// to, and its key columns as people read them.
func (n *node) key(d *Document) string {
	parent := d.Committee.ID
	if n.parent.table != root {
		parent = n.parent.id()
	}
	parts := []string{n.table.name, parent}
	switch r := n.row.Addr().Interface().(type) {
	case *Institution:
		parts = append(parts, text.Fold(r.label()))
	case *Plan:
		parts = append(parts, fmt.Sprint(d.Year))
	}
	for _, c := range n.table.columns {
		if c.key && c.name != "id" {
			parts = append(parts, keyPart(c, n.row.Field(c.field)))
		}
	}
	return strings.Join(parts, "\x00")
}

func keyPart(c column, v reflect.Value) string {
	if c.kind == "text" {
		return text.Fold(v.String())
	}
	return fmt.Sprint(v.Interface())
}

var lower = base32.NewEncoding("abcdefghijkmnpqrstuvwxyz23456789").WithPadding(base32.NoPadding)

// derived is an id of 16 characters that only depends on key.
func derived(key string) string {
	sum := sha256.Sum256([]byte(key))
	return lower.EncodeToString(sum[:10])
}
