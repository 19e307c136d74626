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

CREATE INDEX issue_state ON issue (committee_id, state, merged_into, since);
CREATE INDEX issue_solved ON issue (committee_id, state, solved_on);
CREATE INDEX issue_merged ON issue (committee_id, merged_into, year);

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
CREATE INDEX issue_raised_source ON issue_raised (committee_id, source_id);

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

-- What accepted returns said before there was this list. A problem and those that
-- continue it, in whichever return, are one: said finds the first of each (root).
-- The id of the first is the id here.
CREATE TEMPORARY TABLE issue_said AS
WITH RECURSIVE chain (committee_id, id, root) AS (
	SELECT p.committee_id, p.id, p.id FROM reporting_problem AS p
	WHERE NOT EXISTS (SELECT 1 FROM reporting_problem AS e WHERE e.committee_id = p.committee_id AND e.id = p.earlier_id)
	UNION
	SELECT p.committee_id, p.id, c.root FROM chain AS c
	JOIN reporting_problem AS p ON p.committee_id = c.committee_id AND p.earlier_id = c.id
), dated (committee_id, id, day) AS (
	-- A return that was imported may not say when it was sent.
	SELECT p.committee_id, p.id, CASE WHEN SUBSTR(CAST(r.first_sent_at AS TEXT), 1, 4) <> '0001' THEN SUBSTR(CAST(r.first_sent_at AS TEXT), 1, 10)
		WHEN p.since <> '' THEN p.since ELSE r.due_on END
	FROM reporting_problem AS p JOIN reporting_return AS r ON r.committee_id = p.committee_id AND r.id = p.return_id
)
SELECT c.committee_id, c.root, p.id, p.objective_id, p.activity_id, p.body, p.resource, p.amount, p.solved, r.id AS return_id, r.institution_id, r.first_sent_at AS sent_at,
	d.day AS sent_on, CASE WHEN p.since = '' OR p.since > d.day THEN d.day ELSE p.since END AS since,
	ROW_NUMBER() OVER (PARTITION BY c.committee_id, c.root ORDER BY r.first_sent_at, n.period, p.id) AS time_raised,
	ROW_NUMBER() OVER (PARTITION BY c.committee_id, c.root ORDER BY r.first_sent_at DESC, n.period DESC, p.id DESC) AS times_since
FROM chain AS c
JOIN reporting_problem AS p ON p.committee_id = c.committee_id AND p.id = c.id
JOIN dated AS d ON d.committee_id = p.committee_id AND d.id = p.id
JOIN reporting_return AS r ON r.committee_id = p.committee_id AND r.id = p.return_id
JOIN reporting_round AS n ON n.committee_id = r.committee_id AND n.id = r.round_id
WHERE r.state = 'accepted';

-- Each says what its latest return says, numbered within its year in the order of
-- the days on which they began.
INSERT INTO issue (committee_id, id, version, year, number, body, objective_id, activity_id, resource, amount, since, state, solved_on, solution, merged_into, escalated_on, question, answered_on, answer)
SELECT s.committee_id, s.root, 1, CAST(SUBSTR(f.since, 1, 4) AS {int}), ROW_NUMBER() OVER (PARTITION BY s.committee_id, SUBSTR(f.since, 1, 4) ORDER BY f.since, s.root),
	s.body, s.objective_id, s.activity_id, s.resource, s.amount, f.since,
	CASE WHEN s.solved THEN 'solved' ELSE 'open' END, CASE WHEN s.solved THEN s.sent_on ELSE '' END,
	CASE WHEN s.solved THEN 'U shënua e zgjidhur në raportim.' ELSE '' END, '', '', '', '', ''
FROM issue_said AS s
JOIN (SELECT committee_id, root, MIN(since) AS since FROM issue_said GROUP BY committee_id, root) AS f ON f.committee_id = s.committee_id AND f.root = s.root
WHERE s.times_since = 1;

INSERT INTO issue_raised (committee_id, id, version, issue_id, institution_id, source, source_id, raised_on, body)
SELECT committee_id, id, 1, root, institution_id, 'return', return_id, sent_on, body FROM issue_said;

INSERT INTO issue_event (committee_id, id, version, issue_id, verb, note, other_id, author, at)
SELECT committee_id, id, 1, root, CASE WHEN time_raised = 1 THEN 'raised' ELSE 'raised_again' END, '', '', '', sent_at FROM issue_said;

INSERT INTO issue_measure (committee_id, id, version, issue_id, institution_id, taken_on, body)
SELECT m.committee_id, m.id, 1, s.root, s.institution_id, CASE WHEN m.due_on = '' THEN s.sent_on ELSE m.due_on END, m.body
FROM reporting_measure AS m
JOIN issue_said AS s ON s.committee_id = m.committee_id AND s.id = m.problem_id
WHERE m.status = 'taken';

DROP TABLE issue_said;
