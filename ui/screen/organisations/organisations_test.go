package organisations

import (
	"testing"

	"calepin/ui/screen"
	"calepin/ui/screen/trial"
	"calepin/ui/text"
)

func TestSizes(t *testing.T) {
	for _, l := range []text.Language{text.English, text.French} {
		d := trial.New(t, l)
		d.Show(New(d.Desk)).Sizes()
		d = trial.New(t, l).Demo(120, 200)
		d.Show(New(d.Desk)).Sizes()
	}
}

func TestList(t *testing.T) {
	d := trial.New(t, text.English)
	d.Show(New(d.Desk)).Sees("No organisations yet.", "a  adds an organisation").Keys("enter").Said("no organisation is chosen")
	d = trial.New(t, text.English).Demo(120, 200)
	p := New(d.Desk)
	d.Show(p).Keys("j", "n", "k")
	id, _ := p.selected()
	d.Keys("enter", "e", "d", "a")
	for i, want := range []screen.Target{screen.OrganisationPage, screen.OrganisationEdit, screen.OrganisationDelete, screen.OrganisationAdd} {
		if got := d.Opened[i]; got.Target != want || i < 3 && got.IDs[0] != id {
			t.Errorf("%s leads to %v", want, got)
		}
	}
}

func TestSearch(t *testing.T) {
	d := trial.New(t, text.English).Demo(120, 200)
	p := New(d.Desk)
	d.Show(p)
	all := len(p.rows.list)
	d.Keys("/").Type("association")
	if n := len(p.rows.list); n == 0 || n >= all {
		t.Errorf("%d of %d", n, all)
	}
	d.Keys("enter", "esc")
	if len(p.rows.list) != all {
		t.Error("esc does not end the search")
	}
	d.Keys("/").Type("qqqq").Sees("No organisation fits.")
	d.W = 120
	d.Keys("esc").Show(p).Sees("contact")
}
