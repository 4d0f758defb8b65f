package privacy

import "strings"

// scope is what a template is filled from: texts by name, and parts that are
// said once for each scope of theirs. A part sees the scope around it.
type scope struct {
	texts  map[string]string
	parts  map[string][]scope
	around *scope
}

func (s *scope) text(name string) (string, bool) {
	for at := s; at != nil; at = at.around {
		if t, known := at.texts[name]; known {
			return t, true
		}
	}
	return "", false
}

// scopes are those that a section is said for: of a part, each; of a text that
// is not empty, the one it is in.
func (s *scope) scopes(name string) []scope {
	for at := s; at != nil; at = at.around {
		if all, known := at.parts[name]; known {
			return all
		}
		if t := at.texts[name]; t != "" {
			return []scope{{}}
		}
	}
	return nil
}

// fill fills a template: {name}, {#name}…{/name}, {^name}…{/name}. A tag of a
// section that stands alone on its line takes the line with it.
func fill(template string, s *scope) string {
	var b strings.Builder
	for {
		start := strings.IndexByte(template, '{')
		end := strings.IndexByte(template, '}')
		if start < 0 || end < start {
			return b.String() + template
		}
		tag := template[start+1 : end]
		before, rest := template[:start], template[end+1:]
		b.WriteString(before)
		if tag == "" || tag[0] != '#' && tag[0] != '^' {
			value, known := s.text(tag)
			if !known {
				value = template[start : end+1]
			}
			b.WriteString(value)
			template = rest
			continue
		}
		inner, after, _ := strings.Cut(rest, "{/"+tag[1:]+"}")
		if strings.HasPrefix(inner, "\n") && strings.HasPrefix(after, "\n") {
			inner, after = inner[1:], after[1:]
		}
		scopes := s.scopes(tag[1:])
		if tag[0] == '^' && len(scopes) == 0 {
			b.WriteString(fill(inner, s))
		}
		for i := range scopes {
			if tag[0] == '#' {
				part := scopes[i]
				part.around = s
				b.WriteString(fill(inner, &part))
			}
		}
		template = after
	}
}
