package cli

import (
	"encoding/json"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"calepin/crypto"
	"calepin/store"
	"calepin/store/exchange"
	"calepin/store/vault"
	"calepin/ui/text"
)

// repeatText is "repeat FILE N TEXT": N times a text, a quoted Go string, at
// the end of a file.
func repeatText(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.Atoi(args[1])
	ts.Check(err)
	s, err := strconv.Unquote(args[2])
	ts.Check(err)
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	ts.Check(err)
	_, err = f.WriteString(strings.Repeat(s, n))
	ts.Check(err)
	ts.Check(f.Close())
}

// truncateFile is "truncate FILE N": the file is cut to N bytes, or by so many
// where N is negative.
func truncateFile(ts *testscript.TestScript, _ bool, args []string) {
	n, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	path := ts.MkAbs(args[0])
	info, err := os.Stat(path)
	ts.Check(err)
	if n < 0 {
		n += info.Size()
	}
	ts.Check(os.Truncate(path, n))
}

// holdVault is "hold": the vault is open in this process, until the script ends.
func holdVault(ts *testscript.TestScript, _ bool, _ []string) {
	id, err := crypto.ReadIdentityFile(ts.MkAbs("key.txt"))
	ts.Check(err)
	dir := ts.MkAbs("data/calepin")
	info, err := vault.Peek(dir)
	ts.Check(err)
	v, err := vault.Open(dir, id, vault.OpenOptions{Pins: crypto.NewFilePin(ts.MkAbs("key.txt"), id, info.ID)})
	ts.Check(err)
	ts.Defer(func() { _ = v.Close() })
}

// sameContent is "samecontent A B": two exports hold the same records, but for
// the imports that brought them.
func sameContent(ts *testscript.TestScript, _ bool, args []string) {
	var read [2]map[string]any
	for i, name := range args {
		ts.Check(json.Unmarshal([]byte(ts.ReadFile(name)), &read[i]))
		for _, own := range []string{"exported_at", "batches", "disclosures"} {
			delete(read[i], own)
		}
		for _, section := range read[i] {
			records, _ := section.([]any)
			for _, r := range records {
				delete(r.(map[string]any), "batch")
				if _, activity := r.(map[string]any)["basis"]; activity { // each vault is given those shipped when it is made
					delete(r.(map[string]any), "created_at")
					delete(r.(map[string]any), "updated_at")
				}
			}
		}
	}
	if len(read[0]["persons"].([]any)) == 0 || !reflect.DeepEqual(read[0], read[1]) {
		for name := range read[0] {
			if !reflect.DeepEqual(read[0][name], read[1][name]) {
				ts.Logf("%s:\n%v\n%v", name, read[0][name], read[1][name])
			}
		}
		ts.Fatalf("the contents differ")
	}
}

// Whatever a record has by way of fields has a word in both languages, and so
// have the values of those that take one of a few.
func TestEveryFieldHasAWord(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		w := quietApp(t, l).T
		for _, record := range []any{store.Person{}, store.Affiliation{}, store.Organisation{}, store.Address{}, store.Interaction{},
			store.Document{}, store.Attachment{}, store.Task{}, store.Disclosure{}, store.Batch{},
			store.Activity{}, store.ActivityText{}, store.Consent{}, store.Wording{}, store.Notice{}, store.NoticeGiven{}, store.Field{}, store.Value{}} {
			typ := reflect.TypeOf(record)
			for i := range typ.NumField() {
				name, _, _ := strings.Cut(typ.Field(i).Tag.Get("json"), ",")
				if name != "-" && w.Records.Fields[name] == "" {
					t.Errorf("%s: %s.%s has no word", l, typ.Name(), name)
				}
			}
		}
	}
}

// The help of import names every field that a column can be mapped to.
func TestImportHelpNamesTheFields(t *testing.T) {
	for _, l := range []text.Language{text.French, text.English} {
		if long := quietApp(t, l).T.Import.Command.Long; !strings.Contains(long, strings.Join(exchange.Fields, ", ")) {
			t.Errorf("%s: fields missing", l)
		}
	}
}

func TestLabelled(t *testing.T) {
	for input, want := range map[string][2]string{
		"ada@fictif.example":          {"", "ada@fictif.example"},
		"work:ada@fictif.example":     {"work", "ada@fictif.example"},
		"compta 2: a@b.example":       {"", "compta 2: a@b.example"},
		"Service compta: a@b.example": {"Service compta", "a@b.example"},
		"https://fictif.example":      {"", "https://fictif.example"},
		"site:https://fictif.example": {"site", "https://fictif.example"},
		"tel:+33261910001":            {"", "tel:+33261910001"},
		":x":                          {"", ":x"},
		"":                            {"", ""},
	} {
		if label, rest := labelled(input); label != want[0] || rest != want[1] {
			t.Errorf("%q: %q, %q", input, label, rest)
		}
	}
}

func TestParseAddress(t *testing.T) {
	for input, want := range map[string]store.Address{
		"12 rue Haute, 44000 Nantes":                  {Street: "12 rue Haute", PostalCode: "44000", City: "Nantes"},
		"home:12 rue Haute, Bât. B, 44000 Nantes, Fr": {Label: "home", Street: "12 rue Haute\nBât. B", PostalCode: "44000", City: "Nantes", Country: "FR"},
		"12 rue Haute": {Street: "12 rue Haute"},
		"Rue Neuve 1\nB-1000 Bruxelles\nBelgique": {Street: "Rue Neuve 1", PostalCode: "1000", City: "Bruxelles", Country: "BE"},
		"travail: 44000 Nantes":                   {Label: "work", PostalCode: "44000", City: "Nantes"},
	} {
		if got := parseAddress(input); got != want {
			t.Errorf("%q: %+v", input, got)
		}
	}
}

func TestMergePatch(t *testing.T) { // after the example of RFC 7396, section 3
	var target, change, want map[string]any
	for text, v := range map[string]*map[string]any{
		`{"title":"Goodbye!","author":{"given":"John","family":"Doe"},"tags":["a","b"],"content":"x"}`: &target,
		`{"title":"Hello!","phone":"01","author":{"family":null},"tags":["c"]}`:                        &change,
		`{"title":"Hello!","author":{"given":"John"},"tags":["c"],"content":"x","phone":"01"}`:         &want,
	} {
		if err := json.Unmarshal([]byte(text), v); err != nil {
			t.Fatal(err)
		}
	}
	if got := mergePatch(target, change); !reflect.DeepEqual(got, want) {
		t.Errorf("%v", got)
	}
}
