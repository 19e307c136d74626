-- Mail that is to go out, written in the same transaction as what it tells of.
-- committee_id is 'system' for mail of accounts that belongs to no committee.
-- secret marks a mail with a one-time link: nobody can try it again by hand, and
-- its words go also when it fails. Of a mail that was sent only who it was for
-- stays: body, calendar and method are emptied.
CREATE TABLE notify_outbox (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	kind         TEXT NOT NULL,
	recipient    TEXT NOT NULL,
	subject      TEXT NOT NULL,
	body         TEXT NOT NULL,
	calendar     TEXT NOT NULL,
	method       TEXT NOT NULL CHECK (method IN ('', 'REQUEST', 'CANCEL')),
	secret       {bool} NOT NULL,
	state        TEXT NOT NULL CHECK (state IN ('queued', 'sending', 'sent', 'failed')),
	tries        {int} NOT NULL,
	queued_at    {time} NOT NULL,
	next_at      {time} NOT NULL,
	claimed_at   {time} NOT NULL,
	sent_at      {time} NOT NULL,
	error        TEXT NOT NULL,
	PRIMARY KEY (committee_id, id)
) {table};

CREATE INDEX notify_outbox_next ON notify_outbox (state, next_at);
CREATE INDEX notify_outbox_queued ON notify_outbox (committee_id, queued_at);
CREATE INDEX notify_outbox_state ON notify_outbox (committee_id, state, queued_at);

-- A reminder that was told: what about (subject, on its due day), which kind, and
-- to whom. The key is what makes it once, whoever tries and how often.
CREATE TABLE notify_duty (
	committee_id TEXT NOT NULL REFERENCES committee (committee_id),
	subject      TEXT NOT NULL,
	kind         TEXT NOT NULL,
	addressee    TEXT NOT NULL,
	told_on      TEXT NOT NULL,
	PRIMARY KEY (committee_id, subject, kind, addressee)
) {table};

-- The days on which a committee was reminded: a day is done once.
CREATE TABLE notify_day (
	committee_id TEXT NOT NULL REFERENCES committee (committee_id),
	day          TEXT NOT NULL,
	PRIMARY KEY (committee_id, day)
) {table};

-- How often an institution wants to be reminded; without a row every day.
CREATE TABLE notify_rhythm (
	committee_id   TEXT NOT NULL REFERENCES committee (committee_id),
	institution_id TEXT NOT NULL,
	rhythm         TEXT NOT NULL CHECK (rhythm IN ('day', 'week')),
	PRIMARY KEY (committee_id, institution_id)
) {table};

-- The private calendar address of a person in a committee: enough to recognise
-- it, not to tell what it is.
CREATE TABLE notify_feed (
	committee_id TEXT NOT NULL,
	person_id    TEXT NOT NULL,
	token_hash   TEXT NOT NULL UNIQUE,
	created_at   {time} NOT NULL,
	PRIMARY KEY (committee_id, person_id)
) {table};

-- Returns that were not sent, by their due day: looked for every morning.
CREATE INDEX reporting_return_state ON reporting_return (committee_id, state, due_on);
