-- The keys that files of children are sealed with, each wrapped by another. The
-- key of a unit and month (child_id is '') is wrapped by the root key, which is
-- in no database: parent is '' and root its name. The key of a child is wrapped
-- by the key of its unit and month: parent is the id of that one. What was
-- destroyed keeps its row and loses what was wrapped: wrapped is then empty, and
-- all that the key sealed is erased, here and in every copy of the data.
CREATE TABLE child_key (
	id           TEXT PRIMARY KEY,
	unit_id      TEXT NOT NULL,
	child_id     TEXT NOT NULL,
	month        TEXT NOT NULL,
	parent       TEXT NOT NULL,
	root         TEXT NOT NULL,
	wrapped      {bytes} NOT NULL,
	created_at   {time} NOT NULL,
	destroyed_at {time} NOT NULL
) {table};

CREATE INDEX child_key_child ON child_key (unit_id, child_id);
CREATE INDEX child_key_parent ON child_key (parent);
