package watch

import (
	"fmt"
	"strings"
	"sync"

	"calepin/assets"
	"calepin/store"
)

// expression is a run of words, "?" standing for any one; open tells that the
// last may go on.
type expression struct {
	kind  Kind // empty for one that clears
	words []string
	open  bool
}

// lexicon holds the expressions by the first letters of their first word.
type lexicon map[string][]expression

// keyLen is how many letters of a word are looked up by; shorter words are
// looked up whole.
const keyLen = 3

func key(word string) string { return word[:min(len(word), keyLen)] }

// lexicons reads the expressions of all languages, once: a note may mix them.
var lexicons = sync.OnceValue(func() lexicon {
	all := lexicon{}
	for _, name := range []string{"fr", "en"} {
		if err := all.read(assets.Watch[name]); err != nil {
			panic(fmt.Sprintf("assets/watch/%s.txt: %v", name, err)) // a test reads them
		}
	}
	return all
})

func (l lexicon) read(text string) error {
	kind, known := Kind(""), false
	for n, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			if kind = Kind(strings.Trim(line, "[]")); kind == "clear" {
				kind = ""
			}
			known = true
		case !known:
			return fmt.Errorf("line %d stands under no kind", n+1)
		default:
			e := expression{kind: kind, open: strings.HasSuffix(line, "*")}
			e.words = strings.Fields(store.Fold(strings.ReplaceAll(strings.TrimSuffix(line, "*"), "*", " ")))
			if len(e.words) == 0 || e.words[0] == "?" {
				return fmt.Errorf("line %d has no word", n+1)
			}
			first := e.words[0]
			if e.open && len(e.words) == 1 && len(first) < keyLen {
				return fmt.Errorf("line %d is too short to go on", n+1)
			}
			l[key(first)] = append(l[key(first)], e)
		}
	}
	return nil
}

// at returns how many of the words an expression takes, from the first; 0 where
// it does not fit.
func (e *expression) at(words []word) int {
	if len(words) < len(e.words) {
		return 0
	}
	for i, w := range e.words {
		if i > 0 && words[i].breaks {
			return 0
		}
		if w == "?" {
			continue
		}
		if last := i == len(e.words)-1; last && e.open {
			if !strings.HasPrefix(words[i].folded, w) {
				return 0
			}
		} else if words[i].folded != w {
			return 0
		}
	}
	return len(e.words)
}
