package programme

// An Effect is what can be said of a programme from the counts of the child
// protection units: how often children were seen in a street situation in the same
// weeks of the years around it, those enrolled in it apart from the others. It holds
// counts and words only, and what the rule of small numbers withholds is not in it.
// It never says that the programme is the cause.
type Effect struct {
	Columns   []string     // heads of Cells, in Albanian and translated by who fills them: "4 javët para", "4 javët pas", …
	Lines     []EffectLine // none: nothing can be said, and Reason says why
	Reason    string       // in words: no baseline, the half-year has not ended, …
	Elsewhere bool         // the reader may not read it here, and Reason says where it stands
	Basis     string       // the rule and the definition it was counted by, in words; may be ""
	Notes     []string     // further things a reader must know, in words
}

// An EffectLine is one line of the table: what is counted, and its amount in each
// column.
type EffectLine struct {
	Label string
	Sub   bool // of the line above
	Cells []EffectCell
}

// An EffectCell is one amount. Withheld: it is small, and Text is empty. Undefined:
// there is no baseline, so that the change is none rather than zero.
type EffectCell struct {
	Text                string
	Withheld, Undefined bool
}
