package privacy

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"calepin/store"
	"calepin/store/vault"
)

// namely is a text that speaks of her in every way that people write.
const namely = "pour " + given + " " + family + ", " + email + ", 06 39 98 12 34"

// file is what the law has kept: the invoice itself (C. com. L123-22).
const file = "à l'ordre de la cliente numéro 8472"

// planter puts her into a record of each kind.
type planter struct {
	*desk
	other    store.Person // who stays, and whose records speak of her
	activity store.Activity
	wording  store.Wording
	notice   store.Notice
	invoice  store.Document
}

func plant(d *desk) *planter {
	p := &planter{desk: d, other: store.Person{Given: "Lucien", Family: "Vasseur", Source: "salon"}}
	d.must(Prepare(d.s))
	d.must(d.s.AddPerson(&p.other, store.AddOptions{}))
	for _, kind := range store.Kinds() {
		if how := plants[kind]; how != nil {
			how(p)
		}
	}
	d.must(d.s.SaveDraft(&store.Draft{Kind: "note", Values: []byte(`{"text":"` + namely + `"}`)}))
	d.must(d.s.SaveView(store.View{Name: "Autour de " + family, Query: store.Query{Search: given + " " + family}}))
	return p
}

// person is somebody else who is on file.
func (p *planter) person(who string) store.Person {
	x := store.Person{Given: who, Family: "Vasseur", Source: "salon"}
	p.must(p.s.AddPerson(&x, store.AddOptions{}))
	return x
}

