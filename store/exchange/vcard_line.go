package exchange

import (
	"bytes"
	"slices"
	"strings"
)

// property is one content line of a card, unfolded, transfer encoding and
// charset undone, its escapes not.
type property struct {
	line   int
	group  string // lower case
	name   string // upper case
	params []param
	value  string
	old    bool // vCard 2.1, which escapes almost nothing
}

type param struct{ name, value string } // name in upper case

// binary are the properties whose content calepin leaves out, and which are
// too long to be held for nothing.
var binary = []string{"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE", "X-WAB-GENDER-PICTURE"}

func (p *property) binary() bool { return slices.Contains(binary, p.name) }

// param returns the first value of a parameter.
func (p *property) param(name string) string {
	for _, a := range p.params {
		if a.name == name {
			return a.value
		}
	}
	return ""
}

// types returns the property's types as they are written; a bare parameter of
// vCard 2.1 counts as one.
func (p *property) types() []string {
	var types []string
	for _, a := range p.params {
		if a.name != "TYPE" {
			continue
		}
		for t := range strings.SplitSeq(a.value, ",") {
			if t = strings.TrimSpace(t); t != "" {
				types = append(types, t)
			}
		}
	}
	return types
}

// text returns the value as one text.
func (p *property) text() string { return unescape(p.value, p.old) }

// list returns the values of a property that takes several, set apart by
// commas.
func (p *property) list() []string {
	if p.old && !strings.Contains(p.value, ",") {
		return p.parts(';')
	}
	return p.parts(',')
}

// fields returns the components of a structured value; several values of one
// component are joined by join.
func (p *property) fields(join string) []string {
	fields := splitEscaped(p.value, ';')
	for i, f := range fields {
		if p.old {
			fields[i] = unescape(f, true)
			continue
		}
		values := splitEscaped(f, ',')
		for j, v := range values {
			values[j] = strings.TrimSpace(unescape(v, false))
		}
		fields[i] = strings.Join(slices.DeleteFunc(values, func(v string) bool { return v == "" }), join)
	}
	return fields
}

func (p *property) parts(separator byte) []string {
	parts := splitEscaped(p.value, separator)
	for i, s := range parts {
		parts[i] = unescape(s, p.old)
	}
	return parts
}

// splitEscaped splits s at each separator that no backslash escapes.
func splitEscaped(s string, separator byte) []string {
	var parts []string
	start := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case separator:
			parts = append(parts, s[start:i])
			start = i + 1
		}
	}
	return append(parts, s[start:])
}

// unescape undoes the backslashes of RFC 6350 §3.4; those of vCard 2.1 stand
// before a semicolon, and before an n in what Android writes.
func unescape(s string, old bool) string {
	if strings.IndexByte(s, '\\') < 0 {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '\\' || i+1 == len(s) {
			b.WriteByte(s[i])
			continue
		}
		i++
		switch c := s[i]; {
		case c == 'n' || c == 'N' && !old:
			b.WriteByte('\n')
		case c == ';' || c == ':' || c == ',', !old && (c == '\\' || c == '"'):
			b.WriteByte(c)
		default:
			b.WriteByte('\\')
			b.WriteByte(c)
		}
	}
	return b.String()
}

// parseLine takes a line apart into its name, its parameters and its raw
// value. ok is false for what is no content line.
func parseLine(line []byte) (p property, raw []byte, ok bool) {
	end := headEnd(line)
	if end < 0 {
		return p, nil, false
	}
	head := splitQuoted(string(line[:end]))
	name := strings.TrimSpace(head[0])
	if group, rest, found := strings.Cut(name, "."); found {
		p.group, name = strings.ToLower(group), rest
	}
	p.name = strings.ToUpper(name)
	if !token(p.name) {
		return p, nil, false
	}
	for _, s := range head[1:] {
		p.params = append(p.params, parseParam(s)...)
	}
	return p, line[end+1:], true
}

// headEnd is the place of the colon that ends the name and the parameters.
func headEnd(line []byte) int {
	quoted := false
	for i, c := range line {
		switch c {
		case '"':
			quoted = !quoted
		case ':':
			if !quoted {
				return i
			}
		}
	}
	// A quote that is never closed is no quote.
	if quoted {
		return bytes.IndexByte(line, ':')
	}
	return -1
}

// splitQuoted splits a line's head at the semicolons outside quotes.
func splitQuoted(s string) []string {
	var parts []string
	quoted, start := false, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			quoted = !quoted
		case ';':
			if !quoted {
				parts = append(parts, s[start:i])
				start = i + 1
			}
		}
	}
	return append(parts, s[start:])
}

var caret = strings.NewReplacer("^n", "\n", "^'", `"`, "^^", "^") // RFC 6868

// parseParam reads "NAME=value"; a bare word is vCard 2.1's shorthand for an
// encoding, a charset or a type.
func parseParam(s string) []param {
	if label, ok := customLabel(s); ok {
		return []param{{"X-CUSTOM", label}}
	}
	given, value, found := strings.Cut(s, "=")
	given = strings.TrimSpace(given)
	name := strings.ToUpper(given)
	value = caret.Replace(strings.ReplaceAll(strings.TrimSpace(value), `"`, ""))
	if found {
		return []param{{name, value}}
	}
	switch name {
	case "":
		return nil
	case "QUOTED-PRINTABLE", "BASE64", "8BIT", "7BIT", "B", "Q":
		return []param{{"ENCODING", name}}
	case "PREF":
		return []param{{"TYPE", "pref"}}
	}
	if _, ok := charset(name); ok {
		return []param{{"CHARSET", name}}
	}
	return []param{{"TYPE", given}}
}

// token tells whether s can be a property's name.
func token(s string) bool {
	for i := range len(s) {
		if c := s[i]; (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' && c != '_' {
			return false
		}
	}
	return s != "" && len(s) <= maxToken
}
