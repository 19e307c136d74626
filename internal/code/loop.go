package code

// The lists of the loop from a meeting to what came of it.

// MeetingStates say how far a meeting is.
var MeetingStates = List{
	{"planned", "e planifikuar", "planned"},
	{"convened", "e thirrur", "convened"},
	{"open", "në zhvillim", "under way"},
	{"closed", "e mbyllur", "closed"},
	{"approved", "me procesverbal të miratuar", "minutes approved"},
	{"cancelled", "e anuluar", "cancelled"},
}

// Replies to being called to a meeting; none is "".
var Replies = List{
	{"coming", "merr pjesë", "coming"},
	{"substitute", "vjen zëvendësi", "a substitute comes"},
	{"absent", "nuk vjen dot", "cannot come"},
}

// Outcomes of an item of the agenda.
var Outcomes = List{
	{"decided", "u vendos", "decided"},
	{"noted", "u mor shënim", "noted"},
	{"deferred", "u shty për mbledhjen tjetër", "put off to the next meeting"},
}

// Priorities of a task.
var Priorities = List{
	{"normal", "e zakonshme", "normal"},
	{"high", "e lartë", "high"},
}

// TaskKinds say where a task comes from.
var TaskKinds = List{
	{"decision", "vendim i mbledhjes", "decision of a meeting"},
	{"plan", "plani i veprimit", "action plan"},
	{"request", "kërkesë e një institucioni", "request of an institution"},
	{"commitment", "angazhim", "commitment"},
	{"measure", "masë për një problematikë", "measure for a problem"},
}

// TaskStates of a task.
var TaskStates = List{
	{"open", "e hapur", "open"},
	{"answered", "në pritje të verifikimit", "awaiting a check"},
	{"closed", "e mbyllur", "closed"},
	{"cancelled", "e anuluar", "cancelled"},
}

// TaskVerbs are what happens to a task.
var TaskVerbs = List{
	{"given", "u dha", "given"},
	{"answered", "u raportua", "reported"},
	{"checked", "u verifikua", "checked"},
	{"sent_back", "u kthye", "sent back"},
	{"reopened", "u rihap", "reopened"},
	{"extended", "iu shty afati", "extended"},
	{"renewed", "u rinovua", "renewed"},
	{"scheduled", "mori afatin nga mbledhja", "due day set by a meeting"},
	{"carried", "kaloi në mbledhje", "carried to a meeting"},
	{"escalated", "u ngrit më lart", "escalated"},
	{"cancelled", "u anulua", "cancelled"},
}

// Escalations say who has been told that a task is late, in order.
var Escalations = List{
	{"0", "institucioni përgjegjës", "the institution that owes it"},
	{"1", "titullari i institucionit", "the head of the institution"},
	{"2", "kryetari i Tryezës Teknike", "the chair of the technical table"},
	{"3", "kryetari i Komitetit", "the chair of the committee"},
}

// IssueStates of a problem.
var IssueStates = List{
	{"open", "e hapur", "open"},
	{"solved", "e zgjidhur", "solved"},
}

// IssueVerbs are what happens to a problem.
var IssueVerbs = List{
	{"raised", "u ngrit", "raised"},
	{"raised_again", "u ngrit sërish", "raised again"},
	{"edited", "u ndryshua", "edited"},
	{"measure", "u shënua një masë e marrë", "a measure taken was noted"},
	{"expected", "u caktua një masë e pritshme", "an expected measure was set"},
	{"merged", "u bashkua", "merged"},
	{"parted", "u nda", "parted"},
	{"escalated", "iu dërgua koordinatorit kombëtar", "put to the national coordinator"},
	{"answered", "u përgjigj koordinatori kombëtar", "the national coordinator answered"},
	{"solved", "u zgjidh", "solved"},
	{"reopened", "u rihap", "reopened"},
}

// IssueSources say how a problem was raised.
var IssueSources = List{
	{"return", "në raportim", "in a return"},
	{"meeting", "në mbledhje", "at a meeting"},
	{"direct", "drejtpërdrejt", "directly"},
}
