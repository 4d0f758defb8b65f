package demo

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// slot is a word of a phrase that depends on the contact.
type slot int

const (
	slotGiven slot = iota
	slotFamily
	slotFirm
	slotTown
	slotOther // the full name of another contact
	slotUn    // the project with its article, "un logo"
	slotLe
	slotDu
	slotAmount
	slotNumber
	slotTrade
	slotPoetic
	slotPlural
	slotPlace
	slotSuffix
	slotPerson
	slotCount
)

var slotNames = [slotCount]string{
	"given", "family", "firm", "town", "other", "un", "le", "du", "amount",
	"number", "trade", "poetic", "plural", "place", "suffix", "person",
}

type slots [slotCount]string

// phrase is a compiled text: literal pieces, slots and alternatives in order.
type phrase []piece

type piece struct {
	text    string
	slot    slot     // -1 for none
	choices []phrase // one of which is said
}

// typography puts the thin no-break spaces that French asks for.
var typography = strings.NewReplacer(
	" :", "\u202f:", " ;", "\u202f;", " !", "\u202f!", " ?", "\u202f?", "« ", "«\u202f", " »", "\u202f»")

// compile reads a text in which "[a|b]" stands for one of its alternatives,
// which may nest, and "{name}" for a slot.
func compile(text string) (phrase, error) {
	p, rest, err := compileUntil(text, "")
	if err == nil && rest != "" {
		err = fmt.Errorf("a closing bracket too many before %q", rest)
	}
	return p, err
}

// compileUntil reads up to a character of stop, which is left in rest.
func compileUntil(text, stop string) (p phrase, rest string, err error) {
	for text != "" {
		at := strings.IndexAny(text, "[]{|")
		if at < 0 {
			at = len(text)
		}
		if at > 0 {
			p = append(p, piece{text: typography.Replace(text[:at]), slot: -1})
			text = text[at:]
			continue
		}
		switch text[0] {
		case '[':
			var c piece
			if c, text, err = compileChoice(text[1:]); err != nil {
				return nil, "", err
			}
			p = append(p, c)
		case '{':
			name, after, closed := strings.Cut(text[1:], "}")
			s := slices.Index(slotNames[:], name)
			if !closed || s < 0 {
				return nil, "", fmt.Errorf("no word is called %q", name)
			}
			p, text = append(p, piece{slot: slot(s)}), after
		default:
			if !strings.Contains(stop, text[:1]) {
				return nil, "", fmt.Errorf("unexpected %q", text)
			}
			return p, text, nil
		}
	}
	if stop != "" {
		return nil, "", fmt.Errorf("an opening bracket is not closed")
	}
	return p, "", nil
}

func compileChoice(text string) (c piece, rest string, err error) {
	c.slot = -1
	for {
		var p phrase
		if p, text, err = compileUntil(text, "|]"); err != nil {
			return c, "", err
		}
		c.choices = append(c.choices, p)
		last := text[0] == ']'
		text = text[1:]
		if last {
			return c, text, nil
		}
	}
}

// say writes the phrase, its alternatives drawn by the dice. Two spaces in a
// row, and those at a line's end, are what an empty alternative leaves.
func (p phrase) say(d dice, words *slots) string {
	var b strings.Builder
	p.write(&b, d, words)
	text := strings.ReplaceAll(b.String(), "  ", " ")
	text = strings.ReplaceAll(text, " \n", "\n")
	return elide(strings.TrimSpace(text))
}

// elide turns "de" before a vowel into "d'", as slots make it meet one.
func elide(text string) string {
	const vowels = "aàâeéèêiîoôuyœAÀÂEÉÈÊIÎOÔUŒ"
	parts := strings.Split(text, " de ")
	for i := 1; i < len(parts); i++ {
		if r, _ := utf8.DecodeRuneInString(parts[i]); strings.ContainsRune(vowels, r) {
			parts[i] = " d'" + parts[i]
		} else {
			parts[i] = " de " + parts[i]
		}
	}
	return strings.Join(parts, "")
}

func (p phrase) write(b *strings.Builder, d dice, words *slots) {
	for _, part := range p {
		switch {
		case part.choices != nil:
			pick(d, part.choices).write(b, d, words)
		case part.slot >= 0:
			b.WriteString(words[part.slot])
		default:
			b.WriteString(part.text)
		}
	}
}

// UnmarshalText compiles a phrase as it is read from a word list.
func (p *phrase) UnmarshalText(text []byte) (err error) {
	*p, err = compile(string(text))
	return err
}
