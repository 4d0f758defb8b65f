package store

import (
	"strings"
	"testing"
)

// TestRequestsOutliveThePerson: GDPR art. 5(2), 17(3)(e): the register stays, by
// name after a deletion, without one after an erasure.
func TestRequestsOutliveThePerson(t *testing.T) {
	s, _ := newStore(t)
	ada := add(t, s, Person{Given: "Ada", Family: "Exemple"})
	twin := add(t, s, Person{Given: "Ada", Family: "Exemplaire"})
	r := Request{Contact: twin.ID, Right: Access, Received: "2026-02-20", Channel: RouteEmail, Asked: "Ada Exemple wants to know"}
	must(t, s.AddRequest(&r))
	_, err := s.MergePersons(ada.ID, twin.ID)
	must(t, err)
	if r, err = s.Request(r.ID); err != nil || r.Contact != ada.ID {
		t.Fatalf("after the merge: %+v, %v", r, err)
	}
	r, err = s.AddRequestEvents(r.ID, func(Request) ([]RequestEvent, error) {
		return []RequestEvent{{Kind: Answered, On: "2026-03-01", Text: "copy sent to Ada Exemple", Means: RouteEmail}}, nil
	})
	must(t, err)
	must(t, s.DeletePerson(ada.ID))
	if r, _ = s.Request(r.ID); r.Name != "Ada Exemple" {
		t.Errorf("after the deletion: %+v", r)
	}
	_, err = s.Undo()
	must(t, err)
	if r, _ = s.Request(r.ID); r.Name != "" || r.Contact != ada.ID {
		t.Errorf("after the undo: %+v", r)
	}
	report, err := s.Erase(ada.ID, EraseOrder{})
	must(t, err)
	r, err = s.Request(r.ID)
	must(t, err)
	if r.Contact != (ID{}) || r.Asked != "" || r.Erasure != report.Erasure.ID || r.State() != StateAnswered || strings.Contains(r.Events[0].Text, "Ada") {
		t.Errorf("after the erasure: %+v", r)
	}
	for k, v := range contents(t, s) {
		if strings.Contains(v, "Ada") || strings.HasPrefix(k, "request") && strings.Contains(v, ada.ID.String()) {
			t.Errorf("%s: %s", k, v)
		}
	}
	// What is left can be closed all the same.
	_, err = s.AddRequestEvents(r.ID, func(Request) ([]RequestEvent, error) {
		return []RequestEvent{{Kind: Closed, On: "2026-03-01"}}, nil
	})
	must(t, err)
}

func TestRequestValidation(t *testing.T) {
	s, _ := newStore(t)
	fine := Request{Name: "Ada", Right: Access, Received: "2026-02-20", Channel: RoutePost}
	for field, spoil := range map[string]func(*Request){
		"contact":          func(r *Request) { r.Name = "" },
		"right":            func(r *Request) { r.Right = "all" },
		"channel":          func(r *Request) { r.Channel = "" },
		"received":         func(r *Request) { r.Received = "2026-03-03" },
		"language":         func(r *Request) { r.Language = "de" },
		"events[0].kind":   func(r *Request) { r.Events = []RequestEvent{{Kind: "lost", On: "2026-02-20"}} },
		"events[0].on":     func(r *Request) { r.Events = []RequestEvent{{Kind: Answered}} },
		"events[0].letter": func(r *Request) { r.Events = []RequestEvent{{Kind: LetterSent, On: "2026-02-20", Letter: "love"}} },
	} {
		r := fine
		spoil(&r)
		if e, is := s.AddRequest(&r).(*FieldError); !is || e.Field != field {
			t.Errorf("%s: %v", field, e)
		}
	}
	must(t, s.AddRequest(&fine))
}

// TestRequestState: how far a request is follows from what was done.
func TestRequestState(t *testing.T) {
	for _, c := range []struct {
		kinds string
		state RequestState
	}{
		{"", StateOpen}, {"letter", StateOpen}, {"identity_asked", StateWaiting}, {"identity_asked identity_checked", StateOpen},
		{"identity_checked", StateOpen}, {"extended", StateExtended}, {"extended identity_asked", StateWaiting},
		{"extended identity_asked identity_checked", StateExtended}, {"identity_asked extended", StateWaiting},
		{"identity_asked extended identity_checked", StateExtended}, {"answered", StateAnswered}, {"refused", StateRefused},
		{"answered closed", StateClosed}, {"answered closed letter", StateClosed},
	} {
		var r Request
		for _, kind := range strings.Fields(c.kinds) {
			r.Events = append(r.Events, RequestEvent{Kind: EventOf(kind)})
		}
		if got := r.State(); got != c.state {
			t.Errorf("%q: %s, want %s", c.kinds, got, c.state)
		}
	}
}
