-- A version of the standard operating procedures, by the act that holds them. What
-- is not verified stays marked so until somebody confirms it.
CREATE TABLE training_procedure (
	committee_id TEXT NOT NULL REFERENCES committee (committee_id),
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	title        TEXT NOT NULL,
	act          TEXT NOT NULL,
	valid_from   TEXT NOT NULL,
	valid_to     TEXT NOT NULL,
	verified     {bool} NOT NULL,
	source       TEXT NOT NULL,
	note         TEXT NOT NULL,
	PRIMARY KEY (committee_id, id)
) {table};

-- One step of them: who does what. role lists the functions it is for (codes with a
-- space between; empty: everybody). rule is the code of the dated rule with its time
-- limit, or empty where the step has none.
CREATE TABLE training_step (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	procedure_id TEXT NOT NULL,
	position     {int} NOT NULL,
	title        TEXT NOT NULL,
	role         TEXT NOT NULL,
	body         TEXT NOT NULL,
	rule         TEXT NOT NULL,
	verified     {bool} NOT NULL,
	source       TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, procedure_id) REFERENCES training_procedure (committee_id, id)
) {table};

CREATE INDEX training_step_procedure ON training_step (committee_id, procedure_id, position);

-- A question of the knowledge check. answers are lines; correct is the number of
-- the right one, from 1.
CREATE TABLE training_question (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	procedure_id TEXT NOT NULL,
	position     {int} NOT NULL,
	body         TEXT NOT NULL,
	answers      TEXT NOT NULL,
	correct      {int} NOT NULL,
	why          TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, procedure_id) REFERENCES training_procedure (committee_id, id)
) {table};

CREATE INDEX training_question_procedure ON training_question (committee_id, procedure_id, position);

-- A course on a version of the procedures, held by an institution. hours are in
-- ten-thousandths. What somebody learnt there is valid for valid_months; NULL: it
-- does not run out.
CREATE TABLE training_course (
	committee_id   TEXT NOT NULL REFERENCES committee (committee_id),
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	institution_id TEXT NOT NULL,
	procedure_id   TEXT NOT NULL,
	title          TEXT NOT NULL,
	aim            TEXT NOT NULL,
	hours          {int},
	valid_months   {int},
	source         TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, institution_id) REFERENCES committee_institution (committee_id, id),
	FOREIGN KEY (committee_id, procedure_id) REFERENCES training_procedure (committee_id, id)
) {table};

-- A course as it is held once. Its numbers stand in register_count: places, and
-- attended where no professionals are listed. check_open says
-- which knowledge check can be taken now: '', 'before' or 'after'; check_hash is a
-- hash of the address by which those present reach it.
CREATE TABLE training_session (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	course_id    TEXT NOT NULL,
	starts_on    TEXT NOT NULL,
	ends_on      TEXT NOT NULL,
	hour         TEXT NOT NULL,
	municipality TEXT NOT NULL,
	place        TEXT NOT NULL,
	state        TEXT NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
	reason       TEXT NOT NULL,
	check_open   TEXT NOT NULL CHECK (check_open IN ('', 'before', 'after')),
	check_hash   TEXT NOT NULL,
	note         TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	CHECK (starts_on <= ends_on),
	FOREIGN KEY (committee_id, course_id) REFERENCES training_course (committee_id, id)
) {table};

CREATE INDEX training_session_days ON training_session (committee_id, starts_on, ends_on);
CREATE INDEX training_session_course ON training_session (committee_id, course_id);
CREATE INDEX training_session_check ON training_session (check_hash);

-- Who must know the procedures: how many of a function (job) at an institution, from
-- one day to another.
CREATE TABLE training_duty (
	committee_id   TEXT NOT NULL REFERENCES committee (committee_id),
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	institution_id TEXT NOT NULL,
	job            TEXT NOT NULL,
	staff          {int} NOT NULL,
	valid_from     TEXT NOT NULL,
	valid_to       TEXT NOT NULL,
	basis          TEXT NOT NULL,
	verified       {bool} NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, institution_id) REFERENCES committee_institution (committee_id, id)
) {table};

CREATE INDEX training_duty_institution ON training_duty (committee_id, institution_id);

-- A professional, under a code that only their institution can lead back to
-- somebody: "PMF 2".
CREATE TABLE training_person (
	committee_id   TEXT NOT NULL REFERENCES committee (committee_id),
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	institution_id TEXT NOT NULL,
	code           TEXT NOT NULL,
	job            TEXT NOT NULL,
	valid_from     TEXT NOT NULL,
	valid_to       TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	UNIQUE (committee_id, institution_id, code),
	FOREIGN KEY (committee_id, institution_id) REFERENCES committee_institution (committee_id, id)
) {table};

-- A professional who was called to a session: whether they came, and how many
-- questions they answered right before and after it, of how many; NULL: the check
-- was not taken. What they answered is not kept.
CREATE TABLE training_attendance (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	session_id   TEXT NOT NULL,
	person_id    TEXT NOT NULL,
	present      {bool} NOT NULL,
	before_right {int},
	before_of    {int},
	after_right  {int},
	after_of     {int},
	PRIMARY KEY (committee_id, id),
	UNIQUE (committee_id, session_id, person_id),
	FOREIGN KEY (committee_id, session_id) REFERENCES training_session (committee_id, id),
	FOREIGN KEY (committee_id, person_id) REFERENCES training_person (committee_id, id)
) {table};

CREATE INDEX training_attendance_person ON training_attendance (committee_id, person_id);
