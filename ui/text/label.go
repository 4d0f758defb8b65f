package text

import "strings"

// Label says a label in the person's language: "work fax" is "fax
// professionnel". Words that people made up stay as they are.
func (w *Words) Label(label string) string {
	if said, known := w.Records.Labels[label]; known {
		return said
	}
	words := strings.FieldsFunc(label, func(r rune) bool { return r == ' ' || r == ';' })
	for i, one := range words {
		said, known := w.Records.Labels[one]
		if !known {
			return label
		}
		words[i] = said
	}
	return strings.Join(words, ", ")
}
