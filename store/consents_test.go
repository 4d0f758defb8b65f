package store

import (
	"errors"
	"strings"
	"testing"
	"time"
)

// asked is a vault with one activity that rests on consent, its question, and
// a person to ask.
func asked(t *testing.T) (s *Store, a Activity, w Wording, p Person) {
	t.Helper()
	s, _ = newStore(t)
	a = Activity{Code: "news", Basis: ConsentBasis, Channels: []Channel{ByEmail}, Marketing: true,
		Texts: map[string]ActivityText{"fr": {Name: "Nouvelles"}}}
	must(t, s.AddActivity(&a))
	w = Wording{Activity: a.ID, Channel: ByEmail, Language: "fr", Text: "Voulez-vous nos nouvelles ?"}
	must(t, s.SetWording(&w))
	p = Person{Given: "Anne", Family: "Duval", Source: "salon"}
	must(t, s.AddPerson(&p, AddOptions{}))
	return s, a, w, p
}

func agreed(p Person, a Activity, w Wording, at time.Time) Consent {
	return Consent{Contact: p.ID, Activity: a.ID, Channel: ByEmail, Answer: Yes, At: at, Means: InPerson, Wording: w.ID, Collector: "Zoé"}
}

// TestArticle7Proof: a yes comes with its proof, in the past, and its history
// only grows.
func TestArticle7Proof(t *testing.T) {
	s, a, w, p := asked(t)
	at := s.now().AddDate(0, 0, -3)
	for field, spoil := range map[string]func(*Consent){
		"means":     func(e *Consent) { e.Means = "" },
		"wording":   func(e *Consent) { e.Wording = ID{} },
		"collector": func(e *Consent) { e.Collector = "" },
		"channel":   func(e *Consent) { e.Channel = BySMS },
		"activity":  func(e *Consent) { e.Activity = ID{} },
		"at":        func(e *Consent) { e.At = s.now().Add(time.Hour) },
		"answer":    func(e *Consent) { e.Answer = "" },
		"evidence":  func(e *Consent) { e.Evidence = p.ID },
		"notice":    func(e *Consent) { e.Notice = p.ID },
	} {
		e := agreed(p, a, w, at)
		spoil(&e)
		var wrong *FieldError
		if err := s.RecordConsent(&e); !errors.As(err, &wrong) || wrong.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	events := []Consent{agreed(p, a, w, at)}
	must(t, s.RecordConsentsWith(events, "scan.pdf", strings.NewReader("signed")))
	e := events[0]
	if len(e.SHA256) != 64 {
		t.Errorf("sha256 %q", e.SHA256)
	}
	if err := s.DeleteAttachment(e.Evidence); !errors.Is(err, ErrEvidence) {
		t.Errorf("evidence deleted: %v", err)
	}
	early := Consent{Contact: p.ID, Activity: a.ID, Channel: ByEmail, Answer: Withdrawn, At: at.AddDate(0, 0, -1)}
	if err := s.RecordConsent(&early); !errors.Is(err, ErrNothingGiven) {
		t.Errorf("withdrawn before it was given: %v", err)
	}
	late := Consent{Contact: p.ID, Activity: a.ID, Channel: ByEmail, Answer: Withdrawn}
	must(t, s.RecordConsent(&late))
	if all, err := s.Consents(p.ID); err != nil || len(all) != 2 || all[1].Answer != Withdrawn {
		t.Errorf("%v %v", all, err)
	}
}

// TestWordingVersions: words that were answered to stay as they were.
func TestWordingVersions(t *testing.T) {
	s, a, w, p := asked(t)
	w.Text = "Voulez-vous de nos nouvelles ?"
	first := w.ID
	if must(t, s.SetWording(&w)); w.Version != 1 || w.ID != first {
		t.Errorf("nobody answered yet: %+v", w)
	}
	e := agreed(p, a, w, s.now())
	must(t, s.RecordConsent(&e))
	w.Text = "Et maintenant ?"
	if must(t, s.SetWording(&w)); w.Version != 2 || w.ID == first {
		t.Errorf("answered to: %+v", w)
	}
	if old, err := s.Wording(first); err != nil || old.Text != "Voulez-vous de nos nouvelles ?" {
		t.Errorf("%v %v", old, err)
	}
}

// TestActivityInUse: what a consent speaks of stays in the register.
func TestActivityInUse(t *testing.T) {
	s, a, w, p := asked(t)
	e := agreed(p, a, w, s.now())
	must(t, s.RecordConsent(&e))
	var used *ActivityInUseError
	if err := s.DeleteActivity(a.ID); !errors.As(err, &used) || used.Consents != 1 {
		t.Errorf("%v", err)
	}
	var wrong *FieldError
	if err := s.AddActivity(&Activity{Code: "NEWS", Basis: ContractBasis, Texts: map[string]ActivityText{"fr": {Name: "x"}}}); !errors.As(err, &wrong) || wrong.Code != Taken {
		t.Errorf("%v", err)
	}
}

// TestMergeKeepsWithdrawal: after a merge, who withdrew last is not addressed,
// whatever the other record says (GDPR art. 7(3)); undo brings both back.
func TestMergeKeepsWithdrawal(t *testing.T) {
	for _, withdrawer := range []int{0, 1} {
		s, a, w, p := asked(t)
		q := Person{Given: "Anne", Family: "Duvall", Source: "carte"}
		must(t, s.AddPerson(&q, AddOptions{}))
		two := []Person{p, q}
		old := s.now().AddDate(-1, 0, 0)
		for i, who := range two {
			e := agreed(who, a, w, old)
			if i != withdrawer {
				e.At = s.now() // a later yes of the other
			}
			must(t, s.RecordConsent(&e))
		}
		gone := Consent{Contact: two[withdrawer].ID, Activity: a.ID, Channel: ByEmail, Answer: Withdrawn, At: old.AddDate(0, 1, 0)}
		must(t, s.RecordConsent(&gone))
		if _, err := s.MergePersons(p.ID, q.ID); err != nil {
			t.Fatal(err)
		}
		all, err := s.Consents(p.ID)
		if err != nil || len(all) != 4 || all[3].Answer != Withdrawn || all[3].Means != Merging {
			t.Fatalf("%+v %v", all, err)
		}
		if _, err := s.Undo(); err != nil {
			t.Fatal(err)
		}
		mine, _ := s.Consents(p.ID)
		theirs, _ := s.Consents(q.ID)
		if len(mine)+len(theirs) != 3 {
			t.Errorf("undone: %d and %d", len(mine), len(theirs))
		}
	}
}

// TestInformed: a person is told once, and undo does not untell them.
func TestInformed(t *testing.T) {
	s, _, _, p := asked(t)
	n := Notice{Article: 14, Form: Short, Language: "fr", Text: "Vos données"}
	must(t, s.KeepNotice(&n))
	if _, err := s.EditPerson(p.ID, func(p *Person) error { p.Note = "essai"; return nil }); err != nil {
		t.Fatal(err)
	}
	day := s.now().AddDate(0, 0, -1)
	must(t, s.GiveNotice(NoticeGiven{Notice: n.ID, Means: EMail, At: day}, []ID{p.ID}))
	if _, err := s.Undo(); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Person(p.ID); err != nil || got.Informed != DateOf(day) || got.Note != "" {
		t.Errorf("%+v %v", got, err)
	}
	n.Text = "Vos données, autrement"
	if must(t, s.KeepNotice(&n)); n.Version != 2 {
		t.Errorf("version %d", n.Version)
	}
	if err := s.GiveNotice(NoticeGiven{Notice: n.ID, Means: EMail, At: s.now().Add(time.Hour)}, []ID{p.ID}); err == nil {
		t.Error("told in the future")
	}
}

// TestFieldsOfTheBusiness: no field without purpose and time limit (GDPR art.
// 5(1)(b), (e)), and no value without its field.
func TestFieldsOfTheBusiness(t *testing.T) {
	s, a, _, p := asked(t)
	for field, f := range map[string]Field{
		"name": {Activity: a.ID, Months: 12}, "activity": {Name: "Pointure", Months: 12}, "months": {Name: "Pointure", Activity: a.ID},
	} {
		var wrong *FieldError
		if err := s.AddField(&f); !errors.As(err, &wrong) || wrong.Field != field {
			t.Errorf("%s: %v", field, err)
		}
	}
	f := Field{Name: "Pointure", Activity: a.ID, Months: 12}
	must(t, s.AddField(&f))
	set := func(values ...Value) error {
		_, err := s.EditPerson(p.ID, func(p *Person) error { p.Fields = values; return nil })
		return err
	}
	if err := set(Value{Field: p.ID, Text: "42"}); err == nil {
		t.Error("a value of no field")
	}
	must(t, set(Value{Field: f.ID, Text: "42"}))
	if got, _ := s.Person(p.ID); len(got.Fields) != 1 || got.Fields[0].Set != DateOf(s.now()) {
		t.Errorf("%+v", got.Fields)
	}
	must(t, s.DeleteField(f.ID))
	if got, _ := s.Person(p.ID); len(got.Fields) != 0 {
		t.Errorf("%+v", got.Fields)
	}
}
