-- A meeting before it is held, and what comes out of it. state says how far it is:
-- open while its minutes are written, closed when they are, approved when the next
-- meeting has approved them (approved_in). recorded marks one noted after the fact,
-- from a notice or old minutes: it never went through these steps. sequence counts
-- how often those called were told of a change; order_id is the order they were
-- called under.
ALTER TABLE meeting ADD COLUMN state TEXT NOT NULL DEFAULT 'closed'
	CHECK (state IN ('planned', 'convened', 'open', 'closed', 'approved', 'cancelled'));
ALTER TABLE meeting ADD COLUMN recorded {bool} NOT NULL DEFAULT TRUE;
ALTER TABLE meeting ADD COLUMN ends_at TEXT NOT NULL DEFAULT '';
ALTER TABLE meeting ADD COLUMN called_on TEXT NOT NULL DEFAULT '';
ALTER TABLE meeting ADD COLUMN sequence {int} NOT NULL DEFAULT 0;
ALTER TABLE meeting ADD COLUMN order_id TEXT NOT NULL DEFAULT '';
ALTER TABLE meeting ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE meeting ADD COLUMN closed_on TEXT NOT NULL DEFAULT '';
ALTER TABLE meeting ADD COLUMN approved_in TEXT NOT NULL DEFAULT '';

-- Meetings that took place, and whose minutes are closed: one that is under way may still
-- turn out not to be held. Whoever counts meetings reads this, never the table.
DROP INDEX meeting_held;
CREATE INDEX meeting_day ON meeting (committee_id, held_on);
CREATE INDEX meeting_state ON meeting (committee_id, state, held_on);
CREATE VIEW meeting_held AS
SELECT committee_id, id, body, kind, held_on, date_note, time_of_day, place, title, chaired_by, source, note, state, recorded, closed_on, approved_in
FROM meeting WHERE state IN ('closed', 'approved');

-- substitute is the office of who came in the member's place, "" when the member did.
ALTER TABLE meeting_attendance ADD COLUMN substitute TEXT NOT NULL DEFAULT '';

-- The lines of the minutes again, now under the item of the agenda they belong to.
-- An agenda line has an outcome; a decision has a number (on closing) and may have
-- votes; a task says who owes it (or everyone) and by when, or at the next meeting
-- (due_next); a statement is what an institution said; a recusal is an institution
-- that declared an interest and is out of the item. suggested is the key of the rule
-- that put an agenda line there by itself, "" for one the secretary wrote.
CREATE TABLE meeting_line_new (
	committee_id    TEXT NOT NULL,
	id              TEXT NOT NULL,
	version         {int} NOT NULL,
	meeting_id      TEXT NOT NULL,
	position        {int} NOT NULL,
	kind            TEXT NOT NULL CHECK (kind IN ('agenda', 'statement', 'decision', 'task', 'recommendation', 'problem', 'recusal')),
	item_id         TEXT NOT NULL,
	number          TEXT NOT NULL,
	body            TEXT NOT NULL,
	institution_id  TEXT NOT NULL,
	everyone        {bool} NOT NULL,
	due_on          TEXT NOT NULL,
	due_next        {bool} NOT NULL,
	priority        TEXT NOT NULL CHECK (priority IN ('', 'normal', 'high')),
	outcome         TEXT NOT NULL CHECK (outcome IN ('', 'decided', 'noted', 'deferred')),
	suggested       TEXT NOT NULL DEFAULT '',
	votes_for       {int},
	votes_against   {int},
	votes_abstained {int},
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting (committee_id, id)
) {table};

INSERT INTO meeting_line_new (committee_id, id, version, meeting_id, position, kind, item_id, number, body, institution_id, everyone, due_on, due_next, priority, outcome)
SELECT committee_id, id, version, meeting_id, position, kind, '', '', body, institution_id, FALSE, due_on, FALSE, '', '' FROM meeting_line;

DROP TABLE meeting_line;
ALTER TABLE meeting_line_new RENAME TO meeting_line;
CREATE INDEX meeting_line_meeting ON meeting_line (committee_id, meeting_id);

-- What an item of the agenda is about: a task to report on, a problem that aged, a
-- return that is missing, minutes to approve, an item put off. body, state and since
-- are as they were when the meeting closed; before, they are read from the record itself.
CREATE TABLE meeting_about (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	meeting_id   TEXT NOT NULL,
	item_id      TEXT NOT NULL,
	position     {int} NOT NULL,
	kind         TEXT NOT NULL CHECK (kind IN ('task', 'issue', 'return', 'minutes', 'item')),
	ref_id       TEXT NOT NULL,
	body         TEXT NOT NULL,
	state        TEXT NOT NULL,
	since        TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting (committee_id, id)
) {table};

CREATE INDEX meeting_about_meeting ON meeting_about (committee_id, meeting_id);
CREATE INDEX meeting_about_ref ON meeting_about (committee_id, ref_id);

-- Who was called to a meeting, how it sits, and what it answered. substitute is the
-- office of who will come instead of the member.
CREATE TABLE meeting_call (
	committee_id   TEXT NOT NULL,
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	meeting_id     TEXT NOT NULL,
	position       {int} NOT NULL,
	institution_id TEXT NOT NULL,
	kind           TEXT NOT NULL,
	reply          TEXT NOT NULL CHECK (reply IN ('', 'coming', 'substitute', 'absent')),
	substitute     TEXT NOT NULL,
	note           TEXT NOT NULL,
	replied_at     {time} NOT NULL,
	PRIMARY KEY (committee_id, id),
	UNIQUE (committee_id, meeting_id, institution_id),
	FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting (committee_id, id)
) {table};

-- Documents attached to a meeting, or to one item of its agenda.
CREATE TABLE meeting_file (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	meeting_id   TEXT NOT NULL,
	item_id      TEXT NOT NULL,
	name         TEXT NOT NULL,
	media_type   TEXT NOT NULL,
	size         {int} NOT NULL,
	content      {bytes} NOT NULL,
	added_at     {time} NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, meeting_id) REFERENCES meeting (committee_id, id)
) {table};

CREATE INDEX meeting_file_meeting ON meeting_file (committee_id, meeting_id);

-- The dated rules of the loop, for committees that exist already. None has been
-- held against the order in force, so none is verified.
INSERT INTO committee_rule (committee_id, id, version, code, value, unit, legal_basis, valid_from, valid_to, verified)
SELECT c.committee_id, 'rregull-' || r.code, 1, r.code, r.value, r.unit, 'Praktikë e propozuar; nuk është konfirmuar', '', '', FALSE
FROM committee AS c CROSS JOIN (
	SELECT 'quorum' AS code, '50' AS value, 'percent' AS unit
	UNION ALL SELECT 'convening_notice', '5', 'days'
	UNION ALL SELECT 'request_answer', '15', 'days'
	UNION ALL SELECT 'reminder_before', '7', 'days'
	UNION ALL SELECT 'escalation_head', '7', 'days'
	UNION ALL SELECT 'escalation_table', '14', 'days'
	UNION ALL SELECT 'escalation_chair', '30', 'days'
	UNION ALL SELECT 'issue_aged', '90', 'days'
) AS r;
