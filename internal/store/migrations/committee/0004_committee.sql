-- The committee of a qark: its institutions under dated names, the orders that
-- seat them, and the dated rules its results are computed by.
CREATE TABLE committee (
	committee_id TEXT PRIMARY KEY,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	name         TEXT NOT NULL,
	qark         TEXT NOT NULL,
	sample       {bool} NOT NULL,
	founded_on   TEXT NOT NULL,
	letterhead   TEXT NOT NULL,
	signature    TEXT NOT NULL,
	place        TEXT NOT NULL,
	UNIQUE (committee_id, id)
) {table};

-- Files kept with a committee: emblem, Word template.
CREATE TABLE committee_file (
	committee_id TEXT NOT NULL REFERENCES committee (committee_id),
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	kind         TEXT NOT NULL,
	name         TEXT NOT NULL,
	media_type   TEXT NOT NULL,
	content      {bytes} NOT NULL,
	added_at     {time} NOT NULL,
	PRIMARY KEY (committee_id, id),
	UNIQUE (committee_id, kind)
) {table};

CREATE TABLE committee_institution (
	committee_id TEXT NOT NULL REFERENCES committee (committee_id),
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	kind         TEXT NOT NULL,
	sector       TEXT NOT NULL,
	municipality TEXT NOT NULL,
	position     {int} NOT NULL,
	note         TEXT NOT NULL,
	PRIMARY KEY (committee_id, id)
) {table};

CREATE TABLE committee_name (
	committee_id   TEXT NOT NULL,
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	institution_id TEXT NOT NULL,
	name           TEXT NOT NULL,
	short          TEXT NOT NULL,
	name_key       TEXT NOT NULL,
	alias          {bool} NOT NULL,
	valid_from     TEXT NOT NULL,
	valid_to       TEXT NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, institution_id) REFERENCES committee_institution (committee_id, id)
) {table};

CREATE INDEX committee_name_institution ON committee_name (committee_id, institution_id);

-- The prefect's order that says who sits; valid_to is empty while in force.
CREATE TABLE committee_order (
	committee_id TEXT NOT NULL REFERENCES committee (committee_id),
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	number       TEXT NOT NULL,
	dated        TEXT NOT NULL,
	title        TEXT NOT NULL,
	legal_basis  TEXT NOT NULL,
	valid_from   TEXT NOT NULL,
	valid_to     TEXT NOT NULL,
	PRIMARY KEY (committee_id, id)
) {table};

CREATE TABLE committee_seat (
	committee_id   TEXT NOT NULL,
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	order_id       TEXT NOT NULL,
	institution_id TEXT NOT NULL,
	body           TEXT NOT NULL CHECK (body IN ('committee', 'table')),
	kind           TEXT NOT NULL CHECK (kind IN ('chair', 'member', 'substitute', 'invited', 'observer')),
	PRIMARY KEY (committee_id, id),
	UNIQUE (committee_id, order_id, institution_id, body),
	FOREIGN KEY (committee_id, order_id) REFERENCES committee_order (committee_id, id),
	FOREIGN KEY (committee_id, institution_id) REFERENCES committee_institution (committee_id, id)
) {table};

-- A dated rule: what is not verified stays marked so until somebody confirms it.
CREATE TABLE committee_rule (
	committee_id TEXT NOT NULL REFERENCES committee (committee_id),
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	code         TEXT NOT NULL,
	value        TEXT NOT NULL,
	unit         TEXT NOT NULL,
	legal_basis  TEXT NOT NULL,
	valid_from   TEXT NOT NULL,
	valid_to     TEXT NOT NULL,
	verified     {bool} NOT NULL,
	PRIMARY KEY (committee_id, id)
) {table};

-- Each official name of an institution with the days it held, open ends closed
-- so that a day can be compared with them. Other features join this view.
CREATE VIEW committee_named AS
SELECT i.committee_id, i.id AS institution_id, i.kind, i.sector, i.municipality, i.position, n.name, n.short,
	n.valid_from AS since,
	CASE WHEN n.valid_to = '' THEN '9999-12-31' ELSE n.valid_to END AS until
FROM committee_institution AS i
JOIN committee_name AS n ON n.committee_id = i.committee_id AND n.institution_id = i.id
WHERE NOT n.alias;

-- Who sits in which body from one day to another, open ends closed as above.
-- Orders in force do not overlap, so a day finds at most one seat of a body.
CREATE VIEW committee_seated AS
SELECT o.committee_id, o.id AS order_id, o.number, s.institution_id, s.body, s.kind,
	o.valid_from AS since,
	CASE WHEN o.valid_to = '' THEN '9999-12-31' ELSE o.valid_to END AS until
FROM committee_order AS o
JOIN committee_seat AS s ON s.committee_id = o.committee_id AND s.order_id = o.id;
