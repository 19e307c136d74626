-- A child whom a unit knows, enrolled in a programme of the committee. programme_id
-- is the programme there; municipality and the days are as it said then, for this
-- room reads nothing of the other. left_on is empty while the child attends.
-- school says what came of it: enrolled, continues, not_enrolled or empty. found_30
-- and found_90 are what was found that long after the programme: off_street, less,
-- unchanged, moved, unknown, or empty while nobody looked.
CREATE TABLE enrolment (
	owner_id     TEXT NOT NULL REFERENCES unit (owner_id),
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	committee_id TEXT NOT NULL,
	child_id     TEXT NOT NULL,
	subject_id   TEXT NOT NULL,
	programme_id TEXT NOT NULL,
	municipality TEXT NOT NULL,
	starts_on    TEXT NOT NULL,
	ends_on      TEXT NOT NULL,
	enrolled_on  TEXT NOT NULL,
	left_on      TEXT NOT NULL,
	reason       TEXT NOT NULL,
	school       TEXT NOT NULL,
	found_30     TEXT NOT NULL,
	found_90     TEXT NOT NULL,
	PRIMARY KEY (owner_id, id),
	UNIQUE (owner_id, child_id, programme_id),
	FOREIGN KEY (owner_id, child_id) REFERENCES child (owner_id, id)
) {table};

CREATE INDEX enrolment_committee ON enrolment (committee_id, ends_on, subject_id, programme_id);
CREATE INDEX enrolment_subject ON enrolment (subject_id, programme_id);
CREATE INDEX enrolment_child ON enrolment (owner_id, child_id);
CREATE INDEX enrolment_programme ON enrolment (owner_id, programme_id);
