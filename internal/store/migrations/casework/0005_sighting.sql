-- A child seen in a street situation: codes, and no name. child_id is empty
-- while it is not linked to a file; subject_id is that of the linked file. note
-- is sealed with the key of the unit and month, for this version of the row.
-- Whoever changes a sighting leaves what stood before in sighting_past: one
-- row for each version before this one. To link it to a file is no new version:
-- that row of the past says version 0.
CREATE TABLE sighting (
	owner_id     TEXT NOT NULL REFERENCES unit (owner_id),
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	committee_id TEXT NOT NULL,
	seen_on      TEXT NOT NULL,
	band         TEXT NOT NULL,
	place        TEXT NOT NULL,
	municipality TEXT NOT NULL,
	activity     TEXT NOT NULL,
	company      TEXT NOT NULL,
	age          TEXT NOT NULL,
	sex          TEXT NOT NULL,
	origin       TEXT NOT NULL,
	origin_known TEXT NOT NULL CHECK (origin_known IN ('said', 'known', 'unknown')),
	done         TEXT NOT NULL,
	danger       {bool} NOT NULL,
	team         TEXT NOT NULL,
	child_id     TEXT NOT NULL,
	subject_id   TEXT NOT NULL,
	recorded_at  {time} NOT NULL,
	recorded_by  TEXT NOT NULL,
	removed      {bool} NOT NULL,
	note         {bytes} NOT NULL,
	PRIMARY KEY (owner_id, id)
) {table};

CREATE INDEX sighting_committee ON sighting (committee_id, seen_on, municipality, subject_id, origin, removed, age, sex, activity, place);
CREATE INDEX sighting_day ON sighting (owner_id, seen_on);
CREATE INDEX sighting_by ON sighting (owner_id, recorded_by, recorded_at);
CREATE INDEX sighting_child ON sighting (owner_id, child_id);
CREATE INDEX sighting_subject ON sighting (subject_id, seen_on);

CREATE TABLE sighting_past (
	owner_id    TEXT NOT NULL,
	id          TEXT NOT NULL,
	sighting_id TEXT NOT NULL,
	version     {int} NOT NULL,
	why         TEXT NOT NULL,
	was         {json} NOT NULL,
	note        {bytes} NOT NULL,
	at          {time} NOT NULL,
	by_id       TEXT NOT NULL,
	PRIMARY KEY (owner_id, id),
	FOREIGN KEY (owner_id, sighting_id) REFERENCES sighting (owner_id, id)
) {table};

CREATE INDEX sighting_past_of ON sighting_past (owner_id, sighting_id, version);
