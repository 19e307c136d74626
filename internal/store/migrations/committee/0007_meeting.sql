-- Meetings held: who came, the agenda, what was decided, what was said in figures.
-- date_note says how sure the day is when the source gives only a month or a range.
-- edits counts how often the minutes were saved, so that a change of any of their
-- parts moves the version of the meeting.
CREATE TABLE meeting (
	committee_id TEXT NOT NULL REFERENCES committee (committee_id),
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	body         TEXT NOT NULL CHECK (body IN ('committee', 'table', 'joint')),
	kind         TEXT NOT NULL,
	held_on      TEXT NOT NULL,
	date_note    TEXT NOT NULL,
	time_of_day  TEXT NOT NULL,
	place        TEXT NOT NULL,
	title        TEXT NOT NULL,
	chaired_by   TEXT NOT NULL,
	source       TEXT NOT NULL,
	note         TEXT NOT NULL,
	edits        {int} NOT NULL,
	PRIMARY KEY (committee_id, id)
) {table};

CREATE INDEX meeting_held ON meeting (committee_id, held_on);

-- kind is how the institution sat that day, or 'guest'. institution_id is empty for
-- a guest who is none of the committee's institutions and has a name instead.
CREATE TABLE meeting_attendance (
	committee_id   TEXT NOT NULL,
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	meeting_id     TEXT NOT NULL,
	position       {int} NOT NULL,
	institution_id TEXT NOT NULL,
	name           TEXT NOT NULL,
	kind           TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting (committee_id, id)
) {table};

CREATE INDEX meeting_attendance_meeting ON meeting_attendance (committee_id, meeting_id);

-- Lines of the minutes: kind is agenda, decision, task, recommendation or problem.
CREATE TABLE meeting_line (
	committee_id   TEXT NOT NULL,
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	meeting_id     TEXT NOT NULL,
	position       {int} NOT NULL,
	kind           TEXT NOT NULL CHECK (kind IN ('agenda', 'decision', 'task', 'recommendation', 'problem')),
	body           TEXT NOT NULL,
	institution_id TEXT NOT NULL,
	due_on         TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting (committee_id, id)
) {table};

CREATE INDEX meeting_line_meeting ON meeting_line (committee_id, meeting_id);

-- A figure said at a meeting, as it was said.
CREATE TABLE meeting_figure (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	meeting_id   TEXT NOT NULL,
	position     {int} NOT NULL,
	what         TEXT NOT NULL,
	value        {int},
	qualifier    TEXT NOT NULL CHECK (qualifier IN ('exact', 'about', 'more_than', 'less_than', 'several', 'not_known')),
	unit         TEXT NOT NULL,
	about        TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting (committee_id, id)
) {table};

CREATE INDEX meeting_figure_meeting ON meeting_figure (committee_id, meeting_id);