// plants are how each kind of record comes to hold her, in a record of her own
// where there may be one and in what speaks of her elsewhere. A new kind that is
// missing here fails the test.
var plants = map[store.RecordKind]func(*planter){
	store.KindPerson: func(p *planter) {
		fields := store.Field{Name: "Parrain " + given + " " + family, Activity: p.activities()[0].ID, Months: 12}
		p.must(p.s.AddField(&fields))
		for _, who := range []store.ID{p.gone.ID, p.other.ID} {
			_, err := p.s.EditPerson(who, func(x *store.Person) error {
				x.Note, x.Source, x.Tags = namely, namely, []string{"amis de " + given + " " + family}
				x.Addresses = []store.Address{{Street: "chez " + given + " " + family, City: "Nantes"}}
				x.Fields = []store.Value{{Field: fields.ID, Text: namely}}
				x.Organisations = append(x.Organisations, store.Affiliation{Name: "Atelier Sauge", Title: "chez " + given + " " + family})
				if who == p.gone.ID {
					x.Organisations = append(x.Organisations, store.Affiliation{Name: given + " " + family})
				}
				return nil
			})
			p.must(err)
		}
	},
	store.KindField: func(*planter) {}, // with the person
	store.KindOrganisation: func(p *planter) {
		p.must(p.s.AddOrganisation(&store.Organisation{Name: "Atelier du Port", Note: namely, Addresses: []store.Address{{Extended: "c/o " + given + " " + family}}}))
		_, err := p.s.EditOrganisation(p.gone.Organisations[0].Organisation, func(o *store.Organisation) error {
			o.Emails, o.Phones, o.Note = []store.Email{{Address: email}}, []store.Phone{{Number: phone}}, namely
			o.URLs = []store.Link{{URL: "https://zephyrine-kervadecq.example/"}}
			return nil
		})
		p.must(err)
	},
	store.KindInteraction: func(p *planter) {
		p.must(p.s.AddInteraction(&store.Interaction{Contact: p.other.ID, Kind: store.Note, Subject: namely, Body: strings.ToUpper(namely), At: today}))
	},
	store.KindDocument: func(p *planter) {
		p.invoice = store.Document{Contact: p.gone.ID, Kind: store.Invoice, Number: "F-43", Date: "2026-03-05", Amount: 100, Note: namely}
		p.must(p.s.AddDocument(&p.invoice))
		p.must(p.s.AddDocument(&store.Document{Contact: p.other.ID, Kind: store.Quote, Number: "D-44", Date: "2026-03-05", Amount: 100, Note: namely}))
	},
	store.KindAttachment: func(p *planter) {
		p.must(p.s.AddAttachment(&store.Attachment{Contact: p.gone.ID, Document: p.invoice.ID, Name: "facture " + given + " " + family + ".txt"}, strings.NewReader(file)))
		p.must(p.s.AddAttachment(&store.Attachment{Contact: p.gone.ID, Name: "lettre.txt"}, strings.NewReader(namely)))
		p.must(p.s.AddAttachment(&store.Attachment{Contact: p.other.ID, Name: "avec " + given + " " + family + ".txt"}, strings.NewReader("rien")))
	},
	store.KindTask: func(p *planter) {
		p.must(p.s.AddTask(&store.Task{Contact: p.gone.ID, Title: namely}))
		p.must(p.s.AddTask(&store.Task{Title: namely, Note: namely}))
	},
	store.KindBatch: func(p *planter) { // an import that made a record of hers, too
		p.must(p.s.Load(store.Set{Batch: &store.Batch{Files: []string{"amis de " + given + " " + family + ".csv"}, Format: "csv"},
			Interactions: []store.Interaction{{Contact: p.gone.ID, Kind: store.Note, Body: secret, At: today}}}))
	},
	store.KindDisclosure: func(p *planter) {
		p.must(p.s.RecordDisclosure(&store.Disclosure{Recipient: "Notaire de " + given + " " + family, Format: "csv", Contacts: []store.ID{p.gone.ID}, Count: 1}))
	},
	store.KindTelling: func(p *planter) { // one that is owed, and one that was told
		p.must(p.s.RecordDisclosure(&store.Disclosure{Recipient: "Amie de " + given + " " + family, Format: "json", Contacts: []store.ID{p.gone.ID, p.other.ID}, Count: 2}))
		for _, who := range []store.ID{p.gone.ID, p.other.ID} {
			r := store.Restriction{Contact: who, Ground: store.Contested, Reason: namely}
			p.must(p.s.Restrict(&r))
			owed, err := p.s.Tellings(who)
			p.must(err)
			_, err = p.s.Tell([]store.ID{owed[0].ID}, func(t *store.Telling) error {
				t.Told, t.Excuse, t.Note = store.DateOf(time.Now()), store.Impossible, namely
				return nil
			})
			p.must(err)
			_, err = p.s.Lift(who, r.ID, store.Lifting{Told: store.DateOf(time.Now()), Means: store.EMail, Reason: namely})
			p.must(err)
		}
	},
	store.KindRestriction: func(*planter) {}, // with those told of it
	store.KindErasure: func(p *planter) {
		x := p.person("Octave")
		_, err := p.s.Erase(x.ID, store.EraseOrder{Reason: "demandé " + namely})
		p.must(err)
	},
	store.KindArchived: func(p *planter) {
		x := p.person("Edgar")
		doc := store.Document{Contact: x.ID, Kind: store.Invoice, Number: "F-45", Date: "2026-03-05", Amount: 100, Note: namely}
		p.must(p.s.AddDocument(&doc))
		_, err := p.s.Erase(x.ID, store.EraseOrder{Archive: []store.Archived{{Document: doc, Rule: "C. com. L123-22", Until: "2036-12-31"}}})
		p.must(err)
	},
	store.KindReading: func(p *planter) {
		all, err := p.s.ArchivedDocuments()
		p.must(err)
		_, err = p.s.OpenArchived(all[0].ID.String(), namely)
		p.must(err)
	},
	store.KindActivity: func(p *planter) {
		p.activity = p.activities()[0]
		a, err := p.s.EditActivity(p.activity.ID, func(a *store.Activity) error {
			for language, t := range a.Texts {
				t.Recipients, t.Name = t.Recipients+"\n"+namely, "Suivi "+given+" "+family
				a.Texts[language] = t
			}
			a.Justification = namely
			return nil
		})
		p.must(err)
		p.activity = a
	},
	store.KindWording: func(p *planter) { p.ask() },
	store.KindNotice:  func(p *planter) { p.tell() },
	store.KindConsent: func(p *planter) {
		for _, who := range []store.ID{p.gone.ID, p.other.ID} {
			e := store.Consent{Contact: who, Activity: p.activity.ID, Channel: store.ByEmail, Answer: store.Yes, At: today, Means: store.Paper,
				Wording: p.ask(), Collector: given + " " + family, Parent: given + " " + family, Reference: namely, Note: namely}
			p.must(p.s.RecordConsentsWith([]store.Consent{e}, "accord "+given+" "+family+".txt", strings.NewReader("signé")))
		}
		p.must(p.s.RecordConsent(&store.Consent{Contact: p.gone.ID, Answer: store.Objected, At: today})) // fills the suppression list
	},
	store.KindSuppression: func(*planter) {}, // by the objection
	store.KindGiven: func(p *planter) {
		g := store.NoticeGiven{Notice: p.tell(), Means: store.EMail, Note: namely}
		p.must(p.s.GiveNotice(g, []store.ID{p.gone.ID, p.other.ID}))
	},
	store.KindHold: func(p *planter) {
		for _, who := range []store.ID{p.gone.ID, p.other.ID} {
			h := store.Hold{Contact: who, Reason: namely, Review: "2099-01-01"}
			p.must(p.s.Hold(&h))
			_, err := p.s.Release(who, h.ID)
			p.must(err)
		}
	},
	store.KindPolicy: func(p *planter) {
		p.must(p.s.SetPolicy(&store.Policy{Code: ProofPolicy, Months: 72, Justification: namely}))
	},
	store.KindRule: func(p *planter) {
		p.must(p.s.SetRule(&store.Rule{Code: store.CallLimit, Value: "2", From: "2027-01-01", Justification: namely}))
	},
	store.KindRetained: func(p *planter) {
		p.must(p.s.Retain([]store.ID{p.gone.ID, p.other.ID}, func(r *store.Retained) { r.Until, r.Reason = "2030-01-01", namely }))
	},
	store.KindRequest: func(p *planter) {
		for _, who := range []store.ID{p.gone.ID, p.other.ID, {}} {
			r := store.Request{Contact: who, Right: store.Access, Received: "2026-11-02", Channel: store.RouteEmail, Asked: namely}
			if who == (store.ID{}) {
				r.Name, r.Reach = "Au nom de "+given+" "+family, email
			}
			p.must(p.s.AddRequest(&r))
			_, err := p.s.AddRequestEvents(r.ID, func(store.Request) ([]store.RequestEvent, error) {
				return []store.RequestEvent{{Kind: store.Answered, On: "2026-11-03", Text: namely, By: given + " " + family, Means: store.RouteEmail,
					Changes: []store.FieldChange{{Field: "note", Before: namely, After: namely}}}}, nil
			})
			p.must(err)
		}
	},
	store.KindLetter: func(p *planter) {
		p.must(p.s.SetLetter(&store.LetterText{For: store.Acknowledge, Language: "fr", Text: "Bonjour {name}, " + namely}))
	},
	store.KindProcessor: func(p *planter) {
		x := store.Processor{Name: "Cabinet " + given + " " + family, Service: namely, Data: namely, Place: namely, Reach: namely, Transfer: namely, Reference: namely,
			Contact: p.gone.ID, Reviews: []store.ProcessorReview{{On: "2026-11-02", Note: namely, By: given + " " + family}}}
		p.must(p.s.SetProcessor(&x, "contrat.txt", strings.NewReader(namely)))
	},
	store.KindBreach: func(p *planter) {
		b := store.Breach{Title: "Lettre à " + given + " " + family, Kinds: store.BreachKinds, Facts: namely, Aware: today, Data: namely, People: namely,
			Contacts: []store.ID{p.gone.ID, p.other.ID}, Consequences: namely, Measures: namely, Advice: namely}
		p.must(p.s.SetBreach(&b))
		_, err := p.s.AddBreachEvents(b.ID, func(store.Breach) ([]store.BreachEvent, error) {
			return []store.BreachEvent{{Kind: store.Notified, At: today, Text: namely, Delay: namely, By: given + " " + family}}, nil
		})
		p.must(err)
	},
	store.KindOperator: func(p *planter) {
		p.must(p.s.AddOperator(&store.Operator{Name: "Claire", Role: store.Seller}))
	},
	store.KindReview: func(p *planter) {
		r, err := StartReview(p.s, given+" "+family, []store.ReviewCheck{{Check: "permissions", Level: "warn", Finding: namely}}, today)
		p.must(err)
		_, err = AnswerReview(p.s, r.ID, store.ReviewAnswer{Question: ReviewQuestions[0], Answer: store.AnsweredNo, Note: namely, By: given + " " + family, At: today})
		p.must(err)
	},
	store.KindTally: func(p *planter) { // what is left of somebody who expired
		x := p.person("Anselme")
		_, err := p.s.Erase(x.ID, store.EraseOrder{Tally: true})
		p.must(err)
	},
}

