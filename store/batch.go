package store

import "time"

// Batch is one import, so that it can be undone as one.
type Batch struct {
	ID      ID        `json:"id"`
	At      time.Time `json:"at"`
	Files   []string  `json:"files"` // base names
	Format  string    `json:"format"`
	Created int       `json:"created"`
	Merged  int       `json:"merged"`
	Skipped int       `json:"skipped"`
	Bad     int       `json:"bad"`
	// UndoneAt is when the batch was undone, zero where it was not.
	UndoneAt time.Time `json:"undone_at,omitzero"`
}
