-- A problem or challenge in carrying out an objective, and the resource it lacks;
-- amount in ten-thousandths of a lek, NULL when not known. since is the day it was
-- first raised. One that was found to be the same as another is merged into it and
-- can be parted again. escalated_on is when it was put to the national coordinator.
CREATE TABLE issue (
	committee_id TEXT NOT NULL REFERENCES committee (committee_id),
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	year         {int} NOT NULL,
	number       {int} NOT NULL,
	body         TEXT NOT NULL,
	objective_id TEXT NOT NULL,
	activity_id  TEXT NOT NULL,
	resource     TEXT NOT NULL,
	amount       {int},
	since        TEXT NOT NULL,
	state        TEXT NOT NULL CHECK (state IN ('open', 'solved')),
	solved_on    TEXT NOT NULL,
	solution     TEXT NOT NULL,
	merged_into  TEXT NOT NULL,
	escalated_on TEXT NOT NULL,
	question     TEXT NOT NULL,
	answered_on  TEXT NOT NULL,
	answer       TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	UNIQUE (committee_id, year, number)
) {table};

CREATE INDEX issue_state ON issue (committee_id, state, since);
CREATE INDEX issue_merged ON issue (committee_id, merged_into);

-- Each time it was raised, by whom, and in which words: in a return (id is that of
-- the problem there, source_id the return), at a meeting (id is the line of the
-- minutes, source_id the meeting), or directly.
CREATE TABLE issue_raised (
	committee_id   TEXT NOT NULL,
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	issue_id       TEXT NOT NULL,
	institution_id TEXT NOT NULL,
	source         TEXT NOT NULL CHECK (source IN ('return', 'meeting', 'direct')),
	source_id      TEXT NOT NULL,
	raised_on      TEXT NOT NULL,
	body           TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, issue_id) REFERENCES issue (committee_id, id)
) {table};

CREATE INDEX issue_raised_issue ON issue_raised (committee_id, issue_id);

-- A measure taken. One that is expected is a task of kind measure. id is that of the
-- measure in the return when it came from one.
CREATE TABLE issue_measure (
	committee_id   TEXT NOT NULL,
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	issue_id       TEXT NOT NULL,
	institution_id TEXT NOT NULL,
	taken_on       TEXT NOT NULL,
	body           TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, issue_id) REFERENCES issue (committee_id, id)
) {table};

CREATE INDEX issue_measure_issue ON issue_measure (committee_id, issue_id);

-- What happened to it: raised, raised_again, edited, measure, merged, parted,
-- escalated, answered, solved, reopened. other_id is the problem it was merged with.
CREATE TABLE issue_event (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	issue_id     TEXT NOT NULL,
	verb         TEXT NOT NULL,
	note         TEXT NOT NULL,
	other_id     TEXT NOT NULL,
	author       TEXT NOT NULL,
	at           {time} NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, issue_id) REFERENCES issue (committee_id, id)
) {table};

CREATE INDEX issue_event_issue ON issue_event (committee_id, issue_id);
