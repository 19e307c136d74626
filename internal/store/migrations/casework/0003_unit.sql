-- A child protection unit (NJMF) and its desk. owner_id is the unit, as in
-- every table of this room; committee_id is the qark it lies in.
CREATE TABLE unit (
	owner_id     TEXT PRIMARY KEY,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	committee_id TEXT NOT NULL,
	municipality TEXT NOT NULL,
	name         TEXT NOT NULL,
	sample       {bool} NOT NULL,
	ethnicity    {bool} NOT NULL,
	UNIQUE (owner_id, id)
) {table};

-- Whom to call, with the days each number held. danger puts it on the danger
-- button of every field page.
CREATE TABLE unit_contact (
	owner_id   TEXT NOT NULL REFERENCES unit (owner_id),
	id         TEXT NOT NULL,
	version    {int} NOT NULL,
	name       TEXT NOT NULL,
	phone      TEXT NOT NULL,
	what_for   TEXT NOT NULL,
	danger     {bool} NOT NULL,
	position   {int} NOT NULL,
	valid_from TEXT NOT NULL,
	valid_to   TEXT NOT NULL,
	verified   {bool} NOT NULL,
	PRIMARY KEY (owner_id, id)
) {table};

-- Dated limits: days to assess, to convene, to plan, to answer a hand-over, to
-- keep. What is not verified stays marked so until somebody confirms it.
CREATE TABLE unit_rule (
	owner_id    TEXT NOT NULL REFERENCES unit (owner_id),
	id          TEXT NOT NULL,
	version     {int} NOT NULL,
	code        TEXT NOT NULL,
	value       TEXT NOT NULL,
	unit        TEXT NOT NULL,
	legal_basis TEXT NOT NULL,
	valid_from  TEXT NOT NULL,
	valid_to    TEXT NOT NULL,
	verified    {bool} NOT NULL,
	PRIMARY KEY (owner_id, id)
) {table};
