package text

import (
	"strings"
	"testing"

	"calepin/privacy"
	"calepin/store"
)

// TestReg1182ReasoningIsSaid: a deadline is told with how it was counted, in
// either language (GDPR art. 12(3); Reg. 1182/71 art. 3).
func TestReg1182ReasoningIsSaid(t *testing.T) {
	for _, v := range []struct {
		received store.Date
		said     map[Language]string
	}{
		{"2027-02-28", map[Language]string{
			English: "received Sun 28 Feb 2027; one month, 28 Mar, is a Sunday; 29 Mar is Easter Monday; due Tue 30 Mar 2027",
			French:  "reçue le dimanche 28 février 2027 ; un mois, 28 mars, est un dimanche ; 29 mars, lundi de Pâques ; à répondre au plus tard le mardi 30 mars 2027"}},
		{"2026-08-31", map[Language]string{
			English: "received Mon 31 Aug 2026; one month, to the last day of the month, 30 Sep; due Wed 30 Sep 2026"}},
	} {
		for language, want := range v.said {
			w, err := Load(language)
			if err != nil {
				t.Fatal(err)
			}
			got := w.Deadline(privacy.ClockOf(store.Request{Received: v.received}, privacy.Calendar{}, v.received))
			if got = strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(got); got != want {
				t.Errorf("%s\nsays %s\nnot  %s", language, got, want)
			}
		}
	}
}