func (p *planter) activities() []store.Activity {
	all, err := p.s.Activities()
	p.must(err)
	return all
}

// ask and tell make the words that people are asked and told, once.
func (p *planter) ask() store.ID {
	if p.wording.ID == (store.ID{}) {
		p.wording = store.Wording{Activity: p.activity.ID, Channel: store.ByEmail, Language: "fr", Text: "D'accord pour des courriels ?"}
		p.must(p.s.SetWording(&p.wording))
	}
	return p.wording.ID
}

func (p *planter) tell() store.ID {
	if p.notice.ID == (store.ID{}) {
		p.notice = store.Notice{Article: 13, Form: store.Short, Language: "fr", Text: "Voici ce que nous gardons."}
		p.must(p.s.KeepNotice(&p.notice))
	}
	return p.notice.ID
}

// never are the buckets that cannot hold anybody, with why.
var never = map[string]string{
	"meta":                        "settings and keys of the vault",
	string(store.KindSuppression): "keyed hashes alone",
	string(store.KindTally):       "counts alone",
	string(store.KindOperator):    "who works with the vault",
	string(store.KindWording):     "what others were asked, see TestErasureLeavesWhatOthersWereShown",
	string(store.KindNotice):      "what others were told, see the same",
}

// within are the buckets in which something of her is, each with one of the
// records that say so.
func (p *planter) within() map[string][2][]byte {
	found := map[string][2][]byte{}
	p.must(p.v.View(func(tx *vault.Tx) error {
		for _, bucket := range tx.Buckets() {
			for k, v := range tx.Prefix(bucket, nil) {
				if holdsHer(p.gone.ID, k) || holdsHer(p.gone.ID, v) {
					found[bucket] = [2][]byte{bytes.Clone(k), bytes.Clone(v)}
				}
			}
		}
		return nil
	}))
	return found
}

