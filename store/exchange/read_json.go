package exchange

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"unicode/utf8"

	"calepin/store"
)

// The header of a calepin export. Version goes up with any change that an
// older reader would misunderstand.
const (
	jsonFormat  = "calepin"
	jsonVersion = 1
)

// What one element of an array may hold at most: a record, or an attachment
// with its content in base64.
const (
	maxElement    = 8 << 20
	maxAttachment = 96 << 20
)

// readJSON adds the records of a calepin export, one in memory at a time
// besides what is kept.
func (r *reading) readJSON(src *source) error {
	limit := &budget{r: src.Reader, left: maxElement, over: &Problem{File: r.name(), Code: TooLarge, Lost: AllOfIt, Limit: maxElement}}
	j := &jsonReader{reading: r, limit: limit, lines: lineCounter{r: limit}}
	j.dec = json.NewDecoder(&j.lines)
	if err := j.document(); err != nil {
		return j.failure(err)
	}
	return nil
}

type jsonReader struct {
	*reading
	dec    *json.Decoder
	limit  *budget
	lines  lineCounter
	format string
}

func (j *jsonReader) line() int { return j.lines.at(j.dec.InputOffset()) }

// failure words what ends the reading.
func (j *jsonReader) failure(err error) error {
	var p *Problem
	if errors.As(err, &p) {
		if p.Line == 0 {
			p.Line = j.line()
		}
		return p
	}
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) || err == io.EOF || err == io.ErrUnexpectedEOF {
		return j.refuse(Problem{Line: j.line(), Code: Syntax})
	}
	return j.failed(j.line(), err)
}

// document reads the object that the file is, key by key. The header comes
// before the records.
func (j *jsonReader) document() error {
	if _, err := j.dec.Token(); err != nil {
		return err
	}
	version := 0
	for j.dec.More() {
		key, err := j.key()
		if err != nil {
			return err
		}
		j.limit.left = maxElement
		switch key {
		case "format":
			var format any
			if err := j.dec.Decode(&format); err != nil {
				return err
			}
			if format != jsonFormat {
				return j.refuse(Problem{Line: j.line(), Field: key, Code: UnknownFormat})
			}
			j.format = jsonFormat
			continue
		case "version":
			if err := j.dec.Decode(&version); err != nil {
				return j.wrong(err, key)
			}
			if version > jsonVersion || version < 1 {
				return j.refuse(Problem{Line: j.line(), Field: key, Code: NewerVersion, Count: int64(version), Limit: jsonVersion})
			}
			continue
		}
		if j.format == "" {
			return j.refuse(Problem{Line: j.line(), Field: "format", Code: UnknownFormat})
		}
		if version == 0 {
			return j.refuse(Problem{Line: j.line(), Field: "version", Code: Missing})
		}
		if err := j.section(key); err != nil {
			return err
		}
	}
	if version == 0 {
		return j.refuse(Problem{Line: j.line(), Field: "format", Code: UnknownFormat})
	}
	if _, err := j.dec.Token(); err != nil {
		return err
	}
	if _, err := j.dec.Token(); err != io.EOF {
		return j.refuse(Problem{Line: j.line(), Code: Syntax})
	}
	return nil
}

func (j *jsonReader) key() (string, error) {
	token, err := j.dec.Token()
	if err != nil {
		return "", err
	}
	key, _ := token.(string)
	return key, nil
}

// wrong is the error for a header of the wrong type.
func (j *jsonReader) wrong(err error, key string) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		return j.refuse(Problem{Line: j.line(), Field: key, Code: InvalidValue})
	}
	return err
}

