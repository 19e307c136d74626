-- A case offered to another unit. The offer stands with the giver, the parcel
-- with the receiver, under the same id: what the receiver may know before it
-- answers, and the sealed content it takes over when it accepts.
CREATE TABLE handover_offer (
	owner_id    TEXT NOT NULL REFERENCES unit (owner_id),
	id          TEXT NOT NULL,
	version     {int} NOT NULL,
	child_id    TEXT NOT NULL,
	receiver_id TEXT NOT NULL,
	state       TEXT NOT NULL CHECK (state IN ('offered', 'accepted', 'refused', 'withdrawn')),
	offered_on  TEXT NOT NULL,
	offered_by  TEXT NOT NULL,
	due_on      TEXT NOT NULL,
	answered_on TEXT NOT NULL,
	reason      {bytes} NOT NULL,
	answer      {bytes} NOT NULL,
	PRIMARY KEY (owner_id, id),
	FOREIGN KEY (owner_id, child_id) REFERENCES child (owner_id, id)
) {table};

CREATE INDEX handover_offer_child ON handover_offer (owner_id, child_id);
CREATE INDEX handover_offer_state ON handover_offer (owner_id, state, child_id);

CREATE TABLE handover_parcel (
	owner_id    TEXT NOT NULL REFERENCES unit (owner_id),
	id          TEXT NOT NULL,
	version     {int} NOT NULL,
	giver_id    TEXT NOT NULL,
	state       TEXT NOT NULL CHECK (state IN ('offered', 'accepted', 'refused', 'withdrawn')),
	offered_on  TEXT NOT NULL,
	due_on      TEXT NOT NULL,
	answered_on TEXT NOT NULL,
	answered_by TEXT NOT NULL,
	sex         TEXT NOT NULL,
	risk        TEXT NOT NULL,
	residence   TEXT NOT NULL,
	found_in    TEXT NOT NULL,
	child_id    TEXT NOT NULL,
	reason      {bytes} NOT NULL,
	body        {bytes} NOT NULL,
	PRIMARY KEY (owner_id, id)
) {table};

CREATE INDEX handover_parcel_child ON handover_parcel (owner_id, child_id);
CREATE INDEX handover_parcel_state ON handover_parcel (owner_id, state, child_id);
