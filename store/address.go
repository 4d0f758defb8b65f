package store

import "strings"

var townLine = expression(`^(?:[A-Z]{1,2}-)?(\d{4,5})\s+(\D.*)$`)

// ParseAddress reads a postal address written on a line, its parts separated by
// commas or line breaks: the part that begins with a postal code is the town,
// what follows it the country, what precedes it the street. Without such a part
// all of it is the street.
func ParseAddress(line string) Address {
	parts := strings.FieldsFunc(line, func(r rune) bool { return r == ',' || r == '\n' })
	for i := range parts {
		parts[i] = strings.TrimSpace(parts[i])
	}
	for i, part := range parts {
		if m := townLine().FindStringSubmatch(part); m != nil {
			return Address{
				Street: strings.Join(parts[:i], "\n"), PostalCode: m[1], City: m[2],
				Country: strings.Join(parts[i+1:], ", "),
			}
		}
	}
	return Address{Street: strings.Join(parts, "\n")}
}

// Line writes an address on a line, without its label.
func (a Address) Line() string {
	town := strings.TrimSpace(a.PostalCode + " " + a.City)
	var parts []string
	for _, part := range []string{a.Extended, a.Street, a.POBox, town, a.Region, a.Country} {
		if part = strings.Join(strings.Fields(strings.ReplaceAll(part, "\n", ", ")), " "); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}
