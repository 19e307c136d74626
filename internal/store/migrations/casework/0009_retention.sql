-- A run of the keeping rules, as it was reported; dry runs change nothing.
CREATE TABLE retention_run (
	owner_id TEXT NOT NULL REFERENCES unit (owner_id),
	id       TEXT NOT NULL,
	version  {int} NOT NULL,
	at       {time} NOT NULL,
	by_id    TEXT NOT NULL,
	dry      {bool} NOT NULL,
	files    {int} NOT NULL,
	held     {int} NOT NULL,
	notes    {int} NOT NULL,
	detail   {json} NOT NULL,
	PRIMARY KEY (owner_id, id)
) {table};

-- Why a file must not be erased, and until when. The basis is a code: what
-- somebody could write about it belongs in the file.
CREATE TABLE retention_hold (
	owner_id TEXT NOT NULL REFERENCES unit (owner_id),
	id       TEXT NOT NULL,
	version  {int} NOT NULL,
	child_id TEXT NOT NULL,
	basis    TEXT NOT NULL,
	from_on  TEXT NOT NULL,
	until_on TEXT NOT NULL,
	set_by   TEXT NOT NULL,
	ended_by TEXT NOT NULL,
	PRIMARY KEY (owner_id, id)
) {table};

CREATE INDEX retention_hold_child ON retention_hold (owner_id, child_id);

-- The trail of one file is read by its subject.
CREATE INDEX audit_event_subject ON audit_event (scope_id, kind, subject);
