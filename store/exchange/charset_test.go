package exchange

import "testing"

// A card of another encoding in the same file changes nothing for one that is
// UTF-8, whether it says so or not.
func TestEachCardHasItsEncoding(t *testing.T) {
	parsed, err := readText(Options{}, "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Le Bras;Ma=C3=ABlle;;;\r\nEND:VCARD\r\n"+
		"BEGIN:VCARD\r\nVERSION:2.1\r\nN:B\xe9nard;Zo\xe9;;;\r\nEND:VCARD\r\n"+
		"BEGIN:VCARD\r\nVERSION:2.1\r\nN:Exemple;Joëlle;;;\r\nEND:VCARD\r\n")
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Maëlle", "Zoé", "Joëlle"}
	if len(parsed.Contacts) != len(want) {
		t.Fatalf("%d contacts", len(parsed.Contacts))
	}
	for i, c := range parsed.Contacts {
		if c.Person.Given != want[i] {
			t.Errorf("contact %d is %q, want %q", i, c.Person.Given, want[i])
		}
	}
}