// holdsHer looks for her as a stranger would: for the bytes of her names, her
// e-mail, her number, her secret and her id, and with no code of the eraser's.
func holdsHer(id store.ID, b []byte) bool {
	folded := bytes.ToLower(b)
	for _, m := range append(marks, id.String()) {
		if bytes.Contains(folded, []byte(strings.ToLower(m))) {
			return true
		}
	}
	return bytes.Contains(b, id[:])
}

// TestArt17ErasedFromEveryKindOfRecord plants a person in every kind of record,
// her own and others', in what undo keeps, in drafts, filters, evidence, archive
// and backups; erases her; and reads every byte of every file, decrypted, for
// each of her marks. What has to stay is there, and leads nowhere. A kind of
// record, or a bucket, that nobody planted fails it, and so does one that the
// erasure leaves alone: TestArt17ResidueSearchSeesEveryBucket puts one record
// back in each.
func TestArt17ErasedFromEveryKindOfRecord(t *testing.T) {
	for _, kind := range store.Kinds() {
		if plants[kind] == nil {
			t.Errorf("%s: nobody is planted there", kind)
		}
	}
	p := plant(newDesk(t))
	_, err := p.v.Backup()
	p.must(err)
	p.must(p.s.AddTask(&store.Task{Contact: p.gone.ID, Title: namely})) // and something in the journal
	before := p.within()
	p.must(p.v.View(func(tx *vault.Tx) error {
		for _, bucket := range tx.Buckets() {
			if _, there := before[bucket]; !there && never[bucket] == "" {
				t.Errorf("%s: nothing of her was planted there", bucket)
			}
		}
		return nil
	}))

	plan, err := PlanErasure(p.s, p.v, p.gone.ID, today)
	p.must(err)
	if len(plan.Unclear) > 0 {
		t.Fatalf("unclear: %+v", plan.Unclear)
	}
	done, err := Erase(p.s, p.v, plan, "demande de "+namely)
	p.must(err)
	if len(done.Residue) > 0 || len(done.Untouched) > 0 || done.Rewritten != 3 {
		t.Errorf("residue %+v, untouched %v, %d backups", done.Residue, done.Untouched, done.Rewritten)
	}
	for bucket, record := range p.within() {
		if bucket != string(store.KindErasure) && bucket != "audit" { // the ledger and the trail: ids, which name nobody any more
			t.Errorf("%s still holds her: %q, %q", bucket, record[0], record[1])
		}
	}
	kept := false
	p.must(p.v.Raw(func(kind vault.RawKind, name string, piece []byte) {
		lower := bytes.ToLower(piece)
		for _, m := range marks {
			if at := bytes.Index(lower, []byte(strings.ToLower(m))); at >= 0 {
				t.Errorf("%s %s: %q in %q", kind, name, m, piece[max(0, at-60):at+40])
			}
		}
		if bytes.Contains(piece, p.gone.ID[:]) {
			t.Errorf("%s %s holds her id", kind, name)
		}
		kept = kept || bytes.Contains(piece, []byte(file))
	}))
	if !kept {
		t.Error("the invoice's file, which the law keeps, went too")
	}
	if wrong, err := p.s.CheckIndexes(); wrong != 0 || err != nil {
		t.Errorf("indexes: %d wrong, %v", wrong, err)
	}
	if _, err := p.s.Person(p.other.ID); err != nil {
		t.Errorf("somebody else went too: %v", err)
	}
}

