-- What each institution owes for a period, and what it sent.
CREATE TABLE reporting_round (
	committee_id TEXT NOT NULL REFERENCES committee (committee_id),
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	period       TEXT NOT NULL,
	plan_id      TEXT NOT NULL,
	title        TEXT NOT NULL,
	opened_on    TEXT NOT NULL,
	due_on       TEXT NOT NULL,
	rule_id      TEXT NOT NULL,
	message      TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	UNIQUE (committee_id, period),
	FOREIGN KEY (committee_id, plan_id) REFERENCES plan (committee_id, id)
) {table};

-- no_problems and no_measures are the institution's own word that there were
-- none: blank is not an answer.
CREATE TABLE reporting_return (
	committee_id      TEXT NOT NULL,
	id                TEXT NOT NULL,
	version           {int} NOT NULL,
	round_id          TEXT NOT NULL,
	institution_id    TEXT NOT NULL,
	state             TEXT NOT NULL CHECK (state IN ('draft', 'sent', 'sent_back', 'accepted')),
	due_on            TEXT NOT NULL,
	channel           TEXT NOT NULL CHECK (channel IN ('web', 'paper', 'telephone', 'excel')),
	source_note       TEXT NOT NULL,
	entered_by        TEXT NOT NULL,
	reference         TEXT NOT NULL,
	sent_at           {time} NOT NULL,
	first_sent_at     {time} NOT NULL,
	accepted_at       {time} NOT NULL,
	started_at        {time} NOT NULL,
	no_problems       {bool} NOT NULL,
	no_measures       {bool} NOT NULL,
	PRIMARY KEY (committee_id, id),
	UNIQUE (committee_id, round_id, institution_id),
	FOREIGN KEY (committee_id, round_id) REFERENCES reporting_round (committee_id, id),
	FOREIGN KEY (committee_id, institution_id) REFERENCES committee_institution (committee_id, id)
) {table};

CREATE INDEX reporting_return_institution ON reporting_return (committee_id, institution_id);

-- What happened to a return, in order: sent, sent back, accepted, reopened, extended.
CREATE TABLE reporting_event (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	return_id    TEXT NOT NULL,
	verb         TEXT NOT NULL,
	reason       TEXT NOT NULL,
	author       TEXT NOT NULL,
	at           {time} NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, return_id) REFERENCES reporting_return (committee_id, id)
) {table};

CREATE INDEX reporting_event_return ON reporting_event (committee_id, return_id);

-- One activity in a return. An empty state means not answered yet; answered
-- says that nothing asked about the activity is blank.
CREATE TABLE reporting_item (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	return_id    TEXT NOT NULL,
	activity_id  TEXT NOT NULL,
	state        TEXT NOT NULL,
	done_on      TEXT NOT NULL,
	place        TEXT NOT NULL,
	what         TEXT NOT NULL,
	partners     TEXT NOT NULL,
	reason       TEXT NOT NULL,
	answered     {bool} NOT NULL,
	saved_at     {time} NOT NULL,
	PRIMARY KEY (committee_id, id),
	UNIQUE (committee_id, return_id, activity_id),
	FOREIGN KEY (committee_id, return_id) REFERENCES reporting_return (committee_id, id),
	FOREIGN KEY (committee_id, activity_id) REFERENCES plan_activity (committee_id, id)
) {table};

CREATE INDEX reporting_item_activity ON reporting_item (committee_id, activity_id);

-- A value given in a return, in ten-thousandths; NULL with a qualifier that has
-- no number (several, not_known). subject is 'indicator' (of an activity),
-- 'participants' (of an activity) or 'topic' (a count asked of the institution);
-- part is '' for the total, or one cell of a breakdown such as 'sex=f',
-- 'age=6-10', 'origin=53'. A missing row is blank: not answered.
CREATE TABLE reporting_value (
	committee_id TEXT NOT NULL,
	return_id    TEXT NOT NULL,
	subject      TEXT NOT NULL CHECK (subject IN ('indicator', 'participants', 'topic')),
	subject_id   TEXT NOT NULL,
	part         TEXT NOT NULL,
	value        {int},
	qualifier    TEXT NOT NULL CHECK (qualifier IN ('exact', 'about', 'more_than', 'less_than', 'several', 'not_known')),
	note         TEXT NOT NULL,
	PRIMARY KEY (committee_id, return_id, subject, subject_id, part),
	FOREIGN KEY (committee_id, return_id) REFERENCES reporting_return (committee_id, id)
) {table};

-- What the institution says on a topic in its own words. asked marks the topics
-- its sector must answer; answered says that nothing asked there is blank.
CREATE TABLE reporting_narrative (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	return_id    TEXT NOT NULL,
	topic        TEXT NOT NULL,
	asked        {bool} NOT NULL,
	body         TEXT NOT NULL,
	answered     {bool} NOT NULL,
	saved_at     {time} NOT NULL,
	PRIMARY KEY (committee_id, id),
	UNIQUE (committee_id, return_id, topic),
	FOREIGN KEY (committee_id, return_id) REFERENCES reporting_return (committee_id, id)
) {table};

-- A problem met, and what is missing; amount in ten-thousandths of a lek.
-- since is the day it was first raised, here or in an earlier return (earlier_id).
CREATE TABLE reporting_problem (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	return_id    TEXT NOT NULL,
	position     {int} NOT NULL,
	objective_id TEXT NOT NULL,
	activity_id  TEXT NOT NULL,
	body         TEXT NOT NULL,
	resource     TEXT NOT NULL,
	amount       {int},
	since        TEXT NOT NULL,
	earlier_id   TEXT NOT NULL,
	solved       {bool} NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, return_id) REFERENCES reporting_return (committee_id, id)
) {table};

CREATE INDEX reporting_problem_return ON reporting_problem (committee_id, return_id);
CREATE INDEX reporting_problem_earlier ON reporting_problem (committee_id, earlier_id);

-- A measure taken, or expected by a day.
CREATE TABLE reporting_measure (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	return_id    TEXT NOT NULL,
	position     {int} NOT NULL,
	problem_id   TEXT NOT NULL,
	status       TEXT NOT NULL CHECK (status IN ('taken', 'expected')),
	body         TEXT NOT NULL,
	due_on       TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, return_id) REFERENCES reporting_return (committee_id, id)
) {table};

CREATE INDEX reporting_measure_return ON reporting_measure (committee_id, return_id);

CREATE TABLE reporting_file (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	return_id    TEXT NOT NULL,
	item_id      TEXT NOT NULL,
	name         TEXT NOT NULL,
	media_type   TEXT NOT NULL,
	size         {int} NOT NULL,
	content      {bytes} NOT NULL,
	added_at     {time} NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, return_id) REFERENCES reporting_return (committee_id, id)
) {table};

CREATE INDEX reporting_file_return ON reporting_file (committee_id, return_id);
