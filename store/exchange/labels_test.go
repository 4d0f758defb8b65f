package exchange

import "testing"

// The labels that people make up themselves, as telephones write them.
func TestCustomLabels(t *testing.T) {
	for _, c := range []struct{ head, want string }{
		{"TEL;X-Atelier", "Atelier"},
		{"TEL;X-ATELIER", "atelier"},
		{"TEL;TYPE=X-Chalet", "Chalet"},
		{"TEL;WORK;X-Atelier;X-Atelier", "work Atelier"},
		{"TEL;X-", ""},
		{"TEL;X-CUSTOM(Atelier)", "Atelier"},
		{"TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,Atelier)", "Atelier"},
		{"TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=43=68=C3=A2teau, c=C3=B4t=C3=A9 cour)", "Château, côté cour"},
		{"TEL;X-CUSTOM(ENCODING=QUOTED-PRINTABLE,CHARSET=ISO-8859-1,=C9t=E9)", "Été"},
		{"TEL;TYPE=X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,Atelier)", "Atelier"},
		{"TEL;x-custom(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,Bureau);FAX", "work fax"},
		{"TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,long=\r\n=C3=A9e)", "longée"},
		{"TEL;X-CUSTOM(a=b)", "a=b"},
		{"TEL;X-CUSTOM()", ""},
		{"TEL;X-CUSTOM", "custom"},
	} {
		p := mustReadText(t, Options{}, "BEGIN:VCARD\r\nVERSION:2.1\r\nN:Roy;Anne\r\n"+c.head+":01 99 00 12 34\r\nEND:VCARD\r\n")
		if len(p.Problems) > 0 || len(p.Contacts) != 1 || len(p.Contacts[0].Person.Phones) != 1 {
			t.Errorf("%s: %+v", c.head, p)
			continue
		}
		if got := p.Contacts[0].Person.Phones[0].Label; got != c.want {
			t.Errorf("%s: label %q, want %q", c.head, got, c.want)
		}
	}
}
