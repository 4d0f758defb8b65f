package exchange

import (
	"slices"
	"strings"

	"calepin/store"
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
	"pager": "pager", "radiomessagerie": "pager", "bipeur": "pager", "bip": "pager",
	"billing": "billing", "facturation": "billing", "delivery": "delivery", "shipping": "delivery", "livraison": "delivery",
	"main": "main", "principal": "main", "principale": "main", "primary": "main",
	"car": "car", "voiture": "car", "other": "other", "autre": "other",
	"voice": "", "internet": "", "x-internet": "", "pref": "", "x400": "", "text": "", "msg": "", "dom": "", "intl": "",
	"postal": "", "parcel": "", "smtp": "", "number": "", "numero": "",
}

// labelOrder is the order of the shared words in a label of several: where,
// then what.
var labelOrder = []string{"work", "home", "other", "main", "car", "billing", "delivery", "mobile", "fax", "pager"}

// labelOf makes one label of the types of a vCard property. Types that are
// nobody's shared words are kept after the others, in small letters where they
// are all capitals: vCard 2.1 shouts.
func labelOf(types []string) string {
	var words, own []string
	for _, t := range types {
		word, known := labelWords[strings.ToLower(t)]
		if !known {
			t = ownType(t)
		}
		switch {
		case !known && t != "" && !slices.Contains(own, t):
			own = append(own, t)
		case known && word != "" && !slices.Contains(words, word):
			words = append(words, word)
		}
	}
	store.SortRecords(words, func(a, b string) int { return slices.Index(labelOrder, a) - slices.Index(labelOrder, b) })
	return strings.Join(append(words, own...), " ")
}

// ownType is a type that somebody made up: the "X-" of vCard 2.1 and 3.0 says
// no more than that.
func ownType(t string) string {
	if len(t) > 1 && strings.EqualFold(t[:2], "x-") {
		t = t[2:]
	}
	if t == strings.ToUpper(t) {
		t = strings.ToLower(t)
	}
	return t
}

// customLabel reads the label that Android telephones write into a parameter:
// X-CUSTOM(Atelier), or with what it is encoded by before it,
// X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=C3=89t=C3=A9).
func customLabel(param string) (label string, ok bool) {
	param = strings.TrimSpace(param)
	if len(param) > len("TYPE=") && strings.EqualFold(param[:len("TYPE=")], "TYPE=") {
		param = strings.Trim(param[len("TYPE="):], `"`)
	}
	if len(param) < len(custom) || !strings.EqualFold(param[:len(custom)], custom) {
		return "", false
	}
	label = strings.TrimSuffix(param[len(custom):], ")")
	charsetName, quoted := "", false
	for {
		name, rest, _ := strings.Cut(label, "=")
		value, text, more := strings.Cut(rest, ",")
		switch {
		case more && strings.EqualFold(name, "CHARSET"):
			charsetName = value
		case more && strings.EqualFold(name, "ENCODING"):
			quoted = strings.EqualFold(value, "QUOTED-PRINTABLE")
		default:
			return decodeLabel(label, charsetName, quoted), true
		}
		label = text
	}
}

const custom = "X-CUSTOM("

func decodeLabel(label, charsetName string, quoted bool) string {
	raw := []byte(label)
	if quoted {
		raw, _ = unquote(raw)
	}
	if e, known := charset(charsetName); known && e != nil && !ascii(raw) {
		if text, err := e.NewDecoder().Bytes(raw); err == nil {
			raw = text
		}
	}
	return strings.ToValidUTF8(string(raw), "\ufffd")
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
