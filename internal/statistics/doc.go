// Package statistics is the hatch between the two rooms: the committee asks how
// many children were seen in street situations, where, from where and what was
// done, and gets numbers. It is the only package that may ask the casework room
// anything on behalf of a committee, and it asks for counts in groups only.
//
// What leaves the committee is published without small numbers, and without the
// others that would give them back. It knows no child, no name and no file.
package statistics
