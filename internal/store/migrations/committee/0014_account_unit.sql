-- Child protection units as accounts know them: the scopes in which their people
-- hold roles. What they do there is in another room.
CREATE TABLE account_unit (
	id             TEXT PRIMARY KEY,
	committee_id   TEXT NOT NULL,
	institution_id TEXT NOT NULL,
	municipality   TEXT NOT NULL,
	name           TEXT NOT NULL,
	sample         {bool} NOT NULL,
	created_at     {time} NOT NULL
) {table};
