package text

import (
	"strings"

	"calepin/store"
)

// Message is a text to send or to paste.
type Message struct {
	Subject string `json:"subject"`
	Text    string `json:"text"`
}

// LiftingMessage tells a person that a restriction is about to end (GDPR art.
// 18(3)).
func (w *Words) LiftingMessage(r store.Restriction, business string) Message {
	return Message{w.Restriction.Subject, strings.TrimSpace(w.Restriction.Text.With("since", w.Language.Date(r.At.Local()), "business", business))}
}
