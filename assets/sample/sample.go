// Package sample holds the word lists that the invented business is made of.
// No list holds a real person, firm or street.
package sample

import "embed"

// Files are names.json (given and family names), firms.json (what firms,
// addresses and contacts are made of) and stories.json (what is said and
// ordered). In stories.json "[a|b]" stands for one of its alternatives and
// "{name}" for a word that depends on the contact.
//
//go:embed *.json
var Files embed.FS
