package plan

import (
	"net/http"

	"tryeza/internal/access"
)

func (h handler) askImport(w http.ResponseWriter, r *http.Request, g access.Grant) error { return nil }
func (h handler) importTable(w http.ResponseWriter, r *http.Request, g access.Grant) error {
	return nil
}