// section reads the value of one key of the document.
func (j *jsonReader) section(key string) error {
	c := &j.parsed.Content
	switch key {
	case "exported_at", "settings": // the vault keeps its own
		var skip json.RawMessage
		return j.dec.Decode(&skip)
	case "persons":
		return elements(j, key, maxElement, func(line int, p store.Person) error {
			return j.add(&Contact{File: j.file, Line: line, Person: &p, native: true}, line)
		})
	case "organisations":
		return elements(j, key, maxElement, appendTo(j, &c.Organisations))
	case "interactions":
		return elements(j, key, maxElement, appendTo(j, &c.Interactions))
	case "documents":
		return elements(j, key, maxElement, appendTo(j, &c.Documents))
	case "attachments":
		return elements(j, key, maxAttachment, appendTo(j, &c.Attachments))
	case "tasks":
		return elements(j, key, maxElement, appendTo(j, &c.Tasks))
	case "batches":
		return elements(j, key, maxElement, appendTo(j, &c.Batches))
	case "disclosures":
		return elements(j, key, maxElement, appendTo(j, &c.Disclosures))
	case "activities":
		return elements(j, key, maxElement, appendTo(j, &c.Activities))
	case "fields":
		return elements(j, key, maxElement, appendTo(j, &c.Fields))
	case "rules":
		return elements(j, key, maxElement, appendTo(j, &c.Rules))
	case "wordings":
		return elements(j, key, maxElement, appendTo(j, &c.Wordings))
	case "notices":
		return elements(j, key, maxElement, appendTo(j, &c.Notices))
	case "consents":
		return elements(j, key, maxElement, appendTo(j, &c.Consents))
	case "notices_given":
		return elements(j, key, maxElement, appendTo(j, &c.Given))
	case "requests":
		return elements(j, key, maxElement, appendTo(j, &c.Requests))
	case "tellings":
		return elements(j, key, maxElement, appendTo(j, &c.Tellings))
	case "letters":
		return elements(j, key, maxElement, appendTo(j, &c.Letters))
	case "processors":
		return elements(j, key, maxElement, appendTo(j, &c.Processors))
	case "breaches":
		return elements(j, key, maxElement, appendTo(j, &c.Breaches))
	case "reviews":
		return elements(j, key, maxElement, appendTo(j, &c.Reviews))
	}
	j.problem(j.line(), safeKey(key), UnknownField, Value)
	var skip json.RawMessage
	return j.dec.Decode(&skip)
}

func appendTo[T any](j *jsonReader, to *[]Located[T]) func(int, T) error {
	return func(line int, record T) error {
		*to = append(*to, Located[T]{File: j.file, Line: line, Record: record})
		return nil
	}
}

// elements reads an array record by record. One that is not of the schema is
// reported by the path of what is wrong in it, and left out.
func elements[T any](j *jsonReader, key string, limit int, add func(int, T) error) error {
	return j.elements(key, limit, func(line int, path string, raw json.RawMessage) error {
		var record T
		if !j.strict(&record, raw, path, line) {
			return nil
		}
		return add(line, record)
	})
}

func (j *jsonReader) elements(key string, limit int, each func(line int, path string, raw json.RawMessage) error) error {
	token, err := j.dec.Token()
	if err != nil {
		return err
	}
	if token == nil {
		return nil
	}
	if token != json.Delim('[') {
		return j.refuse(Problem{Line: j.line(), Field: key, Code: InvalidValue})
	}
	for i := 0; j.dec.More(); i++ {
		j.limit.left, j.limit.over.Limit = limit, int64(limit)
		var raw json.RawMessage
		if err := j.dec.Decode(&raw); err != nil {
			return err
		}
		line := j.lines.at(j.dec.InputOffset() - int64(len(raw)))
		if j.parsed.kept += len(raw); j.parsed.kept > maxKept {
			return j.refuse(Problem{Line: line, Code: TooLarge, Limit: maxKept})
		}
		if err := each(line, fmt.Sprintf("%s[%d]", key, i), raw); err != nil {
			return err
		}
	}
	_, err = j.dec.Token()
	return err
}

// strict decodes one record into what points to it.
func (j *jsonReader) strict(record any, raw json.RawMessage, path string, line int) bool {
	if !utf8.Valid(raw) {
		j.problem(line, path, InvalidText, Nothing)
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(record); err != nil {
		field, code := faultOf(raw, reflect.TypeOf(record).Elem())
		j.problem(line, path+field, code, Record)
		return false
	}
	return true
}

func (j *jsonReader) problem(line int, field string, code Code, lost Lost) {
	j.parsed.report(Problem{File: j.name(), Line: line, Field: field, Code: code, Lost: lost})
}

// lineCounter remembers where lines end, as far as the decoder read ahead.
type lineCounter struct {
	r      io.Reader
	read   int64
	passed int // line ends before what the next two hold
	ends   []int64
}

func (l *lineCounter) Read(b []byte) (int, error) {
	n, err := l.r.Read(b)
	for i, c := range b[:n] {
		if c == '\n' {
			l.ends = append(l.ends, l.read+int64(i))
		}
	}
	l.read += int64(n)
	return n, err
}

// at returns the line of an offset that is not before the last asked for.
func (l *lineCounter) at(offset int64) int {
	n := 0
	for n < len(l.ends) && l.ends[n] < offset {
		n++
	}
	l.passed += n
	l.ends = l.ends[:copy(l.ends, l.ends[n:])]
	return l.passed + 1
}
