-- A child's file. What says who the child is stands sealed in items; the codes
-- here are those that lists and figures need. subject_id is the same for one
-- child in all its files: it is carried along when a case is handed over, and
-- taken over when two files are merged. tip is sealed and names every item of
-- the file, so that none can be put back or taken away unnoticed.
CREATE TABLE child (
	owner_id     TEXT NOT NULL REFERENCES unit (owner_id),
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	committee_id TEXT NOT NULL,
	code         TEXT NOT NULL,
	subject_id   TEXT NOT NULL,
	key_id       TEXT NOT NULL,
	state        TEXT NOT NULL CHECK (state IN ('open', 'closed', 'moved', 'merged', 'erased')),
	opened_on    TEXT NOT NULL,
	opened_by    TEXT NOT NULL,
	worker_id    TEXT NOT NULL,
	sex          TEXT NOT NULL,
	residence    TEXT NOT NULL,
	risk         TEXT NOT NULL,
	assessed_on  TEXT NOT NULL,
	gtn_on       TEXT NOT NULL,
	plan_on      TEXT NOT NULL,
	review_on    TEXT NOT NULL,
	closed_on    TEXT NOT NULL,
	outcome      TEXT NOT NULL,
	merged_into  TEXT NOT NULL,
	received     TEXT NOT NULL,
	held         {bool} NOT NULL,
	touched_on   TEXT NOT NULL,
	tip          {bytes} NOT NULL,
	PRIMARY KEY (owner_id, id),
	UNIQUE (owner_id, code)
) {table};

CREATE INDEX child_committee ON child (committee_id, opened_on, subject_id, owner_id);
CREATE INDEX child_opened ON child (owner_id, opened_on DESC, id);
CREATE INDEX child_worker ON child (owner_id, worker_id, state);
CREATE INDEX child_state ON child (owner_id, state, touched_on, id, code, worker_id, sex, residence);

-- Who works on a file, and who must not: team or conflict (of interest).
CREATE TABLE child_person (
	owner_id   TEXT NOT NULL,
	id         TEXT NOT NULL,
	version    {int} NOT NULL,
	child_id   TEXT NOT NULL,
	person_id  TEXT NOT NULL,
	relation   TEXT NOT NULL CHECK (relation IN ('team', 'conflict')),
	valid_from TEXT NOT NULL,
	valid_to   TEXT NOT NULL,
	given_by   TEXT NOT NULL,
	PRIMARY KEY (owner_id, id),
	FOREIGN KEY (owner_id, child_id) REFERENCES child (owner_id, id)
) {table};

CREATE INDEX child_person_child ON child_person (owner_id, child_id);
CREATE INDEX child_person_person ON child_person (owner_id, person_id);
CREATE INDEX child_person_relation ON child_person (owner_id, relation, child_id);

-- What is known of a child: one sealed body each, never changed. A correction
-- is a new item that replaces an old one; origin is the unit that recorded it.
CREATE TABLE child_item (
	owner_id TEXT NOT NULL,
	id       TEXT NOT NULL,
	child_id TEXT NOT NULL,
	kind     TEXT NOT NULL,
	replaces TEXT NOT NULL,
	origin   TEXT NOT NULL,
	at       {time} NOT NULL,
	by_id    TEXT NOT NULL,
	body     {bytes} NOT NULL,
	PRIMARY KEY (owner_id, id),
	FOREIGN KEY (owner_id, child_id) REFERENCES child (owner_id, id)
) {table};

CREATE INDEX child_item_child ON child_item (owner_id, child_id);
CREATE INDEX child_item_kind ON child_item (owner_id, kind, child_id);

-- Photos and documents, sealed; the item of the same id says what they are.
CREATE TABLE child_content (
	owner_id TEXT NOT NULL,
	id       TEXT NOT NULL,
	child_id TEXT NOT NULL,
	body     {bytes} NOT NULL,
	PRIMARY KEY (owner_id, id),
	FOREIGN KEY (owner_id, child_id) REFERENCES child (owner_id, id)
) {table};

CREATE INDEX child_content_child ON child_content (owner_id, child_id);

-- The blind index: a keyed hash of a personal number or a telephone, and of
-- nothing else.
CREATE TABLE child_index (
	owner_id TEXT NOT NULL,
	id       TEXT NOT NULL,
	child_id TEXT NOT NULL,
	kind     TEXT NOT NULL CHECK (kind IN ('personal_number', 'phone')),
	hash     {bytes} NOT NULL,
	PRIMARY KEY (owner_id, id),
	FOREIGN KEY (owner_id, child_id) REFERENCES child (owner_id, id)
) {table};

CREATE INDEX child_index_hash ON child_index (owner_id, kind, hash);
CREATE INDEX child_index_child ON child_index (owner_id, child_id);
