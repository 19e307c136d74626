-- The national coordinator's calendar of a campaign, such as October's, with the
-- activities it expects. sector says who should carry one out; empty: anybody.
CREATE TABLE campaign_calendar (
	committee_id TEXT NOT NULL REFERENCES committee (committee_id),
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	title        TEXT NOT NULL,
	starts_on    TEXT NOT NULL,
	ends_on      TEXT NOT NULL,
	approved_on  TEXT NOT NULL,
	source       TEXT NOT NULL,
	note         TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	CHECK (starts_on <= ends_on)
) {table};

CREATE TABLE campaign_slot (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	calendar_id  TEXT NOT NULL,
	starts_on    TEXT NOT NULL,
	ends_on      TEXT NOT NULL,
	title        TEXT NOT NULL,
	audience     TEXT NOT NULL,
	sector       TEXT NOT NULL,
	note         TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, calendar_id) REFERENCES campaign_calendar (committee_id, id)
) {table};

CREATE INDEX campaign_slot_calendar ON campaign_slot (committee_id, calendar_id);

-- An awareness activity. Its numbers stand in register_count: reached, audience by
-- kind, material by kind, cost, works, prizes. Whether the persons reached were
-- counted or estimated is the qualifier of that number. slot_id is the line of a
-- calendar that it carries out, or empty.
CREATE TABLE campaign_activity (
	committee_id   TEXT NOT NULL REFERENCES committee (committee_id),
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	institution_id TEXT NOT NULL,
	title          TEXT NOT NULL,
	kind           TEXT NOT NULL,
	starts_on      TEXT NOT NULL,
	ends_on        TEXT NOT NULL,
	hour           TEXT NOT NULL,
	municipality   TEXT NOT NULL,
	place          TEXT NOT NULL,
	state          TEXT NOT NULL CHECK (state IN ('planned', 'held', 'cancelled')),
	reason         TEXT NOT NULL,
	slot_id        TEXT NOT NULL,
	activity_id    TEXT NOT NULL,
	media          TEXT NOT NULL,
	source         TEXT NOT NULL,
	note           TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	CHECK (starts_on <= ends_on),
	FOREIGN KEY (committee_id, institution_id) REFERENCES committee_institution (committee_id, id)
) {table};

CREATE INDEX campaign_activity_days ON campaign_activity (committee_id, starts_on, ends_on);
CREATE INDEX campaign_activity_slot ON campaign_activity (committee_id, slot_id);

-- What came to light at an activity, such as children who are not enrolled in
-- school, and what was done about it. value and qualifier say how many, as in
-- register_count; age is an age band, or empty. institution_id follows it up.
CREATE TABLE campaign_finding (
	committee_id   TEXT NOT NULL,
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	campaign_id    TEXT NOT NULL,
	what           TEXT NOT NULL,
	value          {int},
	qualifier      TEXT NOT NULL,
	age            TEXT NOT NULL,
	institution_id TEXT NOT NULL,
	follow_up      TEXT NOT NULL,
	done_on        TEXT NOT NULL,
	task_id        TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, campaign_id) REFERENCES campaign_activity (committee_id, id)
) {table};

CREATE INDEX campaign_finding_campaign ON campaign_finding (committee_id, campaign_id);
CREATE INDEX campaign_finding_task ON campaign_finding (committee_id, task_id);

-- A photo or a leaflet of the activity, and by what right a photo is shown.
CREATE TABLE campaign_file (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	campaign_id  TEXT NOT NULL,
	name         TEXT NOT NULL,
	media_type   TEXT NOT NULL,
	size         {int} NOT NULL,
	consent      TEXT NOT NULL,
	note         TEXT NOT NULL,
	content      {bytes} NOT NULL,
	added_at     {time} NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, campaign_id) REFERENCES campaign_activity (committee_id, id)
) {table};

CREATE INDEX campaign_file_campaign ON campaign_file (committee_id, campaign_id);
