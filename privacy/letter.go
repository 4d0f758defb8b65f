package privacy

import (
	"errors"
	"regexp"
	"slices"
	"strings"

	"calepin/assets"
	"calepin/store"
)

// letterParts are what the template of a letter may name, in braces.
var letterParts = []string{"business", "contact", "name", "received", "today", "request", "reference", "due", "doubt",
	"reasons", "remedies", "what", "answered"}

// neededParts are what a letter does not stand without: of a refusal, the
// reasons, the complaint and the court (GDPR art. 12(4)); of an extension, the
// reasons and the new day (12(3)); of the question who somebody is, the doubt
// (12(6)).
var neededParts = map[store.LetterFor][]string{
	store.AskIdentity: {"doubt"}, store.Extend: {"reasons", "due"}, store.Answering: {"what"}, store.Refuse: {"reasons", "remedies"},
}

// LetterTemplate returns the text of a letter: the business's own, or the
// shipped one, of version 0.
func LetterTemplate(s *store.Store, step store.LetterFor, language string) (store.LetterText, error) {
	l, found, err := s.NewestLetter(step, language)
	if found && !l.Shipped || err != nil {
		return l, err
	}
	return shippedLetter(step, language)
}

// ShipLetter goes back to the shipped text of a letter, where the business wrote
// its own: that stays as a former version.
func ShipLetter(s *store.Store, step store.LetterFor, language string) (store.LetterText, error) {
	shipped, err := shippedLetter(step, language)
	now, found, err2 := s.NewestLetter(step, language)
	if err = errors.Join(err, err2); err != nil || !found || now.Shipped {
		return shipped, err
	}
	back := shipped
	back.Shipped = true
	return shipped, s.SetLetter(&back)
}

// LetterParts are what the text of a letter may name in braces, and what it has
// to: see CheckLetter.
func LetterParts(step store.LetterFor) (may, must []string) { return letterParts, neededParts[step] }

func shippedLetter(step store.LetterFor, language string) (store.LetterText, error) {
	text, err := assets.Letters.ReadFile("policies/letter." + string(step) + "." + language + ".md")
	return store.LetterText{For: step, Language: language, Text: string(text)}, err
}

// LetterError says why a text cannot be a letter: Unknown are the parts it
// names that there are not, Missing those that it must name.
type LetterError struct{ Unknown, Missing []string }

func (e *LetterError) Error() string { return "letter: a part is unknown or missing" }

var namedPart = regexp.MustCompile(`\{[#^/]?([^{}]*)\}`)

// CheckLetter tells whether a text can be the template of a letter: nil, or a
// *LetterError.
func CheckLetter(step store.LetterFor, template string) error {
	e, named := &LetterError{}, map[string]bool{}
	for _, m := range namedPart.FindAllStringSubmatch(template, -1) {
		if named[m[1]] = true; !slices.Contains(letterParts, m[1]) && !slices.Contains(e.Unknown, m[1]) {
			e.Unknown = append(e.Unknown, m[1])
		}
	}
	for _, part := range neededParts[step] {
		if !named[part] {
			e.Missing = append(e.Missing, part)
		}
	}
	if len(e.Unknown)+len(e.Missing) > 0 {
		return e
	}
	return nil
}

// FillLetter fills in the template of a letter: parts by their names, in words.
// One that nobody said is refused: a letter with a blank informs nobody.
func FillLetter(step store.LetterFor, template string, parts map[string]string) (markdown string, err error) {
	for _, part := range neededParts[step] {
		if strings.TrimSpace(parts[part]) == "" {
			code := NoReasons
			switch part {
			case "doubt":
				code = NoDoubt
			case "what":
				code = NothingSaid
			}
			return "", &RequestError{Code: code, Rule: letterRule[step]}
		}
	}
	texts := map[string]string{}
	for _, part := range letterParts {
		texts[part] = Literal(parts[part])
	}
	var lines []string // what was sent may take several
	for line := range strings.Lines(parts["what"]) {
		lines = append(lines, Literal(line))
	}
	texts["what"] = strings.Join(lines, "  \n")
	return strings.TrimSpace(fill(template, &scope{texts: texts})), nil
}

var letterRule = map[store.LetterFor]string{store.AskIdentity: "GDPR art. 12(6)", store.Extend: "GDPR art. 12(3)",
	store.Answering: "GDPR art. 12(3)", store.Refuse: "GDPR art. 12(4)"}
