package sample

import (
	"fmt"
	"math/rand/v2"
	"time"

	"calepin/privacy"
	"calepin/store"
)

// Registers adds to s, which holds its register (privacy.Prepare), what a business
// keeps beside it: its processors, one of whose contracts lacks a clause, a breach
// that is over, and a review of security that left something to do. Nothing of it
// is due. The same seed and day give the same records.
func Registers(s *store.Store, seed uint64, now time.Time) error {
	activities, err := s.Activities()
	if err != nil {
		return fmt.Errorf("invent registers: %w", err)
	}
	r := registers{requests: requests{Rand: rand.New(rand.NewPCG(seed, 0x7265676973746572)), now: now}, by: s.Settings().Business.Name, activity: map[string]store.ID{}}
	for _, a := range activities {
		r.activity[a.Code] = a.ID
	}
	set := store.Set{Processors: r.processors(), Breaches: []store.Breach{r.breach()}, Reviews: []store.Review{r.review()}}
	if err := s.Load(set); err != nil {
		return fmt.Errorf("invent registers: %w", err)
	}
	return nil
}

type registers struct {
	requests
	by       string
	activity map[string]store.ID
}

// processors are a host, a mailer that sends data to the United States, and an
// accountant's program whose contract says nothing of audits.
func (r *registers) processors() []store.Processor {
	return []store.Processor{
		r.processor(700, 120, store.Processor{Name: "Hébergement Ancrage", Service: "hébergement des sites et de la messagerie", Data: "identité, coordonnées, messages",
			Place: "Rennes, France", Reach: "dpo@ancrage.example", Reference: "HA-2024-117", Clauses: store.Clauses}, "clients", "support"),
		r.processor(400, 60, store.Processor{Name: "Courrier Pélican", Service: "envoi de la lettre d’information", Data: "prénom, e-mail",
			Place: "Dublin, Irlande", Reach: "privacy@pelican.example", Reference: "CP 5521", Clauses: store.Clauses,
			Outside: true, Safeguard: store.Adequacy, Transfer: "États-Unis, journaux d’envoi"}, "prospecting-consumers", "analogous-offers"),
		r.processor(640, 200, store.Processor{Name: "Compta Marée", Service: "facturation et comptabilité en ligne", Data: "identité, adresse, factures",
			Place: "Lyon, France", Reach: "aide@compta-maree.example", Clauses: store.Clauses[:len(store.Clauses)-1]}, "invoicing"),
	}
}

// processor has worked since so many days, and was last looked at so many days ago.
func (r *registers) processor(since, seen int, p store.Processor, codes ...string) store.Processor {
	for _, code := range codes {
		if id, has := r.activity[code]; has {
			p.Activities = append(p.Activities, id)
		}
	}
	p.Signed, p.Review = r.day(since), r.day(seen).AddMonths(12, 0)
	p.Reviews = []store.ProcessorReview{{On: r.day(seen), Note: "contrat relu, rien n’a changé", By: r.by}}
	p.CreatedAt, p.UpdatedAt = r.at(since), r.at(seen)
	p.ID = r.id(p.CreatedAt)
	return p
}

// breach is an e-mail to the wrong client, noted the next day: no risk was likely.
func (r *registers) breach() store.Breach {
	aware := r.at(95)
	b := store.Breach{
		ID: r.id(aware), Title: "Devis envoyé au mauvais client", Kinds: []store.BreachKind{store.OfConfidentiality},
		Facts:    "Un devis est parti à un autre client du même prénom. Il a appelé le lendemain et l’a supprimé.",
		Happened: r.at(96).Add(6 * time.Hour), Aware: aware,
		Data: "nom, adresse, montant d’un devis", People: "un client", Records: 1, Count: 1,
		Consequences: "gêne ; le montant d’un devis est connu d’un tiers", Measures: "excuses, suppression confirmée ; l’adresse est relue avant chaque envoi",
		Risk: store.Unlikely, CreatedAt: aware, UpdatedAt: aware.Add(5 * time.Hour),
	}
	note := func(after time.Duration, e store.BreachEvent) {
		e.At, e.By = aware.Add(after), r.by
		e.RecordedAt = e.At
		b.Events = append(b.Events, e)
	}
	note(4*time.Hour, store.BreachEvent{Kind: store.NotNotified, Ground: store.GroundNoRisk, Text: "un seul document, sans donnée sensible, supprimé aussitôt par qui l’a reçu"})
	note(5*time.Hour, store.BreachEvent{Kind: store.BreachClosed, Text: "le client a été prévenu par téléphone"})
	return b
}

// review was finished some weeks ago, with one thing left to do.
func (r *registers) review() store.Review {
	began := r.at(40)
	v := store.Review{ID: r.id(began), Started: began, By: r.by, Asked: privacy.ReviewQuestions, Finished: began.Add(time.Hour), UpdatedAt: began.Add(time.Hour)}
	for i, q := range v.Asked {
		a := store.ReviewAnswer{Question: q, Answer: store.AnsweredYes, By: r.by, At: began.Add(time.Duration(i+1) * time.Minute)}
		switch q {
		case "leavers":
			a.Answer, a.Note = store.NotApplicable, "personne n’est parti"
		case "restore_tried":
			a.Answer, a.Note = store.AnsweredNo, "à faire avec la sauvegarde de la fin du mois"
		}
		v.Answers = append(v.Answers, a)
	}
	return v
}
