-- The annual action plan: pillar, strategic goal, specific objective, activity.
CREATE TABLE plan (
	committee_id TEXT NOT NULL REFERENCES committee (committee_id),
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	year         {int} NOT NULL,
	title        TEXT NOT NULL,
	state        TEXT NOT NULL CHECK (state IN ('draft', 'approved')),
	approved_on  TEXT NOT NULL,
	protocol     TEXT NOT NULL,
	priorities   TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	UNIQUE (committee_id, year)
) {table};

CREATE TABLE plan_objective (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	plan_id      TEXT NOT NULL,
	position     {int} NOT NULL,
	pillar       TEXT NOT NULL CHECK (pillar IN ('prosecution', 'protection', 'prevention', 'coordination')),
	goal         TEXT NOT NULL,
	code         TEXT NOT NULL,
	title        TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, plan_id) REFERENCES plan (committee_id, id)
) {table};

CREATE INDEX plan_objective_plan ON plan_objective (committee_id, plan_id);

-- budget is in ten-thousandths of a lek and NULL when not known.
-- state and state_on are what the latest accepted return, or a decision, says.
-- A number that was typed stays when the others are counted anew. parts counts
-- the changes of partners, municipalities and indicators, so that they change
-- the version too.
CREATE TABLE plan_activity (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	plan_id      TEXT NOT NULL,
	objective_id TEXT NOT NULL,
	position     {int} NOT NULL,
	number       TEXT NOT NULL,
	number_typed {bool} NOT NULL DEFAULT FALSE,
	title        TEXT NOT NULL,
	description  TEXT NOT NULL,
	lead_id      TEXT NOT NULL,
	starts_on    TEXT NOT NULL,
	due_on       TEXT NOT NULL,
	frequency    TEXT NOT NULL,
	target_group TEXT NOT NULL,
	budget       {int},
	funding      TEXT NOT NULL,
	remarks      TEXT NOT NULL,
	topic        TEXT NOT NULL,
	state        TEXT NOT NULL CHECK (state IN ('planned', 'in_progress', 'done', 'done_late', 'partly_done', 'not_done', 'cancelled', 'carried_over')),
	state_on     TEXT NOT NULL,
	state_reason TEXT NOT NULL,
	carried_from TEXT NOT NULL,
	parts        {int} NOT NULL DEFAULT 0,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, plan_id) REFERENCES plan (committee_id, id),
	FOREIGN KEY (committee_id, objective_id) REFERENCES plan_objective (committee_id, id),
	FOREIGN KEY (committee_id, lead_id) REFERENCES committee_institution (committee_id, id)
) {table};

CREATE INDEX plan_activity_rates ON plan_activity (committee_id, plan_id, state, frequency, starts_on, due_on);
CREATE INDEX plan_activity_lead ON plan_activity (committee_id, lead_id);

CREATE TABLE plan_partner (
	committee_id   TEXT NOT NULL,
	activity_id    TEXT NOT NULL,
	institution_id TEXT NOT NULL,
	PRIMARY KEY (committee_id, activity_id, institution_id),
	FOREIGN KEY (committee_id, activity_id) REFERENCES plan_activity (committee_id, id),
	FOREIGN KEY (committee_id, institution_id) REFERENCES committee_institution (committee_id, id)
) {table};

CREATE TABLE plan_municipality (
	committee_id TEXT NOT NULL,
	activity_id  TEXT NOT NULL,
	municipality TEXT NOT NULL,
	PRIMARY KEY (committee_id, activity_id, municipality),
	FOREIGN KEY (committee_id, activity_id) REFERENCES plan_activity (committee_id, id)
) {table};

-- What the activity is measured by; baseline and target in ten-thousandths.
CREATE TABLE plan_indicator (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	activity_id  TEXT NOT NULL,
	position     {int} NOT NULL,
	name         TEXT NOT NULL,
	unit         TEXT NOT NULL,
	baseline     {int},
	target       {int},
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, activity_id) REFERENCES plan_activity (committee_id, id)
) {table};

CREATE INDEX plan_indicator_activity ON plan_indicator (committee_id, activity_id);

CREATE TABLE plan_comment (
	committee_id   TEXT NOT NULL,
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	plan_id        TEXT NOT NULL,
	activity_id    TEXT NOT NULL,
	institution_id TEXT NOT NULL,
	role           TEXT NOT NULL,
	author         TEXT NOT NULL,
	body           TEXT NOT NULL,
	answer         TEXT NOT NULL,
	made_at        {time} NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, plan_id) REFERENCES plan (committee_id, id)
) {table};

-- The text of each part of an approved plan from a day on: written at approval
-- and at each amendment. The version in force on a day is, part by part, the
-- last one written on or before it; an empty document means removed. All rows
-- of one amendment share seq; seq 0 holds what was removed from a draft, until
-- it is put back or the plan is approved.
CREATE TABLE plan_history (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	plan_id      TEXT NOT NULL,
	seq          {int} NOT NULL,
	in_force_on  TEXT NOT NULL,
	part         TEXT NOT NULL,
	part_id      TEXT NOT NULL,
	document     {json} NOT NULL,
	reason       TEXT NOT NULL,
	author       TEXT NOT NULL,
	written_at   {time} NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, plan_id) REFERENCES plan (committee_id, id)
) {table};

CREATE INDEX plan_comment_plan ON plan_comment (committee_id, plan_id);
CREATE INDEX plan_activity_carried ON plan_activity (committee_id, carried_from);
CREATE INDEX plan_history_plan ON plan_history (committee_id, plan_id, seq);
