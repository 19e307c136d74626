-- The keys that second factors are sealed with, wrapped by the root key, which
-- is not in the database; root is its name. A key that was destroyed keeps its
-- row and loses what was wrapped, and with it all it sealed.
CREATE TABLE account_key (
	id           TEXT PRIMARY KEY,
	wrapped      {bytes} NOT NULL,
	root         TEXT NOT NULL,
	created_at   {time} NOT NULL,
	destroyed_at {time} NOT NULL
) {table};
