package statistics

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Publication is tables that are published together, and what else readers
// know of the counts in them.
type Publication struct {
	Tables []Table
	Unseen []Table // not published; but readers know that there are such counts, and how they add up
	Sums   []Sum   // across tables
	Bounds []Bound
}

// A Sum says that some counts add up to another; each is named by Name.
type Sum struct {
	Whole string
	Parts []string
}

// A Bound says that one count can never be more than another, as with children
// and sightings of them. Both are Names; or both only say what is counted, and
// then it holds wherever the two are divided alike.
type Bound struct{ Small, Large string }

// Suppress is Publication.Suppress for a single table.
func Suppress(t Table, threshold int) (Table, error) {
	list, err := SuppressTogether(threshold, t)
	if err != nil {
		return Table{}, err
	}
	return list[0], nil
}

// SuppressTogether is Publication.Suppress for tables alone.
func SuppressTogether(threshold int, tables ...Table) ([]Table, error) {
	return Publication{Tables: tables}.Suppress(threshold)
}

// Suppress withholds what is small, 1 to threshold-1, and what would give it
// back; see System. It returns the Tables as they may be published, and fails
// when they contradict one another or do not add up. Tables in which something
// is withheld already cannot be judged again: they come back as they are.
func (p Publication) Suppress(threshold int) ([]Table, error) {
	if slices.ContainsFunc(p.Tables, Table.withheld) {
		return p.Tables, nil
	}
	b := builder{index: map[string]int{}, said: map[string]bool{}}
	if err := b.build(p); err != nil {
		return nil, err
	}
	b.s.Suppress(threshold)
	list := make([]Table, len(p.Tables))
	for i, t := range p.Tables {
		list[i] = b.published(t)
	}
	return list, nil
}

func (b *builder) build(p Publication) error {
	for _, t := range p.Tables {
		if err := b.add(t, b.s.Cell); err != nil {
			return err
		}
	}
	for _, t := range p.Unseen {
		if err := b.add(t, b.s.Hidden); err != nil {
			return err
		}
	}
	for _, x := range p.Sums {
		if err := b.across(x); err != nil {
			return err
		}
	}
	for _, x := range p.Bounds {
		if err := b.bound(x); err != nil {
			return err
		}
	}
	return nil
}

// across enters a sum of counts from any tables.
func (b *builder) across(x Sum) error {
	cells := make([]int, 0, len(x.Parts)+1)
	for _, name := range append([]string{x.Whole}, x.Parts...) {
		i, ok := b.index[name]
		if !ok {
			return fmt.Errorf("statistics: no table has %s", name)
		}
		cells = append(cells, i)
	}
	if err := b.s.Sum(cells[0], cells[1:]...); err != nil {
		return fmt.Errorf("%s: %w", x.Whole, err)
	}
	return nil
}

// bound enters what can never be more than something else.
func (b *builder) bound(x Bound) error {
	if strings.Contains(x.Small, "?") {
		return b.limit(x.Small, x.Large)
	}
	for _, name := range slices.Sorted(maps.Keys(b.index)) {
		if of, ok := strings.CutPrefix(name, x.Small+"?"); ok {
			if err := b.limit(name, x.Large+"?"+of); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *builder) limit(small, large string) error {
	i, ok := b.index[small]
	j, both := b.index[large]
	if !ok || !both {
		return nil // what is not there bounds nothing
	}
	if err := b.s.AtMost(i, j); err != nil {
		return fmt.Errorf("%s, %s: %w", small, large, err)
	}
	return nil
}
