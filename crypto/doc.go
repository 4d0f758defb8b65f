// Package crypto holds calepin's keys and what protects them: age identities
// and recipients, identities sealed with a passphrase, the operating system's
// keyring, recovery keys, and the hardening of the process.
//
// It knows no other part of calepin. Its errors are typed, and their texts
// hold no secret: a line that could not be read as a key is never quoted,
// since it may be a key with one letter wrong.
package crypto
