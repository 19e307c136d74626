-- A project of seasonal employment, with what its employers must keep to and who
-- checks that. sector is a section of ISIC rev. 4, occupation a sub-major group of
-- ISCO-08. decision says by what it was approved. Its numbers stand in
-- register_count: places, jobs, cost.
CREATE TABLE employment_project (
	committee_id   TEXT NOT NULL REFERENCES committee (committee_id),
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	institution_id TEXT NOT NULL,
	title          TEXT NOT NULL,
	aim            TEXT NOT NULL,
	sector         TEXT NOT NULL,
	occupation     TEXT NOT NULL,
	starts_on      TEXT NOT NULL,
	ends_on        TEXT NOT NULL,
	legal_basis    TEXT NOT NULL,
	funding        TEXT NOT NULL,
	funder         TEXT NOT NULL,
	state          TEXT NOT NULL CHECK (state IN ('draft', 'approved', 'closed', 'cancelled')),
	reason         TEXT NOT NULL,
	approved_on    TEXT NOT NULL,
	approved_by    TEXT NOT NULL,
	decision       TEXT NOT NULL,
	activity_id    TEXT NOT NULL,
	source         TEXT NOT NULL,
	note           TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	CHECK (starts_on <= ends_on),
	FOREIGN KEY (committee_id, institution_id) REFERENCES committee_institution (committee_id, id)
) {table};

CREATE INDEX employment_project_days ON employment_project (committee_id, starts_on, ends_on);

-- Whom and where the project is for: kind 'group' with a code of the target groups,
-- or 'municipality' with its code.
CREATE TABLE employment_target (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	project_id   TEXT NOT NULL,
	kind         TEXT NOT NULL CHECK (kind IN ('group', 'municipality')),
	value        TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	UNIQUE (committee_id, project_id, kind, value),
	FOREIGN KEY (committee_id, project_id) REFERENCES employment_project (committee_id, id)
) {table};

-- What the employer must keep to, and how that is monitored: who looks (an
-- institution), how, how often, from which day. All of these rows together are the
-- monitoring plan. amount is in ten-thousandths: days a person is kept on after the
-- season, hours a week; NULL where the kind has none.
CREATE TABLE employment_check (
	committee_id   TEXT NOT NULL,
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	project_id     TEXT NOT NULL,
	kind           TEXT NOT NULL,
	amount         {int},
	institution_id TEXT NOT NULL,
	method         TEXT NOT NULL,
	frequency      TEXT NOT NULL,
	first_on       TEXT NOT NULL,
	note           TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, project_id) REFERENCES employment_project (committee_id, id)
) {table};

CREATE INDEX employment_check_project ON employment_check (committee_id, project_id);

-- An employer: a business by the name and number of the public business register.
CREATE TABLE employment_employer (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	project_id   TEXT NOT NULL,
	name         TEXT NOT NULL,
	nipt         TEXT NOT NULL,
	municipality TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, project_id) REFERENCES employment_project (committee_id, id)
) {table};

CREATE INDEX employment_employer_project ON employment_employer (committee_id, project_id);

-- A person placed, under a code that only the employment office can lead back to
-- somebody. contract and insured say what was seen: 'yes', 'no' or 'u'. kept_30,
-- kept_90 and kept_180 are the same, and empty until somebody asked.
CREATE TABLE employment_placement (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	project_id   TEXT NOT NULL,
	employer_id  TEXT NOT NULL,
	code         TEXT NOT NULL,
	target       TEXT NOT NULL,
	age          TEXT NOT NULL,
	sex          TEXT NOT NULL,
	occupation   TEXT NOT NULL,
	via          TEXT NOT NULL,
	started_on   TEXT NOT NULL,
	ended_on     TEXT NOT NULL,
	contract     TEXT NOT NULL,
	insured      TEXT NOT NULL,
	kept_30      TEXT NOT NULL,
	kept_90      TEXT NOT NULL,
	kept_180     TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	UNIQUE (committee_id, project_id, code),
	FOREIGN KEY (committee_id, project_id) REFERENCES employment_project (committee_id, id)
) {table};

-- A visit to see how the project is kept to. check_id is the line of the monitoring
-- plan it carries out, or empty for one that nobody planned; recheck_of the visit
-- whose finding it looks at again. due_on is until when the measure is owed, task_id
-- the task that came of it.
CREATE TABLE employment_visit (
	committee_id   TEXT NOT NULL,
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	project_id     TEXT NOT NULL,
	check_id       TEXT NOT NULL,
	employer_id    TEXT NOT NULL,
	institution_id TEXT NOT NULL,
	planned_on     TEXT NOT NULL,
	done_on        TEXT NOT NULL,
	finding        TEXT NOT NULL,
	found          TEXT NOT NULL,
	measure        TEXT NOT NULL,
	due_on         TEXT NOT NULL,
	task_id        TEXT NOT NULL,
	recheck_of     TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, project_id) REFERENCES employment_project (committee_id, id)
) {table};

CREATE INDEX employment_visit_project ON employment_visit (committee_id, project_id);
CREATE INDEX employment_visit_planned ON employment_visit (committee_id, planned_on, done_on);
CREATE INDEX employment_visit_due ON employment_visit (committee_id, due_on);
CREATE INDEX employment_visit_recheck ON employment_visit (committee_id, recheck_of);
CREATE INDEX employment_visit_task ON employment_visit (committee_id, task_id);

-- A job fair. Its numbers stand in register_count: employers, vacancies, visitors,
-- hired.
CREATE TABLE employment_fair (
	committee_id   TEXT NOT NULL REFERENCES committee (committee_id),
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	institution_id TEXT NOT NULL,
	title          TEXT NOT NULL,
	held_on        TEXT NOT NULL,
	municipality   TEXT NOT NULL,
	place          TEXT NOT NULL,
	state          TEXT NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
	reason         TEXT NOT NULL,
	source         TEXT NOT NULL,
	note           TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, institution_id) REFERENCES committee_institution (committee_id, id)
) {table};

CREATE INDEX employment_fair_day ON employment_fair (committee_id, held_on);
