// Package text holds the words shown to people, in French and in English, and
// the way each language writes dates, numbers and amounts.
package text

import "calepin/assets"

// Words is everything the program says, one field a section. It is written in
// assets/words/{fr,en}.json, whose keys are the names of the fields; a test
// holds both files to these types word by word. The program embeds them packed,
// by go test ./ui/text -update.
//
// A plain string has no placeholder, a Phrase has some, a Plural depends on a
// count. The tag words:"optional" marks what may be left out in both languages.
type Words struct {
	Language Language `json:"-"`

	Help   Help
	Common Common
	Errors Errors
	Unlock Unlock
	Shell  Shell
	Tidy   Tidy

	Init    Init
	Seal    Seal
	Salvage Salvage
	Backup  Backup
	Key     Key
	Doctor  Doctor

	Privacy     Privacy
	Consent     Consent
	Wording     Wording
	Rule        Rule
	Field       Field
	Activity    Activity
	Register    Register
	Business    Business
	Notice      Notice
	Request     Request
	Watch       Watch
	Receipt     Receipt
	Access      Access
	Portability Portability
	Opening     Opening
	Parcel      Parcel
	Certificate Certificate
	Restriction Restriction
	Hold        Hold
	Operator    OperatorWords
	Audit       Audit
	Recipients  Recipients
	Processor   Processor
	Breach      Breach
	Review      Review

	Accountability Accountability
	Suppression    Suppression
	Records        Records
	Contact        Contact
	Erase          Erase
	Retention      Retention
	Archive        Archive
	Erasure        Erasure
	Organisation   Organisation
	Interaction    Interaction
	Document       Document
	Attachment     Attachment
	Task           Task
	Undo           Undo
	Disclosure     Disclosure
	Import         Import
	Export         Export
	Pseudonyms     Pseudonyms
	Demo           Demo
}

// Command is the help of one command.
type Command struct {
	Short   string            // one line, in the list of its parent
	Long    string            `words:"optional"` // in its own help, in place of Short
	Args    string            `words:"optional"` // the arguments, as the usage line shows them
	Example string            `words:"optional"`
	Flags   map[string]string `words:"optional"` // what each flag does; a value's name in `backquotes`
}

// Load returns the words of a language.
func Load(l Language) (*Words, error) {
	w := &Words{Language: l}
	return w, unpack(w, of(l, assets.WordsEN, assets.WordsFR), l)
}

// LoadScreens returns the words of the screens in a language.
func LoadScreens(l Language) (*Screens, error) {
	w := &Screens{}
	return w, unpack(w, of(l, assets.ScreensEN, assets.ScreensFR), l)
}

func of(l Language, en, fr string) packed {
	if l == French {
		return packed(assets.Whole(fr))
	}
	return packed(assets.Whole(en))
}
