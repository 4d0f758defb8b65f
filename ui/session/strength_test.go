package session

import "testing"

func TestMeasure(t *testing.T) {
	for passphrase, want := range map[string]Strength{
		"":                                 Guessable,
		"correct horse":                    Guessable,
		"motdepasse":                       Guessable,
		"Marseille1998!":                   Guessable,
		"aaaaaaaaaaaaaaaaaaaaaaaa":         Guessable,
		"cheval cheval cheval cheval":      Guessable,
		"plusieurs mots à toi":             Fair,
		"correct horse battery staple":     Strong,
		"tilleul ardoise Fanion gyroscope": Strong,
		"tR7wq-9KxPz-m4LvB2-hNc8":          Strong,
	} {
		if got := Measure(passphrase); got != want {
			t.Errorf("%q: %d, want %d", passphrase, got, want)
		}
	}
}
