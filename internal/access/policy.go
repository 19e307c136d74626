package access

// Those who sit at the table, and those who only look on.
var (
	members = []Role{Secretary, Chair, TableChair, Head, FocalPoint, NGOPoint}
	readers = append([]Role{Coordinator, Operator}, members...)
)

// The whole policy. Review it as a table: testdata/policy.golden.
var (
	// The committee itself: institutions, orders and seats, rules, letterhead.
	ListCommittees  = readSystem("committee.list", everywhere(Person, Operator))
	NameCommittee   = read("committee.name", everywhere(readers...).with(all, Auditor, DPO)) // its name, on top of every page
	ReadCommittee   = read("committee.read", everywhere(readers...))
	FoundCommittee  = write("committee.found", everywhere(Administrator, Operator))
	ManageCommittee = write("committee.manage", everywhere(Secretary, Operator))

	// The action plan.
	ReadPlan     = read("plan.read", everywhere(readers...))
	CommentPlan  = write("plan.comment", everywhere(members...))
	DraftPlan    = write("plan.draft", everywhere(Secretary, TableChair, Operator))
	ApprovePlan  = write("plan.approve", everywhere(Chair, Operator))
	AmendPlan    = write("plan.amend", everywhere(Secretary, Operator))
	CancelInPlan = write("plan.cancel", everywhere(Secretary, Operator))

	// What institutions owe for a period, and what they send.
	ReadReturns  = read("reporting.read", everywhere(Secretary, Chair, TableChair, Coordinator, Operator).forOwn(Head, FocalPoint, NGOPoint))
	OpenRound    = write("reporting.open", everywhere(Secretary, Operator))
	FillReturn   = write("reporting.fill", everywhere(Secretary, Operator).forOwn(Head, FocalPoint, NGOPoint))
	SendReturn   = write("reporting.send", everywhere(Secretary, Operator).forOwn(Head, FocalPoint, NGOPoint))
	JudgeReturn  = write("reporting.judge", everywhere(Secretary, Operator), "plan", "issue", "task")
	ExtendReturn = write("reporting.extend", everywhere(Secretary, Operator))

	// Meetings: planned, called, minuted; who came and what was decided.
	ReadMeetings    = read("meeting.read", everywhere(readers...))
	ReadAttendance  = read("meeting.attendance", everywhere(Secretary, Chair, TableChair, Operator))
	RecordMeetings  = write("meeting.record", everywhere(Secretary, TableChair, Operator), "task")
	ConveneMeetings = write("meeting.convene", everywhere(Secretary, TableChair, Operator), "task", "notify", "account")
	ReplyToMeetings = write("meeting.reply", everywhere(Secretary, Operator).forOwn(Head, FocalPoint, NGOPoint))
	CloseMeetings   = write("meeting.close", everywhere(Secretary, TableChair, Operator), "task", "issue", "notify", "account")

	// Tasks: who owes what by when, and what came of it. The table shares one list.
	ReadTasks   = read("task.read", everywhere(readers...))
	GiveTasks   = write("task.give", everywhere(Secretary, Chair, TableChair, Operator))
	AskTasks    = write("task.ask", everywhere(Secretary, Operator).forOwn(Head, FocalPoint, NGOPoint))
	AnswerTasks = write("task.answer", everywhere(Secretary, Operator).forOwn(Head, FocalPoint, NGOPoint))
	CheckTasks  = write("task.check", everywhere(Secretary, Chair, TableChair, Operator).forOwn(Head, FocalPoint, NGOPoint))
	ManageTasks = write("task.manage", everywhere(Secretary, TableChair, Operator))

	// Problems and challenges, until they are solved.
	ReadIssues   = read("issue.read", everywhere(readers...))
	RaiseIssues  = write("issue.raise", everywhere(Secretary, TableChair, Operator).forOwn(Head, FocalPoint, NGOPoint), "task")
	ManageIssues = write("issue.manage", everywhere(Secretary, TableChair, Operator), "task")
	AnswerIssues = write("issue.answer", everywhere(Coordinator, Operator))

	// The registers of prevention. An institution keeps its own records; those who
	// lead the committee ask it for what is missing.
	ReadProgrammes  = read("programme.read", everywhere(readers...), "register")
	KeepProgrammes  = write("programme.keep", everywhere(Secretary, Operator).forOwn(Head, FocalPoint, NGOPoint), "register")
	AskProgrammes   = write("programme.ask", everywhere(Secretary, Chair, TableChair, Operator), "register", "task")
	ReadEmployment  = read("employment.read", everywhere(readers...), "register")
	KeepEmployment  = write("employment.keep", everywhere(Secretary, Operator).forOwn(Head, FocalPoint, NGOPoint), "register")
	ApproveProjects = write("employment.approve", everywhere(Secretary, Chair, TableChair, Operator), "register")
	RecordVisits    = write("employment.visit", everywhere(Secretary, Operator).forOwn(Head, FocalPoint, NGOPoint), "register", "task")
	AskEmployment   = write("employment.ask", everywhere(Secretary, Chair, TableChair, Operator), "register", "task")
	ReadCampaigns   = read("campaign.read", everywhere(readers...), "register")
	KeepCampaigns   = write("campaign.keep", everywhere(Secretary, Operator).forOwn(Head, FocalPoint, NGOPoint), "register", "task")
	SetCalendars    = write("campaign.calendar", everywhere(Secretary, Coordinator, Operator))
	AskCampaigns    = write("campaign.ask", everywhere(Secretary, Chair, TableChair, Operator), "register", "task")
	ReadTraining    = read("training.read", everywhere(readers...), "register")
	KeepTraining    = write("training.keep", everywhere(Secretary, Operator).forOwn(Head, FocalPoint, NGOPoint), "register")
	KeepProcedures  = write("training.procedures", everywhere(Secretary, Coordinator, Operator))
	AskTraining     = write("training.ask", everywhere(Secretary, Chair, TableChair, Operator), "register", "task")
	FindCheck       = readSystem("training.find", everywhere(Operator))
	AnswerCheck     = write("training.answer", everywhere(Operator))

	// Word by mail, reminders, and the calendar each person keeps.
	ReadNotices = read("notify.read", everywhere(Secretary, Operator))
	OwnNotices  = read("notify.own", everywhere(Secretary, Chair, TableChair, Coordinator, Operator).forOwn(Head, FocalPoint, NGOPoint))
	RetryNotice = write("notify.retry", everywhere(Secretary, Operator))
	SetRhythm   = write("notify.rhythm", everywhere(Secretary, Operator).forOwn(Head, FocalPoint, NGOPoint))
	KeepFeed    = write("notify.feed", everywhere(Secretary, Chair, TableChair, Coordinator).forOwn(Head, FocalPoint, NGOPoint))
	Remind      = write("notify.remind", everywhere(Operator), "task", "account")
	FindFeed    = readSystem("notify.find", everywhere(Operator))
	SendMail    = writeSystem("notify.send", everywhere(Operator))

	// The periodic analysis.
	ReadAnalysis    = read("analysis.read", everywhere(readers...), "register", "programme")
	DraftAnalysis   = read("analysis.draft", everywhere(members...).with(all, Operator), "register", "programme") // before it is signed; others read what was signed
	ComposeAnalysis = write("analysis.compose", everywhere(Secretary, Operator), "register", "programme")
	ReviewAnalysis  = write("analysis.review", everywhere(Secretary, TableChair, Operator), "register", "programme")
	SignAnalysis    = write("analysis.sign", everywhere(Chair, Operator), "register", "programme")
	AttachScan      = write("analysis.attach", everywhere(Secretary, Operator))

	// The exchange document and the committee workbook.
	ExportCommittee = watch("exchange.export", everywhere(Secretary, Coordinator, Operator))
	ImportCommittee = write("exchange.import", everywhere(Secretary, Operator), "committee", "plan", "reporting", "meeting", "task", "issue", "register", "programme", "employment", "campaign", "training")

	// People: who holds which role.
	OwnAccount     = readSystem("account.own", everywhere(Person))
	ChangeOwn      = writeSystem("account.change_own", everywhere(Person))
	SignIn         = writeSystem("account.sign_in", everywhere(Operator), "notify")
	ListPeople     = readSystem("account.list", everywhere(Administrator, Operator))
	GrantRoles     = writeSystem("account.grant", everywhere(Administrator, Operator), "notify")
	ResetAccount   = writeSystem("account.reset", everywhere(Administrator, Operator), "notify")
	KeepKeys       = writeSystem("account.keys", everywhere(Operator))
	ReadMembers    = read("account.members", everywhere(Secretary, Chair, Operator).forOwn(Head))
	InviteMembers  = write("account.invite", everywhere(Secretary, Operator), "notify")
	NoteMember     = write("account.note", holders{}.forOwn(Head))
	AskReset       = write("account.ask_reset", everywhere(Secretary))
	ConfirmReset   = write("account.confirm_reset", everywhere(Secretary, Chair), "notify")
	HandOverOffice = write("account.hand_over", everywhere(Secretary, Operator), "notify")

	// Child protection units and their people. A unit's roles are given inside it.
	FoundUnits   = writeSystem("account.found_unit", everywhere(Administrator, Operator), "notify")
	GrantInUnit  = writeSystem("account.unit", everywhere(Supervisor, DPO, Operator), "notify") // and in that very unit, see account.supervised
	ReadUnits    = readSystem("account.units", everywhere(Person, Operator))
	ReadPeople   = readUnit("unit.read_people", everywhere(Supervisor, DPO))
	ManagePeople = writeUnit("unit.people", everywhere(Supervisor, DPO))

	// The desk of a unit: its first page, contacts, dated limits.
	ReadUnit  = readUnit("unit.read", everywhere(Supervisor, Worker, FieldWorker, DPO, Operator), "child", "sighting", "handover", "disclosure", "retention", "protection", "enrolment")
	KeepUnit  = writeUnit("unit.keep", everywhere(Supervisor, Operator))
	FoundDesk = writeUnit("unit.found", everywhere(Operator))

	// Sightings in the field, by anybody of the unit; no names.
	ReadSightings   = readUnit("sighting.read", everywhere(Supervisor, Worker, FieldWorker), "unit")
	RecordSightings = writeUnit("sighting.record", everywhere(Supervisor, Worker, FieldWorker, Operator), "unit")
	LinkSightings   = writeUnit("sighting.link", everywhere(Supervisor, Worker), "child", "disclosure", "handover", "unit")

	// A child's file. What a role then reads of it is decided by child.Decide.
	ListFiles    = readUnit("child.list", everywhere(Supervisor, Worker), "unit", "handover", "disclosure", "protection", "sighting")
	OpenFiles    = watchUnit("child.open", everywhere(Supervisor, Worker, FieldWorker, DPO), "unit", "handover", "disclosure", "protection", "sighting", "linkage", "retention", "enrolment")
	StartFiles   = writeUnit("child.start", everywhere(Supervisor, Worker), "unit", "sighting", "linkage")
	WriteFiles   = writeUnit("child.write", everywhere(Supervisor, Worker), "unit", "handover", "disclosure")
	AssignFiles  = writeUnit("child.assign", everywhere(Supervisor), "unit", "handover", "disclosure")
	RenewFiles   = writeUnit("child.renew", everywhere(Operator), "handover", "disclosure", "retention", "sighting")
	KeepFileKeys = writeKeys("child.keys", everywhere(Operator))

	// Assessment, the intersectoral group (GTN), the individual plan (PIM), closing.
	PlanProtection = writeUnit("protection.write", everywhere(Supervisor, Worker), "child", "unit", "handover", "disclosure")

	// Children of a unit in programmes of the committee; only counts leave the unit.
	ReadEnrolments = readUnit("enrolment.read", everywhere(Supervisor, Worker), "child", "unit", "handover", "disclosure")
	Enrol          = writeUnit("enrolment.write", everywhere(Supervisor, Worker), "child", "unit", "handover", "disclosure")

	// Hand-over of a case to the unit where the child lives.
	ReadHandovers   = readUnit("handover.read", everywhere(Supervisor, Worker), "unit")
	OfferHandover   = writeUnit("handover.offer", everywhere(Supervisor, Worker), "child", "unit", "disclosure", "sighting")
	AnswerHandover  = writeUnit("handover.answer", everywhere(Supervisor), "child", "unit", "disclosure", "sighting")
	RemindHandovers = writeUnit("handover.remind", everywhere(Operator))

	// The same child in two files of a unit.
	CompareFiles = watchUnit("linkage.compare", everywhere(Supervisor, Worker), "child", "unit", "handover", "disclosure")
	NearFiles    = writeUnit("linkage.near", everywhere(Supervisor, Worker), "child", "unit", "handover", "disclosure") // asked by POST: what is typed must not stand in an address
	MergeFiles   = writeUnit("linkage.merge", everywhere(Supervisor, Worker), "child", "unit", "handover", "disclosure", "sighting", "enrolment")

	// Release outside the team, emergency access, exports, who looked.
	ReadDisclosures = readUnit("disclosure.read", everywhere(Supervisor, Worker, FieldWorker, DPO), "child", "unit")
	Disclose        = writeUnit("disclosure.release", everywhere(Supervisor, Worker), "child", "unit", "handover")
	BreakGlass      = writeUnit("disclosure.emergency", everywhere(Worker, FieldWorker), "child", "unit", "handover")
	ReviewLooks     = writeUnit("disclosure.review", everywhere(Supervisor, DPO), "child", "unit", "handover")
	AskExport       = writeUnit("disclosure.export", everywhere(Supervisor, Worker), "child", "unit", "handover")
	ApproveExport   = writeUnit("disclosure.approve", everywhere(Supervisor, DPO), "child", "unit", "handover")
	ReadTrail       = watchUnit("disclosure.trail", everywhere(Supervisor, DPO), "child", "unit")
	SeeNotices      = writeUnit("disclosure.see", everywhere(Supervisor, Worker, FieldWorker, DPO))
	TellLooks       = writeUnit("disclosure.tell", everywhere(Operator), "child", "unit")

	// How long things are kept; erasure.
	ReadRetention = readUnit("retention.read", everywhere(Supervisor, DPO, Operator), "child", "unit", "sighting", "handover", "protection", "disclosure")
	Retain        = writeUnit("retention.run", everywhere(Supervisor, DPO, Operator), "child", "unit", "sighting", "handover", "disclosure", "linkage")

	// The hatch: grouped counts for the committee, and nothing else.
	CountChildren = readHatch("statistics.count", everywhere(readers...))
	CountExactly  = readHatch("statistics.exact", everywhere(members...).with(all, Operator)) // small numbers too
	ReadCounts    = read("statistics.read", everywhere(readers...))

	// The trail of what was done, and one file with everything in it.
	ReadAudit     = watch("audit.read", everywhere(Auditor, DPO, Operator))
	ListBackups   = readSystem("backup.list", everywhere(Administrator, Operator))
	MakeBackup    = writeSystem("backup.make", everywhere(Administrator, Operator))
	RestoreBackup = writeSystem("backup.restore", everywhere(Operator))
)
