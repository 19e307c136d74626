-- Two files found to be one child. The one merged stays as it was and points at
-- the other; undoing takes the pointer back. apart says that they are not one.
CREATE TABLE linkage_merge (
	owner_id   TEXT NOT NULL REFERENCES unit (owner_id),
	id         TEXT NOT NULL,
	version    {int} NOT NULL,
	kept_id    TEXT NOT NULL,
	merged_id  TEXT NOT NULL,
	state      TEXT NOT NULL CHECK (state IN ('merged', 'undone', 'apart')),
	reasons    TEXT NOT NULL,
	was        {json} NOT NULL,
	at         {time} NOT NULL,
	by_id      TEXT NOT NULL,
	undone_at  {time} NOT NULL,
	undone_by  TEXT NOT NULL,
	PRIMARY KEY (owner_id, id)
) {table};

CREATE INDEX linkage_merge_kept ON linkage_merge (owner_id, kept_id);
CREATE INDEX linkage_merge_merged ON linkage_merge (owner_id, merged_id);
