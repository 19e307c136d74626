package statistics

import "fmt"

// A builder makes one System of tables.
type builder struct {
	s     System
	index map[string]int  // name of a count → its cell
	said  map[string]bool // sums that stand already
}

// add enters the cells and sums of a table; cell makes the new ones.
func (b *builder) add(t Table, cell func(int) int) error {
	if err := t.check(); err != nil {
		return err
	}
	var bad error
	t.each(func(name string, c *Cell) {
		i, known := b.index[name]
		switch {
		case !known:
			b.index[name] = cell(c.N)
		case b.s.cells[i].n != c.N:
			bad = fmt.Errorf("statistics: %s is %d and %d", name, b.s.cells[i].n, c.N)
		}
	})
	if bad != nil {
		return bad
	}
	return b.sums(t)
}

// sums enters how the cells of a table add up.
func (b *builder) sums(t Table) error {
	rows, columns := names(t.Rows.Keys, t.row), names(t.Columns.Keys, t.column)
	if err := b.sum(t, nil, rows, false); err != nil {
		return err
	}
	if t.Columns.Of == "" {
		return nil
	}
	if err := b.sum(t, nil, columns, t.Overlap); err != nil {
		return err
	}
	for _, r := range rows {
		if err := b.sum(t, []string{r}, columns, t.Overlap); err != nil {
			return err
		}
	}
	for _, c := range columns {
		if err := b.sum(t, []string{c}, rows, false); err != nil {
			return err
		}
	}
	return nil
}

func names(keys []string, name func(int) string) []string {
	list := make([]string, len(keys))
	for i := range keys {
		list[i] = name(i)
	}
	return list
}

// sum says once that the count of something is the sum of its parts; or, when
// parts overlap, that it is no more than their sum and no less than each.
func (b *builder) sum(t Table, of, parts []string, overlap bool) error {
	whole, list := t.name(of...), make([]int, len(parts))
	for i, p := range parts {
		list[i] = b.index[t.name(append([]string{p}, of...)...)]
	}
	said := fmt.Sprint(whole, list)
	if b.said[said] {
		return nil
	}
	b.said[said] = true
	if overlap {
		return b.overlap(b.index[whole], list)
	}
	if err := b.s.Sum(b.index[whole], list...); err != nil {
		return fmt.Errorf("%s: %w", whole, err)
	}
	return nil
}

func (b *builder) overlap(whole int, parts []int) error {
	all := 0
	for _, p := range parts {
		all += b.s.cells[p].n
		if err := b.s.AtMost(p, whole); err != nil {
			return err
		}
	}
	twice := b.s.Hidden(all - b.s.cells[whole].n)
	return b.s.Sum(b.s.both(whole, twice), parts...)
}

// published is the table without what may not be shown.
func (b *builder) published(t Table) Table {
	t = t.clone()
	t.each(func(name string, c *Cell) {
		if b.s.Withheld(b.index[name]) {
			*c = Cell{Withheld: true}
		}
	})
	return t
}
