-- The room of the keys has an audit chain of its own: which key was made, put
-- under another, or destroyed, and when. No key stands in it.
CREATE TABLE audit_head (
	scope_id TEXT PRIMARY KEY,
	seq      {int} NOT NULL,
	hash     TEXT NOT NULL
) {table};

CREATE TABLE audit_event (
	scope_id TEXT NOT NULL,
	seq      {int} NOT NULL,
	at       {time} NOT NULL,
	actor    TEXT NOT NULL,
	verb     TEXT NOT NULL,
	kind     TEXT NOT NULL,
	subject  TEXT NOT NULL,
	detail   {json} NOT NULL,
	hash     TEXT NOT NULL,
	PRIMARY KEY (scope_id, seq)
) {table};
