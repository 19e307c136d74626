-- A summer programme: who runs it, where, in which weeks. Its numbers stand in
-- register_count: places, staff, cost, enrolled, attended by day. weekdays are the
-- days of the week on which it runs, '1' for Monday: '12345'. activity_id is the
-- activity of the plan that it carries out, or empty. source says where it is known
-- from when nobody of the committee recorded it.
CREATE TABLE programme (
	committee_id   TEXT NOT NULL REFERENCES committee (committee_id),
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	institution_id TEXT NOT NULL,
	title          TEXT NOT NULL,
	kind           TEXT NOT NULL,
	municipality   TEXT NOT NULL,
	place          TEXT NOT NULL,
	starts_on      TEXT NOT NULL,
	ends_on        TEXT NOT NULL,
	weekdays       TEXT NOT NULL,
	funding        TEXT NOT NULL,
	funder         TEXT NOT NULL,
	state          TEXT NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
	reason         TEXT NOT NULL,
	activity_id    TEXT NOT NULL,
	source         TEXT NOT NULL,
	note           TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	CHECK (starts_on <= ends_on),
	FOREIGN KEY (committee_id, institution_id) REFERENCES committee_institution (committee_id, id)
) {table};

CREATE INDEX programme_days ON programme (committee_id, starts_on, ends_on);

-- A service that the programme links children or parents to, and who gives it. How
-- many were linked stands in register_count: what 'service', part 'kind=school'.
CREATE TABLE programme_service (
	committee_id   TEXT NOT NULL,
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	programme_id   TEXT NOT NULL,
	kind           TEXT NOT NULL,
	institution_id TEXT NOT NULL,
	note           TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, programme_id) REFERENCES programme (committee_id, id)
) {table};

CREATE INDEX programme_service_programme ON programme_service (committee_id, programme_id);

-- A day of the programme on which it did not take place, and why.
CREATE TABLE programme_pause (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	programme_id TEXT NOT NULL,
	day          TEXT NOT NULL,
	reason       TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	UNIQUE (committee_id, programme_id, day),
	FOREIGN KEY (committee_id, programme_id) REFERENCES programme (committee_id, id)
) {table};

-- What was found 30 and 90 days after the programme; the numbers stand in
-- register_count: found_30, school_30, street_30, and so for 90.
CREATE TABLE programme_followup (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	programme_id TEXT NOT NULL,
	after_days   {int} NOT NULL CHECK (after_days IN (30, 90)),
	done_on      TEXT NOT NULL,
	note         TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	UNIQUE (committee_id, programme_id, after_days),
	FOREIGN KEY (committee_id, programme_id) REFERENCES programme (committee_id, id)
) {table};
