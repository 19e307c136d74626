package code

// LeaveReasons say why a child no longer attends a programme.
var LeaveReasons = List{
	{"ended", "programi mbaroi", "the programme ended"},
	{"school", "filloi shkollën ose kopshtin", "started school or kindergarten"},
	{"stopped", "nuk erdhi më", "did not come any more"},
	{"family", "e tërhoqi familja", "taken out by the family"},
	{"moved", "u zhvendos", "moved"},
	{"health", "për shkak të shëndetit", "for reasons of health"},
	{"other", "tjetër", "other"},
	{"unknown", "nuk dihet", "not known"},
}

// SchoolResults are what came of a programme for the child's schooling.
var SchoolResults = List{
	{"enrolled", "u regjistrua në shkollë", "was enrolled in school"},
	{"continues", "e vazhdon shkollën", "continues school"},
	{"not_enrolled", "nuk u regjistrua", "was not enrolled"},
}

// FoundAfter is what was found of a child 30 or 90 days after a programme.
var FoundAfter = List{
	{"off_street", "nuk është më në rrugë", "off the street"},
	{"less", "më rrallë në rrugë", "less on the street"},
	{"unchanged", "pa ndryshim", "unchanged"},
	{"moved", "u zhvendos", "moved"},
	{"unknown", "u kërkua dhe nuk dihet", "looked for and not known"},
}

// EffectReasons say why nothing can be said of the effect of programmes. That
// there is no baseline is not the same as that nothing changed.
var EffectReasons = List{
	{"none", "Në këtë periudhë nuk pati programe verore.", "There were no summer programmes in this period."},
	{"outside", "Asnjë nga këto javë nuk bie e plotë brenda gjashtëmujorit.", "None of these weeks lies whole within the half-year."},
	{"no_record", "Vitin e kaluar në të njëjtin gjashtëmujor nuk u shënua asnjë konstatim: nuk ka me çfarë të krahasohet.", "In the same half-year of the year before no sighting was recorded: there is nothing to compare with."},
	{"no_file", "Në 8 javët para programeve nuk u pa asnjë fëmijë me dosje: nuk ka me çfarë të krahasohet.", "In the 8 weeks before the programmes no child with a file was seen: there is nothing to compare with."},
	{"running", "Këto ditë nuk kanë mbaruar ende.", "These days are not over yet."},
	{"later", "30 ditët pas programeve nuk kanë mbaruar brenda gjashtëmujorit: krahasimi del në gjashtëmujorin tjetër.", "The 30 days after the programmes are not over within the half-year: the comparison stands in the next one."},
	{"long", "8 javët para programeve janë më të hershme se gjashtëmujori i mëparshëm.", "The 8 weeks before the programmes are earlier than the half-year before."},
	{"rules", "Sezoni ose kufiri i numrave të vegjël ka ndryshuar: gjashtëmujorët nuk krahasohen.", "The season or the limit of small numbers has changed: the half-years are not compared."},
	{"small", "Numrat janë të vegjël: po të botoheshin, mund të tregonin një fëmijë.", "The numbers are small: published, they might tell of one child."},
}
