package reach

import (
	"net/url"
	"strings"
)

// mailURL is an address as mailers take it (RFC 6068). Everything that could
// mean something to a URL, or to a program on the way, is escaped.
func mailURL(address string) string {
	at := strings.LastIndexByte(address, '@')
	if at < 0 {
		return "mailto:" + escape(address)
	}
	return "mailto:" + escape(address[:at]) + "@" + escape(address[at+1:])
}

// telURL is a stored number as diallers take it (RFC 3966): "+33…", with
// ";ext=12" where it has an extension. Of a number that is none, only what can
// be dialled is kept; empty where that is nothing.
func telURL(number string) string {
	number, ext, _ := strings.Cut(number, ";ext=")
	dialled := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' || r == '+' || r == '*' || r == '#' {
			return r
		}
		return -1
	}, number)
	if strings.Trim(dialled, "+*#") == "" {
		return ""
	}
	s := "tel:" + strings.ReplaceAll(dialled, "#", "%23")
	if ext = strings.Map(digit, ext); ext != "" {
		s += ";ext=" + ext
	}
	return s
}

func digit(r rune) rune {
	if r >= '0' && r <= '9' {
		return r
	}
	return -1
}

// escape leaves letters, digits and the unreserved signs alone.
func escape(s string) string { return strings.ReplaceAll(url.QueryEscape(s), "+", "%20") }
