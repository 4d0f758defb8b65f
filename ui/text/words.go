// Package text holds the words shown to people, in French and in English, and
// the way each language writes dates, numbers and amounts.
package text

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"

	"calepin/assets"
)

// Words is everything the program says, one field a section. It is filled from
// assets/words/{fr,en}.json, whose keys are the names of the fields; a test
// holds both files to these types word by word.
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

	Privacy      Privacy
	Consent      Consent
	Wording      Wording
	Rule         Rule
	Field        Field
	Activity     Activity
	Register     Register
	Business     Business
	Notice       Notice
	Request      Request
	Watch        Watch
	Receipt      Receipt
	Access       Access
	Portability  Portability
	Opening      Opening
	Parcel       Parcel
	Certificate  Certificate
	Restriction  Restriction
	Hold         Hold
	Recipients   Recipients
	Suppression  Suppression
	Records      Records
	Contact      Contact
	Erase        Erase
	Retention    Retention
	Archive      Archive
	Organisation Organisation
	Interaction  Interaction
	Document     Document
	Attachment   Attachment
	Task         Task
	Undo         Undo
	Disclosure   Disclosure
	Import       Import
	Export       Export
	Demo         Demo
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
	return w, fill(w, l, assets.WordsEN, assets.WordsFR)
}

// LoadScreens returns the words of the screens in a language.
func LoadScreens(l Language) (*Screens, error) {
	w := &Screens{}
	return w, fill(w, l, assets.ScreensEN, assets.ScreensFR)
}

// fill reads the words of a language into a struct of them.
func fill(words any, l Language, en, fr []byte) error {
	data := en
	if l == French {
		data = fr
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(words); err != nil {
		return fmt.Errorf("words of %q: %w", l, err)
	}
	finish(reflect.ValueOf(words).Elem(), l)
	return nil
}

// finish gives every text its language's typography and every plural its
// language.
func finish(v reflect.Value, l Language) {
	switch v.Kind() {
	case reflect.String:
		if l == French {
			v.SetString(frenchSpaces(v.String()))
		}
	case reflect.Map:
		for _, k := range v.MapKeys() {
			if l == French {
				v.SetMapIndex(k, reflect.ValueOf(frenchSpaces(v.MapIndex(k).String())))
			}
		}
	case reflect.Struct:
		if p, ok := v.Addr().Interface().(*Plural); ok {
			p.language = l
		}
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				finish(v.Field(i), l)
			}
		}
	}
}

// frenchSpaces puts the narrow no-break space where French typography wants
// one, so that the files of words can be written with plain spaces. It runs on
// every text at every start, hence by hand.
func frenchSpaces(s string) string {
	var b strings.Builder
	from := 0
	for i := range len(s) {
		if s[i] == ' ' && (strings.HasSuffix(s[:i], "«") || closes(s[i+1:])) {
			b.WriteString(s[from:i])
			b.WriteString("\u202f")
			from = i + 1
		}
	}
	if from == 0 {
		return s
	}
	b.WriteString(s[from:])
	return b.String()
}

// closes tells whether s begins with a sign that stands off what is before it.
func closes(s string) bool {
	return s != "" && strings.IndexByte(";:!?%", s[0]) >= 0 || strings.HasPrefix(s, "»") || strings.HasPrefix(s, "€")
}
