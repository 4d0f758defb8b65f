package text

import (
	"errors"
	"fmt"
	"reflect"
	"strconv"
	"strings"
)

// packed is what is left to read of the words of a language as a test wrote
// them from assets/words: every text in the order of the fields, French spaces
// in place, each ended by endOfText. A map is the number of its pairs, then
// these. Reading them is a tenth of what JSON takes at each start.
type packed string

// endOfText ends a text: a sign that no text holds, and a new line, so that the
// words can be compared and merged line by line.
const endOfText = "\x1e\n"

var errPack = errors.New("the packed words are not those of the program: go test ./ui/text -update")

// unpack fills words, a pointer to a struct of them.
func unpack(words any, p packed, l Language) error {
	err := p.fill(reflect.ValueOf(words).Elem(), l)
	if err == nil && p != "" {
		err = errPack
	}
	if err != nil {
		return fmt.Errorf("words of %q: %w", l, err)
	}
	return nil
}

func (p *packed) fill(field reflect.Value, l Language) error {
	switch f := field.Addr().Interface().(type) {
	case *string:
		return p.next(f)
	case *Phrase:
		return p.next((*string)(f))
	case *Plural:
		f.language = l
		return errors.Join(p.next((*string)(&f.One)), p.next((*string)(&f.Many)), p.next((*string)(&f.Other)))
	case *map[string]string:
		return p.pairs(f)
	case *Language:
		return nil
	}
	for i := range field.NumField() {
		if err := p.fill(field.Field(i), l); err != nil {
			return err
		}
	}
	return nil
}

// next takes the next text, which stays where it is in memory.
func (p *packed) next(to *string) error {
	text, rest, found := strings.Cut(string(*p), endOfText)
	if !found {
		return errPack
	}
	*to, *p = text, packed(rest)
	return nil
}

func (p *packed) pairs(to *map[string]string) error {
	var count, key, value string
	if err := p.next(&count); err != nil {
		return err
	}
	n, err := strconv.Atoi(count)
	if err != nil {
		return errPack
	}
	if n > 0 {
		*to = make(map[string]string, n)
	}
	for range n {
		if err := errors.Join(p.next(&key), p.next(&value)); err != nil {
			return err
		}
		(*to)[key] = value
	}
	return nil
}
