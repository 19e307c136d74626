// Package statistics is the hatch between the two rooms: the committee asks how
// many children were seen in street situations, where, from where and what was
// done, and gets numbers. It is the only package that may ask the casework room
// anything on behalf of a committee, and it asks for counts in groups only.
//
// What leaves the committee is published by half-year, without small numbers and
// without the others that would give them back (System, Publication). Whoever
// reads a publication is reckoned to know the rule, the calendar, and every sum
// that holds between its tables; after all of that two values of each withheld
// number remain possible that lie one less than the threshold apart, or more.
// What is not reckoned with: knowledge from outside, and two publications of the
// same half-year between which the data were corrected. Therefore only members of
// the committee count (http.go); everybody else reads the signed analysis, which
// keeps what it published. A known limit: a signed correction of an analysis
// publishes its half-year again, and who lays both versions side by side may
// learn of one child by the difference.
//
// What can be said of summer programmes (Effect) is made of published weeks, or is
// a comparison of children that is published whole or not at all.
//
// The package knows no child, no name and no file. It does not draw or write the
// chapter of the analysis, and it changes nothing.
package statistics
