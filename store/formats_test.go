package store

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestRecordsAreDocumented holds that docs/formats.md names the fields of every
// record that scripts read, all of them and no others.
func TestRecordsAreDocumented(t *testing.T) {
	page, err := os.ReadFile("../docs/formats.md")
	if err != nil {
		t.Fatal(err)
	}
	_, page2, found := strings.Cut(string(page), "### Records\n")
	table, _, end := strings.Cut(page2, "\n## ")
	if !found || !end {
		t.Fatal("no table of records")
	}
	rows := map[string]string{}
	for line := range strings.Lines(table) {
		if cells := strings.SplitN(line, "|", 4); len(cells) == 4 {
			rows[strings.Trim(cells[1], " `")] = cells[2]
		}
	}
	for kind, record := range map[RecordKind]any{
		KindPerson: Person{}, KindOrganisation: Organisation{}, KindInteraction: Interaction{}, KindDocument: Document{},
		KindAttachment: Attachment{}, KindTask: Task{}, KindBatch: Batch{}, KindDisclosure: Disclosure{}, KindConsent: Consent{},
		KindWording: Wording{}, KindNotice: Notice{}, KindGiven: NoticeGiven{}, KindField: Field{}, KindRestriction: Restriction{},
		KindHold: Hold{}, KindRetained: Retained{}, KindArchived: Archived{}, KindSuppression: Suppression{},
	} {
		var want []string
		for f := range reflect.TypeOf(record).Fields() {
			if name, _, _ := strings.Cut(f.Tag.Get("json"), ","); name != "" && name != "-" {
				want = append(want, name)
			}
		}
		got := documented(rows[string(kind)])
		if !slices.Equal(got, want) {
			t.Errorf("%s has %q, documented are %q", kind, want, got)
		}
	}
}

// documented are the fields that a cell names, what is in brackets left out.
func documented(cell string) (names []string) {
	cell = regexp.MustCompile(`\([^()]*\)`).ReplaceAllString(cell, "")
	for _, m := range regexp.MustCompile("`([a-z0-9_]+)`").FindAllStringSubmatch(cell, -1) {
		names = append(names, m[1])
	}
	return names
}