// TestArt17ResidueSearchSeesEveryBucket are the mutants: an erasure that left
// one bucket alone. Each record that held her before is put back in turn, and
// the search that the certificate tells of has to find it.
func TestArt17ResidueSearchSeesEveryBucket(t *testing.T) {
	p := plant(newDesk(t))
	before := p.within()
	plan, err := PlanErasure(p.s, p.v, p.gone.ID, today)
	p.must(err)
	report, err := p.s.Erase(p.gone.ID, plan.order(""))
	p.must(err)
	back := errors.New("taken back")
	for bucket, record := range before {
		if bucket == string(store.KindErasure) || bucket == "audit" || bucket == "attachment_data" && !holdsHer(p.gone.ID, record[0]) {
			continue
		}
		err := p.v.Update(func(tx *vault.Tx) error {
			if err := tx.Put(bucket, record[0], record[1]); err != nil {
				return err
			}
			traces, err := store.Residue(tx, report.Identity)
			if len(traces) == 0 {
				t.Errorf("%s was left alone, and nobody saw: %q", bucket, record[1])
			}
			return errors.Join(err, back)
		})
		if !errors.Is(err, back) {
			t.Fatal(err)
		}
	}
}

// TestErasureLeavesWhatOthersWereShown: the words by which others were told or
// asked are the proof of it, whoever they name; the erasure points at them.
func TestErasureLeavesWhatOthersWereShown(t *testing.T) {
	p := &planter{desk: newDesk(t)}
	p.must(Prepare(p.s))
	p.activity = p.activities()[0]
	p.wording = store.Wording{Activity: p.activity.ID, Channel: store.ByEmail, Language: "fr", Text: "D'accord pour être appelé par " + given + " " + family + " ?"}
	p.must(p.s.SetWording(&p.wording))
	p.notice = store.Notice{Article: 13, Form: store.Short, Language: "fr", Text: "Vos droits : " + namely}
	p.must(p.s.KeepNotice(&p.notice))
	plan, err := PlanErasure(p.s, p.v, p.gone.ID, today)
	p.must(err)
	done, err := Erase(p.s, p.v, plan, "")
	p.must(err)
	for _, list := range [][]store.Mention{plan.Possible, done.Possible} {
		if len(list) != 2 || list[0].Kind != store.KindNotice || list[1].Kind != store.KindWording {
			t.Errorf("possible: %+v", list)
		}
	}
	if len(done.Residue) > 0 {
		t.Errorf("residue: %+v", done.Residue)
	}
	kept, err := p.s.Notice(p.notice.ID)
	if err != nil || kept.Text != p.notice.Text || kept.SHA256 != p.notice.SHA256 {
		t.Errorf("the notice changed: %+v, %v", kept, err)
	}
}
