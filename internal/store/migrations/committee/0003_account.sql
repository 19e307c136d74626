-- People, and which roles they hold. Tables without committee_id are the system's.
-- second_factor is empty until the person has chosen one; totp_next is the
-- secret shown while an application is being set up, totp_last the last step
-- a code was taken for, so that each code counts once.
CREATE TABLE account_person (
	id            TEXT PRIMARY KEY,
	email         TEXT NOT NULL UNIQUE,
	name          TEXT NOT NULL,
	lang          TEXT NOT NULL,
	password      TEXT NOT NULL,
	second_factor TEXT NOT NULL CHECK (second_factor IN ('', 'totp', 'codes')),
	totp_secret   TEXT NOT NULL,
	totp_next     TEXT NOT NULL,
	totp_last     {int} NOT NULL,
	created_at    {time} NOT NULL
) {table};

-- Printed codes not used yet.
CREATE TABLE account_recovery (
	person_id TEXT NOT NULL REFERENCES account_person (id),
	code_hash TEXT NOT NULL,
	PRIMARY KEY (person_id, code_hash)
) {table};

-- factor_at stays empty between the password and the second factor.
CREATE TABLE account_session (
	id         TEXT PRIMARY KEY,
	token_hash TEXT NOT NULL UNIQUE,
	person_id  TEXT NOT NULL REFERENCES account_person (id),
	created_at {time} NOT NULL,
	seen_at    {time} NOT NULL,
	factor_at  {time} NOT NULL,
	revoked_at {time} NOT NULL,
	device     TEXT NOT NULL
) {table};

CREATE INDEX account_session_person ON account_session (person_id);

-- Browsers a person has signed in with: their attempts are counted apart.
CREATE TABLE account_device (
	token_hash TEXT NOT NULL,
	person_id  TEXT NOT NULL REFERENCES account_person (id),
	created_at {time} NOT NULL,
	PRIMARY KEY (token_hash, person_id)
) {table};

CREATE TABLE account_attempt (
	bucket   TEXT PRIMARY KEY,
	failures {int} NOT NULL,
	last_at  {time} NOT NULL
) {table};

-- A role held in a committee, in every committee ('*') or in the system ('system').
CREATE TABLE account_role (
	committee_id   TEXT NOT NULL,
	id             TEXT NOT NULL,
	person_id      TEXT NOT NULL REFERENCES account_person (id),
	role           TEXT NOT NULL,
	institution_id TEXT NOT NULL,
	valid_from     TEXT NOT NULL,
	valid_to       TEXT NOT NULL,
	granted_by     TEXT NOT NULL,
	created_at     {time} NOT NULL,
	seen_by_head   {bool} NOT NULL,
	PRIMARY KEY (committee_id, id)
) {table};

CREATE INDEX account_role_person ON account_role (person_id);

-- ends_role is the role that ends on ends_on when this one is accepted: a
-- secretary hands over to a successor.
CREATE TABLE account_invitation (
	committee_id   TEXT NOT NULL,
	id             TEXT NOT NULL,
	token_hash     TEXT NOT NULL UNIQUE,
	email          TEXT NOT NULL,
	role           TEXT NOT NULL,
	institution_id TEXT NOT NULL,
	valid_from     TEXT NOT NULL,
	valid_to       TEXT NOT NULL,
	ends_role      TEXT NOT NULL,
	ends_on        TEXT NOT NULL,
	invited_by     TEXT NOT NULL,
	created_at     {time} NOT NULL,
	expires_at     {time} NOT NULL,
	accepted_at    {time} NOT NULL,
	accepted_by    TEXT NOT NULL,
	PRIMARY KEY (committee_id, id)
) {table};

-- A reset needs two people: who asks for it, and another who confirms. It
-- belongs to the committee of the person, or to 'system' when they hold a role
-- elsewhere too.
CREATE TABLE account_reset (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	person_id    TEXT NOT NULL REFERENCES account_person (id),
	what         TEXT NOT NULL CHECK (what IN ('password', 'factor', 'both')),
	reason       TEXT NOT NULL,
	asked_by     TEXT NOT NULL,
	asked_at     {time} NOT NULL,
	confirmed_by TEXT NOT NULL,
	token_hash   TEXT NOT NULL,
	expires_at   {time} NOT NULL,
	used_at      {time} NOT NULL,
	PRIMARY KEY (committee_id, id)
) {table};

CREATE INDEX account_reset_token ON account_reset (token_hash);

-- One-click links of a demo folder; empty everywhere else.
CREATE TABLE account_demo (
	token_hash TEXT PRIMARY KEY,
	person_id  TEXT NOT NULL REFERENCES account_person (id)
) {table};
