-- The periodic analysis. While it is a draft it is composed anew at each look
-- and only the secretary's edits are kept; when signed, all of it is frozen.
-- reviewed is the hash of what was read when it was marked as reviewed: only that is signed.
-- A correction is a new row with the same period and the next revision.
CREATE TABLE analysis (
	committee_id TEXT NOT NULL REFERENCES committee (committee_id),
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	period       TEXT NOT NULL,
	revision     {int} NOT NULL,
	state        TEXT NOT NULL CHECK (state IN ('draft', 'reviewed', 'signed')),
	number       TEXT NOT NULL,
	protocol     TEXT NOT NULL,
	dated        TEXT NOT NULL,
	signed_on    TEXT NOT NULL,
	reason       TEXT NOT NULL,
	reviewed     TEXT NOT NULL,
	audit_seq    {int} NOT NULL,
	audit_hash   TEXT NOT NULL,
	frozen       {json} NOT NULL,
	created_at   {time} NOT NULL,
	PRIMARY KEY (committee_id, id),
	UNIQUE (committee_id, period, revision)
) {table};

-- A paragraph the secretary wrote over the composed one. composed is the text
-- that was replaced: when it no longer is what would be composed, the page says so.
CREATE TABLE analysis_edit (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	analysis_id  TEXT NOT NULL,
	paragraph    TEXT NOT NULL,
	composed     TEXT NOT NULL,
	body         TEXT NOT NULL,
	author       TEXT NOT NULL,
	edited_at    {time} NOT NULL,
	PRIMARY KEY (committee_id, id),
	UNIQUE (committee_id, analysis_id, paragraph),
	FOREIGN KEY (committee_id, analysis_id) REFERENCES analysis (committee_id, id)
) {table};

-- The signed and stamped scan of a frozen analysis.
CREATE TABLE analysis_scan (
	committee_id TEXT NOT NULL,
	id           TEXT NOT NULL,
	version      {int} NOT NULL,
	analysis_id  TEXT NOT NULL,
	name         TEXT NOT NULL,
	media_type   TEXT NOT NULL,
	content      {bytes} NOT NULL,
	added_at     {time} NOT NULL,
	PRIMARY KEY (committee_id, id),
	FOREIGN KEY (committee_id, analysis_id) REFERENCES analysis (committee_id, id)
) {table};
