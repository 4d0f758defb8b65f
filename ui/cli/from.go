package cli

import (
	"bytes"
	"cmp"
	"encoding"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"

	"calepin/store"
)

const maxRecord = 16 << 20

// from decodes the JSON record that --from names, "-" for stdin, into v. It
// takes exactly one record and no field it does not know.
func (a *app) from(cmd *cobra.Command, name string, v any) error {
	in := io.Reader(a.in)
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer func() { _ = f.Close() }()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, maxRecord+1))
	if err != nil {
		return fmt.Errorf("read the record: %w", err)
	}
	if len(data) > maxRecord {
		return usage(cmd, a.T.Common.RecordTooLarge)
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // as Windows writes it
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(v); err != nil {
		return usage(cmd, a.T.Common.BadRecord.With("line", 1+bytes.Count(data[:d.InputOffset()], []byte("\n")), "why", a.jsonFault(err)))
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return usage(cmd, a.T.Common.OneRecord)
	}
	return nil
}

// jsonFault says what is wrong without quoting the value, which is personal, or
// the program's own names.
func (a *app) jsonFault(err error) string {
	var (
		w      = a.T.Common
		kind   *json.UnmarshalTypeError
		when   *time.ParseError
		field  *store.FieldError
		syntax *json.SyntaxError
	)
	if _, name, found := strings.Cut(err.Error(), "json: unknown field "); found {
		return w.UnknownField.With("field", name)
	}
	switch {
	case errors.As(err, &kind):
		return w.BadFieldKind.With("field", jsonPath(kind.Field), "kind", w.FieldKinds[jsonKind(kind.Type)])
	case errors.As(err, &when):
		return w.BadJSONTime
	case errors.As(err, &field):
		return a.T.Sentence(err)
	case errors.As(err, &syntax), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return w.BadJSON
	}
	return w.BadJSONValue
}

// jsonPath leaves the names of embedded Go types, which are capital, out of
// "Person.emails".
func jsonPath(path string) string {
	parts := slices.DeleteFunc(strings.Split(path, "."), func(p string) bool { return p == "" || unicode.IsUpper(rune(p[0])) })
	return cmp.Or(strings.Join(parts, "."), ".")
}

// jsonKind is the kind of value that a Go type is read from.
func jsonKind(t reflect.Type) string {
	if t.Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) || reflect.PointerTo(t).Implements(reflect.TypeFor[encoding.TextUnmarshaler]()) {
		return "text"
	}
	switch t.Kind() {
	case reflect.String:
		return "text"
	case reflect.Bool:
		return "boolean"
	case reflect.Slice, reflect.Array:
		return "list"
	case reflect.Struct, reflect.Map:
		return "object"
	}
	return "number"
}
