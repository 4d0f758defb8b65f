package store

import "time"

// Attachment is a file kept in the vault, tied to a contact and, where
// Interaction or Document is set, to one of the contact's records.
type Attachment struct {
	ID          ID        `json:"id"`
	Contact     ID        `json:"contact"`
	Interaction ID        `json:"interaction,omitzero"`
	Document    ID        `json:"document,omitzero"`
	Name        string    `json:"name"` // a base name, never a path
	MediaType   string    `json:"media_type"`
	Size        int64     `json:"size"`   // bytes
	SHA256      string    `json:"sha256"` // hex, of the content
	Batch       ID        `json:"batch,omitzero"`
	CreatedAt   time.Time `json:"created_at"`
}
