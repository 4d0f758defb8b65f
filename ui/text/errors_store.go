package text

import (
	"cmp"
	"errors"
	"strconv"
	"strings"

	"calepin/privacy"
	"calepin/store"
)

func (w *Words) storeSentence(err error) string {
	var (
		s          = w.Errors.Store
		field      *store.FieldError
		notFound   *store.NotFoundError
		ambiguous  *store.AmbiguousError
		exists     *store.ExistsError
		inUse      *store.InUseByError
		large      *store.TooLargeError
		schema     *store.SchemaError
		content    *store.ContentError
		mentions   *store.AmbiguousMentionsError
		activity   *store.ActivityInUseError
		policy     *privacy.PolicyError
		clock      *privacy.ClockError
		restricted *store.RestrictedError
		held       *store.HeldError
		guarded    *store.GuardedError
	)
	switch {
	case errors.Is(err, store.ErrNothingToUndo):
		return s.NothingToUndo
	case errors.Is(err, store.ErrEvidence):
		return s.Evidence
	case errors.Is(err, store.ErrNoContact):
		return w.Processor.NoContact
	case errors.Is(err, store.ErrNothingGiven):
		return s.NothingGiven
	case errors.As(err, &clock):
		return w.Retention.Backwards.With("now", w.Language.Time(clock.Now), "last", w.Language.Time(clock.Last))
	case errors.As(err, &policy):
		r := w.Retention
		return Phrase(r.Faults[string(policy.Fault)]).With("policy", cmp.Or(r.Policies[policy.Code], policy.Code), "limit", r.Limit(policy.Months),
			"rule", w.Privacy.Rule(policy.Rule), "other", r.Policies[policy.Other])
	case errors.Is(err, store.ErrNotTold):
		return s.NotTold
	case errors.As(err, &held):
		id := held.Hold.ID.String()
		return s.Held.With("reason", strings.TrimRight(held.Hold.Reason, "."), "day", w.Language.Day(string(held.Hold.Review)), "id", id[len(id)-8:])
	case errors.As(err, &guarded):
		return Phrase(w.Retention.Guards[string(guarded.By)]).With("contact", guarded.Contact)
	case errors.As(err, &restricted):
		return s.Restricted
	case errors.As(err, &activity):
		return s.ActivityInUse.With("consents", activity.Consents, "people", activity.People, "calls", activity.Calls)
	case errors.As(err, &field):
		return s.Field.With("field", w.fieldName(field.Field), "why", s.code(field))
	case errors.As(err, &notFound) && notFound.Kind == store.KindRule:
		return s.NotSet
	case errors.As(err, &notFound) && notFound.Kind != store.KindPerson && notFound.Kind != store.KindOrganisation:
		return s.NotFoundByID.With("kind", s.Kinds[string(notFound.Kind)], "ref", notFound.Ref)
	case errors.As(err, &notFound):
		return s.RecordNotFound.With("kind", s.Kinds[string(notFound.Kind)], "ref", notFound.Ref)
	case errors.As(err, &ambiguous):
		return s.Ambiguous.With("ref", ambiguous.Ref)
	case errors.As(err, &exists):
		return s.RecordExists.With("kind", s.Kinds[string(exists.Kind)], "id", exists.ID)
	case errors.As(err, &inUse):
		return s.InUseBy.Of(inUse.People)
	case errors.As(err, &large):
		return s.TooLarge.With("limit", w.Language.Bytes(large.Limit))
	case errors.As(err, &schema) && schema.Found > schema.Known:
		return s.NewerSchema
	case errors.As(err, &schema):
		return s.NoSchema
	case errors.As(err, &content):
		return s.Content
	case errors.As(err, &mentions):
		return s.MentionsUnclear.Of(len(mentions.Mentions))
	}
	return ""
}

// code says what is wrong with a field: in its own words where it has some.
func (s StoreErrors) code(e *store.FieldError) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(e.Field, "business."), "[")
	for _, name := range []string{name, strings.TrimSuffix(name, "s")} { // "emails" too has the words of "email"
		if own, found := s.Codes[name+"."+string(e.Code)]; found {
			return own
		}
	}
	return s.Codes[string(e.Code)]
}

// fieldName is what people call a field given by its JSON path: of
// "emails[1].address", "E-mails (2)"; of "business.email", "E-mail".
func (w *Words) fieldName(path string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(path, "business."), ".")
	name, place, listed := strings.Cut(name, "[")
	said, known := w.Records.Fields[name]
	if !known {
		return path
	}
	if n, err := strconv.Atoi(strings.TrimSuffix(place, "]")); listed && err == nil {
		said += " (" + strconv.Itoa(n+1) + ")"
	}
	return said
}
