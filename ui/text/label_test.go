package text

import (
	"testing"

	"calepin/store/exchange"
)

func TestLabel(t *testing.T) {
	for _, c := range []struct {
		language    Language
		label, want string
	}{
		{French, "work fax", "fax professionnel"}, {English, "work fax", "work fax"}, {French, "home", "domicile"},
		{French, "work main", "travail, principal"}, {English, "work ; mobile", "work, mobile"},
		{French, "Atelier", "Atelier"}, {French, "work Atelier", "work Atelier"}, {French, "", ""},
	} {
		w, err := Load(c.language)
		if err != nil {
			t.Fatal(err)
		}
		if got := w.Label(c.label); got != c.want {
			t.Errorf("%s in %s: %q, want %q", c.label, c.language, got, c.want)
		}
	}
}

// A label that was exported in people's words is the same label once imported.
func TestLabelsAreReadBack(t *testing.T) {
	for _, l := range []Language{French, English} {
		w, err := Load(l)
		if err != nil {
			t.Fatal(err)
		}
		for label := range w.Records.Labels {
			said := w.Label(label)
			if label == "cell" { // what calepin calls mobile
				label = "mobile"
			}
			if got := exchange.Label(said); got != label {
				t.Errorf("%s: %q is read as %q, not %q", l, said, got, label)
			}
		}
	}
}
