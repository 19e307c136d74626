package handover

import (
	"tryeza/internal/child"
	"tryeza/internal/store"
)

// What a hand-over keeps sealed with the key of a file is sealed anew with it.
// An offer lies with the file that is given, a parcel with the one it becomes.
var _ = []bool{
	child.Bind("handover_offer", "reason", false,
		store.ReadUnit(`SELECT id, version, reason FROM handover_offer WHERE owner_id = $1 AND child_id = $2 AND length(reason) > 0 ORDER BY id`),
		store.WriteUnit(`UPDATE handover_offer SET reason = $3 WHERE owner_id = $1 AND id = $2`)),
	child.Bind("handover_offer", "answer", false,
		store.ReadUnit(`SELECT id, version, answer FROM handover_offer WHERE owner_id = $1 AND child_id = $2 AND length(answer) > 0 ORDER BY id`),
		store.WriteUnit(`UPDATE handover_offer SET answer = $3 WHERE owner_id = $1 AND id = $2`)),
	child.Bind("handover_parcel", "reason", false,
		store.ReadUnit(`SELECT id, version, reason FROM handover_parcel WHERE owner_id = $1 AND child_id = $2 AND length(reason) > 0 ORDER BY id`),
		store.WriteUnit(`UPDATE handover_parcel SET reason = $3 WHERE owner_id = $1 AND id = $2`)),
	child.Bind("handover_parcel", "body", false,
		store.ReadUnit(`SELECT id, version, body FROM handover_parcel WHERE owner_id = $1 AND child_id = $2 AND length(body) > 0 ORDER BY id`),
		store.WriteUnit(`UPDATE handover_parcel SET body = $3 WHERE owner_id = $1 AND id = $2`)),
}
