package exchange

import (
	"slices"
	"strings"
)

// labelWords are the words of other programs for the labels that calepin and
// they share; "" are those that say nothing.
var labelWords = map[string]string{
	"work": "work", "business": "work", "office": "work", "bureau": "work", "professionnel": "work",
	"professionnelle": "work", "pro": "work", "travail": "work", "entreprise": "work",
	"home": "home", "domicile": "home", "personnel": "home", "personnelle": "home", "perso": "home",
	"personal": "home", "private": "home", "prive": "home", "privee": "home", "maison": "home",
	"cell": "mobile", "mobile": "mobile", "portable": "mobile", "gsm": "mobile", "cellular": "mobile",
	"fax": "fax", "telecopie": "fax", "telecopieur": "fax",
	"pager": "pager", "main": "main", "principal": "main", "principale": "main", "primary": "main",
	"car": "car", "voiture": "car", "other": "other", "autre": "other",
	"voice": "", "internet": "", "pref": "", "x400": "", "text": "", "msg": "", "dom": "", "intl": "",
	"postal": "", "parcel": "", "smtp": "", "number": "", "numero": "",
}

// labelOrder is the order of the shared words in a label of several: where,
// then what.
var labelOrder = []string{"work", "home", "other", "main", "car", "mobile", "fax", "pager"}

// labelOf makes one label of the types of a vCard property. Types that are
// nobody's shared words are kept after the others.
func labelOf(types []string) string {
	var words, own []string
	for _, t := range types {
		word, known := labelWords[t]
		switch {
		case !known && !slices.Contains(own, t):
			own = append(own, strings.TrimPrefix(t, "x-"))
		case known && word != "" && !slices.Contains(words, word):
			words = append(words, word)
		}
	}
	slices.SortFunc(words, func(a, b string) int { return slices.Index(labelOrder, a) - slices.Index(labelOrder, b) })
	return strings.Join(append(words, own...), " ")
}

// Label returns a label as it is stored: the shared word where people of either
// language would use another for it ("travail" is "work"), else as it is.
func Label(s string) string { return ownLabel(s) }

// ownLabel reads a label that a program shows to people: "* Work" of Google,
// "_$!<Work>!$_" of Apple, or the user's own words, which stay as they are.
func ownLabel(s string) string {
	s, _ = clean(s, false)
	s = strings.TrimSpace(strings.TrimPrefix(s, "*"))
	if inner, found := strings.CutPrefix(s, "_$!<"); found {
		s = strings.ToLower(strings.TrimSuffix(inner, ">!$_"))
		switch s {
		case "workfax", "homefax", "otherfax":
			return strings.TrimSuffix(s, "fax") + " fax"
		case "assistantphone":
			return "assistant"
		case "homepage":
			return ""
		}
	}
	words := strings.Fields(fold(s))
	for _, w := range words {
		if _, known := labelWords[w]; !known {
			return s
		}
	}
	return labelOf(words)
}

// shortLabel cuts a label to what the vault takes.
func shortLabel(s string) string {
	if len(s) > maxTag {
		s = strings.ToValidUTF8(s[:maxTag], "")
	}
	return s
}
