-- What the four registers of prevention share: summer programmes, seasonal
-- employment, campaigns and training. subject_id is the record that a row belongs
-- to; identifiers are random, so one says of which register it is.
--
-- One number of a record. what is a code of the register's counts; day is the day
-- it was counted on, empty where the number is of the whole; part is empty for the
-- total, or one cell of a breakdown such as 'sex=f', 'age=6-10', 'kind=pupils'.
-- value is in ten-thousandths, NULL with a qualifier that has no number. A missing
-- row is blank: nobody said anything, which is neither zero nor "not known".
CREATE TABLE register_count (
	committee_id TEXT NOT NULL REFERENCES committee (committee_id),
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	subject_id   TEXT NOT NULL,
	what         TEXT NOT NULL,
	day          TEXT NOT NULL,
	part         TEXT NOT NULL,
	value        {int},
	qualifier    TEXT NOT NULL CHECK (qualifier IN ('exact', 'about', 'more_than', 'less_than', 'several', 'not_known')),
	PRIMARY KEY (committee_id, id),
	UNIQUE (committee_id, subject_id, what, day, part)
) {table};

-- Who took part beside the owner: an institution of the committee, or one from
-- outside by its name.
CREATE TABLE register_partner (
	committee_id   TEXT NOT NULL REFERENCES committee (committee_id),
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	subject_id     TEXT NOT NULL,
	institution_id TEXT NOT NULL,
	outside        TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	CHECK ((institution_id = '') <> (outside = ''))
) {table};

CREATE INDEX register_partner_subject ON register_partner (committee_id, subject_id);

-- What was missing of a record, a code of the register's gaps, and the task by
-- which its owner was asked for it.
CREATE TABLE register_asked (
	committee_id TEXT NOT NULL REFERENCES committee (committee_id),
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	subject_id   TEXT NOT NULL,
	gap          TEXT NOT NULL,
	task_id      TEXT NOT NULL,
	asked_on     TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, task_id) REFERENCES task (committee_id, id)
) {table};

CREATE INDEX register_asked_subject ON register_asked (committee_id, subject_id, gap);
CREATE INDEX register_asked_task ON register_asked (committee_id, task_id);
