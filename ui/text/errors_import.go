package text

import (
	"errors"
	"strings"

	"calepin/store/exchange"
)

// importSentence words what makes an import impossible.
func (w *Words) importSentence(err error) string {
	var p *exchange.Problem
	if !errors.As(err, &p) {
		return ""
	}
	return w.ImportProblem(*p)
}

// ImportProblem says where, what, and what it costs.
func (w *Words) ImportProblem(p exchange.Problem) string {
	where := w.ImportPlace(p.File, p.Line, p.Column)
	if p.Field != "" {
		where = w.Import.AtField.With("place", where, "field", w.FieldName(p.Field))
	}
	return w.Common.Pair.With("name", where, "value", w.ImportFault(p)+".")
}

// ImportFault says what is wrong and what it costs, without where.
func (w *Words) ImportFault(p exchange.Problem) string {
	what := w.ImportCode(p)
	if lost := w.Import.Lost[string(p.Lost)]; lost != "" && p.Lost != exchange.AllOfIt {
		what = w.Import.Both.With("one", what, "two", lost)
	}
	return what
}

// ImportCode says what is wrong, without where.
func (w *Words) ImportCode(p exchange.Problem) string {
	said, known := w.Import.Codes[string(p.Code)]
	if !known {
		said = string(p.Code)
	}
	return Phrase(said).With("count", w.Language.Number(p.Count), "limit", w.Language.Number(p.Limit), "likely", p.Likely)
}

// ImportPlace is a place in a file; line 0 is the whole of it.
func (w *Words) ImportPlace(file string, line, column int) string {
	switch {
	case line == 0:
		return file
	case column == 0:
		return w.Import.PlaceLine.With("file", file, "line", line)
	}
	return w.Import.PlaceColumn.With("file", file, "line", line, "column", column)
}

// FieldName is what people call a field: by its name in calepin, or by its
// JSON path, of which "emails[1].address" is "E-mails (2)". Others, as those of
// a vCard, go by their own names.
func (w *Words) FieldName(path string) string {
	if said, known := w.Records.Fields[path]; known {
		return said
	}
	return w.fieldName(strings.TrimPrefix(path, "persons."))
}
