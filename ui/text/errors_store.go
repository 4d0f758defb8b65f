package text

import (
	"errors"

	"calepin/store"
)

func (w *Words) storeSentence(err error) string {
	var (
		s         = w.Errors.Store
		field     *store.FieldError
		notFound  *store.NotFoundError
		ambiguous *store.AmbiguousError
		exists    *store.ExistsError
		inUse     *store.InUseByError
		large     *store.TooLargeError
		schema    *store.SchemaError
		content   *store.ContentError
		mentions  *store.AmbiguousMentionsError
	)
	switch {
	case errors.Is(err, store.ErrNothingToUndo):
		return s.NothingToUndo
	case errors.As(err, &field):
		return s.Field.With("field", field.Field, "why", s.Codes[string(field.Code)])
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
