package facts

import "testing"

func TestMailboxBreaksWhereItReadsWell(t *testing.T) {
	for _, c := range []struct {
		address string
		w       int
		want    string
	}{
		{"ada@atelier.example", 19, "ada@atelier.example"},
		{"ada@atelier.example", 18, "ada\n@atelier.example"},
		{"hugo.auffret@voilerie-papier-mache.example", 18, "hugo.auffret\n@voilerie-papier-\nmache.example"},
		{"hugo.auffret@voilerie.example", 9, "hugo\n.auffret\n@voilerie\n.example"},
		{"nobreaktobefound", 4, "nobreaktobefound"},
		{"", 0, ""},
	} {
		if got := Mailbox(c.address, c.w); got != c.want {
			t.Errorf("%q in %d: %q, not %q", c.address, c.w, got, c.want)
		}
	}
}
