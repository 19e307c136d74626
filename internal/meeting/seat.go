package meeting

import (
	"slices"

	"tryeza/internal/store"
)

// A seated institution sits in a body under the order in force on a day.
type seated struct{ InstitutionID, Kind, Order string }

// An order that is in force without seats still has its number: it comes with
// an empty institution.
var seatsOn = store.Read(`SELECT COALESCE(s.institution_id, ''), COALESCE(s.kind, ''), o.number
	FROM committee_order AS o
	LEFT JOIN committee_seat AS s ON s.committee_id = o.committee_id AND s.order_id = o.id AND (s.body = $3 OR $3 = 'joint')
	WHERE o.committee_id = $1 AND o.valid_from <= $2 AND (o.valid_to = '' OR o.valid_to >= $2)
	ORDER BY s.body, s.institution_id`)

// readSeats reads who sits in a body on a day and the number of the order that
// says so, "" when none was in force. In a joint meeting an institution with
// two seats has the one of the committee.
func readSeats(tx *store.Tx, day, body string) (list []seated, order string, err error) {
	rows, err := store.All(tx, seatsOn, func(s *seated) []any { return []any{&s.InstitutionID, &s.Kind, &s.Order} }, day, body)
	for _, r := range rows {
		order = r.Order
		twice := slices.ContainsFunc(list, func(s seated) bool { return s.InstitutionID == r.InstitutionID })
		if r.InstitutionID != "" && !twice {
			list = append(list, r)
		}
	}
	return list, order, err
}

// seat fills in how those present sat that day, and refuses those who did not.
func seat(tx *store.Tx, m *Meeting) error {
	list, order, err := readSeats(tx, m.HeldOn, m.Body)
	if err != nil {
		return err
	}
	bad := NotSeated{Order: order}
	m.Attendance = slices.Clone(m.Attendance)
	for i, a := range m.Attendance {
		if a.InstitutionID == "" {
			m.Attendance[i].Kind = Guest
			continue
		}
		kind := kindIn(list, a.InstitutionID)
		if a.Kind == "" {
			m.Attendance[i].Kind = kind
		}
		if a.Kind != Guest && kind == "" {
			bad.Institutions = append(bad.Institutions, a.InstitutionID)
		}
	}
	if len(bad.Institutions) > 0 {
		return bad
	}
	return nil
}

func kindIn(list []seated, institution string) string {
	for _, s := range list {
		if s.InstitutionID == institution {
			return s.Kind
		}
	}
	return ""
}
