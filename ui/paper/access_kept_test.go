package paper

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"calepin/privacy"
	"calepin/store"
	"calepin/store/vault"
	"calepin/ui/text"
)

// TestArt15HoldsAreToldWithoutTheReason: the copy tells that a hold stands, what
// it holds and since when, and not why, unless the business wants it told; the
// reason of one that is released is told. What else was decided is in it too.
func TestArt15HoldsAreToldWithoutTheReason(t *testing.T) {
	v, err := vault.Memory()
	must(t, err)
	defer func() { _ = v.Close() }()
	s, err := store.Init(v, store.Settings{Country: "FR"})
	must(t, err)
	must(t, privacy.Prepare(s))
	p := store.Person{Given: "Ada", Source: "salon", Emails: []store.Email{{Address: "ada@fictif.example"}}}
	must(t, s.AddPerson(&p, store.AddOptions{}))
	d := store.Document{Contact: p.ID, Kind: store.Invoice, Number: "F-12", Date: "2026-01-02", Amount: 100}
	must(t, s.AddDocument(&d))
	over := store.Hold{Contact: p.ID, Reason: "réclamation close", Review: "2099-01-01"}
	must(t, s.Hold(&over))
	_, err = s.Release(p.ID, over.ID)
	must(t, err)
	must(t, s.Hold(&store.Hold{Contact: p.ID, Document: d.ID, Reason: "nos moyens de défense", Review: "2099-05-06"}))
	must(t, s.Retain([]store.ID{p.ID}, func(r *store.Retained) { r.Until, r.Reason = "2030-01-01", "garantie de dix ans" }))
	must(t, s.RecordDisclosure(&store.Disclosure{Recipient: "Cabinet Fictif", Format: "csv", Contacts: []store.ID{p.ID}, Count: 1}))
	must(t, s.RecordConsent(&store.Consent{Contact: p.ID, Answer: store.Objected, At: time.Now()}))
	must(t, s.SetBreach(&store.Breach{Title: "clé perdue", Kinds: []store.BreachKind{store.OfConfidentiality}, Facts: "chez un voisin", Aware: time.Now(), Data: "adresses", Advice: "méfiez-vous des appels", Contacts: []store.ID{p.ID}}))
	must(t, s.SetProcessor(&store.Processor{Name: "Hébergeur Test", Service: "site", Contact: p.ID}, "", nil))
	r := store.Restriction{Contact: p.ID, Ground: store.Contested} // owes a telling
	must(t, s.Restrict(&r))
	for _, l := range []text.Language{text.French, text.English} {
		words, err := text.Load(l)
		must(t, err)
		for _, told := range []bool{false, true} {
			a, err := privacy.AccessOf(s, p.ID, string(l), time.Now())
			must(t, err)
			if told {
				must(t, a.TellHolds(s))
			}
			var d Document
			accessCopy(words, &a, &d)
			var data bytes.Buffer
			must(t, AccessJSON(&data, words, a, nil))
			for what, said := range map[string]string{"the copy": TextOf(d), "the JSON": data.String()} {
				for want, there := range map[string]bool{"F-12": true, "réclamation close": true, "garantie de dix ans": true, "Cabinet Fictif": true,
					"méfiez-vous des appels": true, "chez un voisin": false, "Hébergeur Test": true,
					"nos moyens de défense": told, "2099-05-06": told && what == "the JSON"} {
					if strings.Contains(said, want) != there {
						t.Errorf("%s, told %v: %q in %s is %v\n%s", l, told, want, what, !there, said)
					}
				}
			}
			said := TextOf(d)
			for _, want := range []string{words.Access.Holds, words.Access.Tellings, words.Access.Suppressed, words.Access.Breaches, words.Access.Serves, words.Suppression.Sources["objection"]} {
				if !strings.Contains(said, want) {
					t.Errorf("%s: no %q in\n%s", l, want, said)
				}
			}
			if strings.Contains(said, words.Access.HoldsUntold) == told {
				t.Errorf("%s, told %v: what is said of the reasons is wrong", l, told)
			}
		}
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
