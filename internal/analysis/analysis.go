// Package analysis composes the periodic analysis of a committee, in Albanian,
// from the returns it accepted, its plan and its meetings, and from what may be
// published of the work with children; lets the secretary write over any
// paragraph; and freezes it when the chair signs.
//
// It writes no plan, return or meeting, and counts no children itself: it is
// handed numbers of which the small ones are withheld, and knows no others.
// Numbers in it are figures with their lineage; a text never holds a number that
// was typed into a template.
package analysis
