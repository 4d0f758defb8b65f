package privacy

import "strings"

// markdownSigns are those that Markdown would take for its own inside a line.
var markdownSigns = strings.NewReplacer(`\`, `\\`, "`", "\\`", "*", `\*`, "_", `\_`, "[", `\[`, "]", `\]`,
	"<", `\<`, ">", `\>`, "|", `\|`, "&", `\&`, "#", `\#`, "~", `\~`)

// Literal writes a value so that Markdown shows it as it is: what was typed or
// imported makes no heading, no link and no list. It stays on its line.
func Literal(s string) string {
	words := strings.FieldsFunc(s, func(r rune) bool { return r <= ' ' }) // no-break spaces stay
	s = markdownSigns.Replace(strings.Join(words, " "))
	if s == "" {
		return s
	}
	digits := strings.TrimLeft(s, "0123456789")
	switch {
	case strings.ContainsRune("-+=", rune(s[0])):
		return `\` + s
	case len(digits) < len(s) && digits != "" && (digits[0] == '.' || digits[0] == ')'):
		return s[:len(s)-len(digits)] + `\` + digits
	}
	return s
}
