-- What an institution owes: from a decision (source_id is the line of the minutes),
-- from the plan (the activity), a request of another institution (asked_by), a
-- commitment of its own, or a measure expected for a problem (the problem).
-- A task is due on a day, or at the next meeting of due_body: due_on is then empty
-- until that meeting has a day, and due_meeting says which meeting gave it.
-- high priority needs a document and somebody else's check. escalated counts who has
-- been told that it is late: 0 nobody but the owner, 1 its head, 2 the chair of the
-- technical table, 3 the chair of the committee.
CREATE TABLE task (
	committee_id TEXT NOT NULL REFERENCES committee (committee_id),
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	year         {int} NOT NULL,
	number       {int} NOT NULL,
	kind         TEXT NOT NULL CHECK (kind IN ('decision', 'plan', 'request', 'commitment', 'measure')),
	body         TEXT NOT NULL,
	owner_id     TEXT NOT NULL,
	priority     TEXT NOT NULL CHECK (priority IN ('normal', 'high')),
	source_id    TEXT NOT NULL,
	meeting_id   TEXT NOT NULL,
	asked_by     TEXT NOT NULL,
	given_on     TEXT NOT NULL,
	due_on       TEXT NOT NULL,
	due_body     TEXT NOT NULL CHECK (due_body IN ('', 'committee', 'table', 'joint')),
	due_meeting  TEXT NOT NULL,
	state        TEXT NOT NULL CHECK (state IN ('open', 'answered', 'closed', 'cancelled')),
	what         TEXT NOT NULL,
	done_on      TEXT NOT NULL,
	answered_by  TEXT NOT NULL,
	checked_by   TEXT NOT NULL,
	closed_on    TEXT NOT NULL,
	reason       TEXT NOT NULL,
	escalated    {int} NOT NULL,
	PRIMARY KEY (committee_id, id),
	UNIQUE (committee_id, year, number),
	CHECK (due_on <> '' OR due_body <> ''),
	FOREIGN KEY (committee_id, owner_id) REFERENCES committee_institution (committee_id, id)
) {table};

CREATE INDEX task_state ON task (committee_id, state, due_on);
CREATE INDEX task_owner ON task (committee_id, owner_id, state);
CREATE INDEX task_source ON task (committee_id, source_id);
CREATE INDEX task_given ON task (committee_id, given_on);
CREATE INDEX task_closed ON task (committee_id, closed_on);

-- What happened to a task, in order: given, answered, checked, sent_back, reopened,
-- extended, renewed, carried (to the meeting meeting_id), escalated (note is to whom,
-- a code of the escalations), cancelled. due_from and due_to are the days it was due
-- before and after a new date was set, empty for a next meeting without a day.
CREATE TABLE task_event (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	task_id      TEXT NOT NULL,
	verb         TEXT NOT NULL,
	note         TEXT NOT NULL,
	meeting_id   TEXT NOT NULL,
	due_from     TEXT NOT NULL,
	due_to       TEXT NOT NULL,
	author       TEXT NOT NULL,
	at           {time} NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, task_id) REFERENCES task (committee_id, id)
) {table};

CREATE INDEX task_event_task ON task_event (committee_id, task_id);

-- The documents that show what was done.
CREATE TABLE task_file (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	task_id      TEXT NOT NULL,
	name         TEXT NOT NULL,
	media_type   TEXT NOT NULL,
	size         {int} NOT NULL,
	content      {bytes} NOT NULL,
	added_at     {time} NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, task_id) REFERENCES task (committee_id, id)
) {table};

CREATE INDEX task_file_task ON task_file (committee_id, task_id);
