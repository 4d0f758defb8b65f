package due

import (
	"calepin/privacy"
	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
)

// Carried notes on the request that a page was opened from, the second of ids,
// that what is asked for was done; without one it does nothing. The person is
// told by the answer, which is a step of its own.
func Carried(d *screen.Desk, ids []store.ID, said string) error {
	if len(ids) < 2 {
		return nil
	}
	today := facts.Today(d)
	_, err := privacy.NoteRequest(d.Store, ids[1], today, store.RequestEvent{Kind: store.Carried, On: today, Text: said})
	return err
}
