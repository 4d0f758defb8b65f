// Package widget holds the parts that screens are made of: table, form and its
// fields, editor, picker, confirmation, timeline. They are plain structs with
// imperative methods that a screen holds and drives; those that are boxes of
// their own are screens. None knows a record.
//
// Fields and editors are drawn over an editing core of this package and not
// over that of bubbles: there a text of 10 KB costs 6 ms a key, one of 100 KB
// 56 ms, the cursor of a line stands wrong after a wide character, moves stop
// inside a grapheme, and ctrl+v runs a program that reads the clipboard.
package widget
