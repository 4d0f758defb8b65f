// Package privacy applies the rules of data protection to the records of
// store. A rule names its source in its comment and is told to people with it;
// docs/law.md lists them all. The package takes the time as an argument and
// knows no language: it returns facts, ui puts them into words.
package privacy
