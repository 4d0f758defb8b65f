package paper

import (
	"encoding/json"
	"io"
	"time"

	"calepin/store"
)

// RegisterJSON writes the register of processing activities as JSON: who the
// controller is, when it was written, and every activity (GDPR art. 30).
func RegisterJSON(w io.Writer, b store.Business, activities []store.Activity, at time.Time) error {
	if activities == nil {
		activities = []store.Activity{}
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(struct {
		Controller store.Business   `json:"controller"`
		At         time.Time        `json:"at"`
		Activities []store.Activity `json:"activities"`
	}{b, at.UTC().Truncate(time.Second), activities})
}
