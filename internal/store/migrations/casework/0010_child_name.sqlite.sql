-- Likely duplicates are looked for while somebody types: the names of a unit's
-- children, still sealed, are read in one go and not row by row.
CREATE INDEX child_item_name ON child_item (owner_id, kind, child_id, id, body) WHERE kind IN ('name', 'withdrawn');
