package store

import "time"

// Repeat is how often a task comes back; empty for once.
type Repeat string

// The repeats.
const (
	Daily   Repeat = "daily"
	Weekly  Repeat = "weekly"
	Monthly Repeat = "monthly"
	Yearly  Repeat = "yearly"
)

// Task is something to do, for a contact or for the business itself.
type Task struct {
	ID      ID     `json:"id"`
	Contact ID     `json:"contact,omitzero"`
	Title   string `json:"title"`
	Note    string `json:"note,omitempty"`
	Due     Date   `json:"due,omitempty"`
	Repeat  Repeat `json:"repeat,omitempty"`
	// Anchor is the day of the month that a monthly or yearly task was first
	// due on, so that the 31st comes back after a February.
	Anchor    int       `json:"anchor,omitempty"`
	DoneAt    time.Time `json:"done_at,omitzero"`
	Batch     ID        `json:"batch,omitzero"`
	CreatedAt time.Time `json:"created_at"`
	UpdatedAt time.Time `json:"updated_at"`
}
