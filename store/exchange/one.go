package exchange

import (
	"encoding/csv"
	"io"

	"calepin/store"
)

// Card writes one person as a vCard 4.0 (RFC 6350), of what p holds.
func Card(w io.Writer, p store.Person, language string, orgName func(store.ID) string) error {
	c := cardWriter{language: language}
	c.card(&p, orgName)
	_, err := w.Write(c.out)
	return err
}

// Sheet writes one person as a CSV like that of Export, without the columns of
// what the business put to them.
func Sheet(w io.Writer, p store.Person, language string, orgName func(store.ID) string, words map[string]string, label func(string) string) error {
	s := sheet{words: words, label: label, language: language, orgName: orgName, bare: true}
	s.fit(&p)
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(w)
	c.Comma, c.UseCRLF = ';', true
	return c.WriteAll([][]string{s.header(), s.row(&p)})
}
