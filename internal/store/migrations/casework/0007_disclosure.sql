-- A right to read some classes of one file from one instant to another: a
-- release by the owner for a purpose, or an emergency entry. What was written
-- about it (why, what the review found, why the right was given back) is sealed
-- with the key of the file.
CREATE TABLE disclosure_right (
	owner_id    TEXT NOT NULL REFERENCES unit (owner_id),
	id          TEXT NOT NULL,
	version     {int} NOT NULL,
	child_id    TEXT NOT NULL,
	person_id   TEXT NOT NULL,
	kind        TEXT NOT NULL CHECK (kind IN ('release', 'emergency')),
	classes     TEXT NOT NULL,
	purpose     TEXT NOT NULL,
	from_at     {time} NOT NULL,
	until_at    {time} NOT NULL,
	ended_at    {time} NOT NULL,
	given_by    TEXT NOT NULL,
	reason      {bytes} NOT NULL,
	review_by   {time} NOT NULL,
	reviewed_at {time} NOT NULL,
	reviewed_by TEXT NOT NULL,
	verdict     TEXT NOT NULL,
	review      {bytes} NOT NULL,
	restored_at {time} NOT NULL,
	restored_by TEXT NOT NULL,
	restored    {bytes} NOT NULL,
	PRIMARY KEY (owner_id, id)
) {table};

CREATE INDEX disclosure_right_child ON disclosure_right (owner_id, child_id, person_id);
CREATE INDEX disclosure_right_person ON disclosure_right (owner_id, person_id);
CREATE INDEX disclosure_right_kind ON disclosure_right (owner_id, kind, reviewed_at);

-- What somebody of the unit has to be told. mailed_at stays empty until a mail
-- that says nothing of a case went to the outbox.
CREATE TABLE disclosure_notice (
	owner_id  TEXT NOT NULL REFERENCES unit (owner_id),
	id        TEXT NOT NULL,
	version   {int} NOT NULL,
	person_id TEXT NOT NULL,
	kind      TEXT NOT NULL,
	right_id  TEXT NOT NULL,
	at        {time} NOT NULL,
	mailed_at {time} NOT NULL,
	seen_at   {time} NOT NULL,
	PRIMARY KEY (owner_id, id)
) {table};

CREATE INDEX disclosure_notice_person ON disclosure_notice (owner_id, person_id);
CREATE INDEX disclosure_notice_mailed ON disclosure_notice (owner_id, mailed_at);

-- A list of files taken out. One that needs a second person is bound to one
-- exact query, with its files, by its hash; reason is sealed with the key of the
-- unit and month.
CREATE TABLE disclosure_export (
	owner_id    TEXT NOT NULL REFERENCES unit (owner_id),
	id          TEXT NOT NULL,
	version     {int} NOT NULL,
	query       {json} NOT NULL,
	query_hash  TEXT NOT NULL,
	files       {int} NOT NULL,
	purpose     TEXT NOT NULL,
	asked_at    {time} NOT NULL,
	asked_by    TEXT NOT NULL,
	approved_at {time} NOT NULL,
	approved_by TEXT NOT NULL,
	refused     {bool} NOT NULL,
	expires_at  {time} NOT NULL,
	taken_at    {time} NOT NULL,
	reason      {bytes} NOT NULL,
	PRIMARY KEY (owner_id, id)
) {table};

CREATE INDEX disclosure_export_asked ON disclosure_export (owner_id, asked_by);
