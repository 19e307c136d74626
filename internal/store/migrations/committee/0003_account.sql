-- People, and which roles they hold. Tables without committee_id are the system's.
CREATE TABLE account_person (
	id            TEXT PRIMARY KEY,
	version       {int} NOT NULL,
	email         TEXT NOT NULL,
	email_key     TEXT NOT NULL UNIQUE,
	name          TEXT NOT NULL,
	lang          TEXT NOT NULL,
	password      TEXT NOT NULL,
	totp_secret   TEXT NOT NULL,
	totp_last     {int} NOT NULL,
	second_factor TEXT NOT NULL,
	state         TEXT NOT NULL,
	created_at    {time} NOT NULL
) {table};

CREATE TABLE account_recovery (
	person_id TEXT NOT NULL REFERENCES account_person (id),
	code_hash TEXT NOT NULL,
	used_at   {time} NOT NULL,
	PRIMARY KEY (person_id, code_hash)
) {table};

CREATE TABLE account_session (
	token_hash TEXT PRIMARY KEY,
	person_id  TEXT NOT NULL REFERENCES account_person (id),
	created_at {time} NOT NULL,
	seen_at    {time} NOT NULL,
	factor_at  {time} NOT NULL,
	revoked_at {time} NOT NULL,
	device     TEXT NOT NULL
) {table};

CREATE INDEX account_session_person ON account_session (person_id);

CREATE TABLE account_attempt (
	bucket     TEXT PRIMARY KEY,
	failures   {int} NOT NULL,
	last_at    {time} NOT NULL
) {table};

-- A role held in a committee, in every committee ('*') or in the system ('system').
CREATE TABLE account_role (
	committee_id   TEXT NOT NULL,
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	person_id      TEXT NOT NULL REFERENCES account_person (id),
	role           TEXT NOT NULL,
	institution_id TEXT NOT NULL,
	valid_from     TEXT NOT NULL,
	valid_to       TEXT NOT NULL,
	granted_by     TEXT NOT NULL,
	note           TEXT NOT NULL,
	PRIMARY KEY (committee_id, id)
) {table};

CREATE INDEX account_role_person ON account_role (person_id);

CREATE TABLE account_invitation (
	committee_id   TEXT NOT NULL,
	id             TEXT NOT NULL,
	version        {int} NOT NULL,
	token_hash     TEXT NOT NULL UNIQUE,
	email          TEXT NOT NULL,
	role           TEXT NOT NULL,
	institution_id TEXT NOT NULL,
	valid_from     TEXT NOT NULL,
	valid_to       TEXT NOT NULL,
	invited_by     TEXT NOT NULL,
	created_at     {time} NOT NULL,
	expires_at     {time} NOT NULL,
	accepted_at    {time} NOT NULL,
	accepted_by    TEXT NOT NULL,
	seen_by_head   {bool} NOT NULL,
	PRIMARY KEY (committee_id, id)
) {table};

-- A reset needs two people: who asks for it, and another who confirms.
CREATE TABLE account_reset (
	id           TEXT PRIMARY KEY,
	version      {int} NOT NULL,
	person_id    TEXT NOT NULL REFERENCES account_person (id),
	asked_by     TEXT NOT NULL,
	asked_at     {time} NOT NULL,
	reason       TEXT NOT NULL,
	confirmed_by TEXT NOT NULL,
	confirmed_at {time} NOT NULL,
	token_hash   TEXT NOT NULL,
	expires_at   {time} NOT NULL,
	used_at      {time} NOT NULL
) {table};
