// Package assets holds what is embedded in the program. It imports no other
// room of the house, and every other may read it.
package assets

import "embed"

// WordsFR and WordsEN are the words shown to people, packed from the JSON files
// beside them, as ui/text reads them, through Whole.
var (
	//go:embed words/fr.packed
	WordsFR string
	//go:embed words/en.packed
	WordsEN string
	// ScreensFR and ScreensEN are the words of the interface alone.
	//go:embed words/screens.fr.packed
	ScreensFR string
	//go:embed words/screens.en.packed
	ScreensEN string
)

// Activities are the processing activities that every vault begins with,
// Wordings the questions by which consent is asked for, as privacy reads them.
var (
	//go:embed policies/activities.json
	Activities []byte
	//go:embed policies/wordings.json
	Wordings []byte
	// Retention is how long each kind of data is kept, as calepin ships it.
	//go:embed policies/retention.json
	Retention []byte
	// Rules are the values of rules of law by their first day.
	//go:embed policies/rules.json
	Rules []byte
)

// Notices are the templates of what people are told, by form and language:
// policies/notice.full.fr.md. Between braces, {name} stands for a value,
// {#name}…{/name} for what is said where there is one, or once for each,
// {^name}…{/name} for what is said where there is none.
//
//go:embed policies/notice.*.md
var Notices embed.FS

// Letters are the templates of the letters about a request, by step and language:
// policies/letter.refuse.fr.md. They are filled in as notices are.
//
//go:embed policies/letter.*.md
var Letters embed.FS

// SansRegular and SansBold are the fonts of printed papers: Noto Sans, reduced
// to Latin, Greek and Cyrillic letters and a few signs (fonts/OFL.txt).
var (
	//go:embed fonts/NotoSans-Regular.ttf
	sansRegular string
	//go:embed fonts/NotoSans-Bold.ttf
	sansBold string
)

func SansRegular() []byte { return []byte(Whole(sansRegular)) }
func SansBold() []byte    { return []byte(Whole(sansBold)) }

// Watch is what the watch over free text looks for, by language.
var (
	//go:embed watch/fr.txt
	watchFR string
	//go:embed watch/en.txt
	watchEN string

	Watch = map[string]string{"fr": watchFR, "en": watchEN}
)
