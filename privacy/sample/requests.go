package sample

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"slices"
	"time"

	"calepin/store"
)

// Requests adds to s, whose people are there, what some of them asked for under
// the GDPR, and what became of it: something to answer soon, something late,
// something that waits, and what is done. The same seed and day, and people,
// give the same requests.
func Requests(s *store.Store, seed uint64, now time.Time) error {
	r := requests{Rand: rand.New(rand.NewPCG(seed, 0x6465736b)), now: now}
	err := s.Dump(func(d *store.Dump) error {
		return d.Persons(func(p store.Person) error {
			if p.Given != "" && p.Family != "" && len(p.Emails) > 0 {
				r.people = append(r.people, p.ID)
			}
			return nil
		})
	})
	consents, err2 := s.Consents(store.ID{})
	if err != nil || err2 != nil {
		return fmt.Errorf("invent requests: %w", cmp.Or(err, err2))
	}
	r.invent()
	r.heard(consents)
	if err := s.Load(store.Set{Requests: r.all}); err != nil {
		return fmt.Errorf("invent requests: %w", err)
	}
	return nil
}

type requests struct {
	*rand.Rand
	now    time.Time
	people []store.ID
	all    []store.Request
}

// add is a request that came so many days ago, with what happened since.
func (r *requests) add(who store.ID, ago int, q store.Request, events ...store.RequestEvent) {
	q.Contact, q.Received = who, r.day(ago)
	if who == (store.ID{}) && q.Name == "" {
		q.Name = "Armelle Quentric" // a demonstration of few people
	}
	q.CreatedAt = r.at(ago)
	q.ID = r.id(q.CreatedAt)
	for i := range events {
		events[i].RecordedAt = events[i].On.Time().Add(10 * time.Hour)
		q.UpdatedAt = events[i].RecordedAt
	}
	q.Events = events
	r.all = append(r.all, q)
}

// invent makes a request in each state that is not over, and one that was
// refused.
func (r *requests) invent() {
	received := func(ago int) store.RequestEvent {
		return store.RequestEvent{Kind: store.LetterSent, On: r.day(ago), Means: store.RouteEmail, Letter: store.Acknowledge}
	}
	r.add(r.somebody(), 3, store.Request{Right: store.ToRestriction, Channel: store.RoutePost,
		Asked: "L’adresse que vous avez est fausse. N’utilisez plus ma fiche tant que ce n’est pas corrigé."})
	r.add(r.somebody(), 12, store.Request{Right: store.Access, Channel: store.RouteEmail,
		Asked: "Bonjour, qu’avez-vous sur moi ?"}, received(11))
	r.add(r.somebody(), 28, store.Request{Right: store.ToErasure, Channel: store.RouteEmail,
		Asked: "Merci de supprimer tout ce qui me concerne."}, received(27)) // due in a few days
	r.add(r.somebody(), 40, store.Request{Right: store.Access, Channel: store.RoutePost, Language: "en",
		Asked: "Please send me a copy of everything you hold about me."}) // late
	r.add(r.somebody(), 9, store.Request{Right: store.Rectification, Channel: store.RoutePhone, Asked: "Mon nom s’écrit avec deux n."},
		store.RequestEvent{Kind: store.IdentityAsked, On: r.day(7), Means: store.RouteEmail, Text: "numéro de téléphone inconnu"})
	r.add(r.somebody(), 45, store.Request{Right: store.Portability, Channel: store.RouteWeb, Asked: "Je change de prestataire et voudrais mes données."},
		received(44), store.RequestEvent{Kind: store.Extended, On: r.day(25), Means: store.RouteEmail, Text: "trois ans d’échanges à rassembler"})
	r.add(store.ID{}, 50, store.Request{Name: "Gontran Exemple", Reach: "gontran@exemple.example", Right: store.Access, Channel: store.RouteEmail,
		Asked: "Encore une fois : tout ce que vous avez."},
		store.RequestEvent{Kind: store.RefusedRequest, On: r.day(44), Means: store.RouteEmail, Text: "cinquième demande identique en un mois, rien n’a changé depuis la première réponse"})
}

// heard makes the requests by which somebody objected, or withdrew what they had
// agreed to: answered that very day, and over.
func (r *requests) heard(consents []store.Consent) {
	for _, x := range []struct {
		answer store.Answer
		right  store.Right
		asked  string
		done   string
	}{{store.Objected, store.ToObject, "Ne m’envoyez plus de publicité.", "plus aucune prospection"},
		{store.Withdrawn, store.ToWithdraw, "Je ne veux plus recevoir votre lettre.", "consentement retiré"}} {
		i := slices.IndexFunc(consents, func(e store.Consent) bool {
			return e.Answer == x.answer && slices.Contains(r.people, e.Contact) && r.ago(e.At) > 2
		})
		if i < 0 {
			continue
		}
		ago := r.ago(consents[i].At)
		r.add(consents[i].Contact, ago, store.Request{Right: x.right, Channel: store.RouteEmail, Asked: x.asked},
			store.RequestEvent{Kind: store.Answered, On: r.day(ago), Means: store.RouteEmail, Text: x.done},
			store.RequestEvent{Kind: store.Closed, On: r.day(ago - 1)})
	}
}

// somebody is one of the people, each once; zero where there is nobody left.
func (r *requests) somebody() store.ID {
	if len(r.people) == 0 {
		return store.ID{}
	}
	i := r.IntN(len(r.people))
	who := r.people[i]
	r.people = slices.Delete(r.people, i, i+1)
	return who
}

func (r *requests) at(ago int) time.Time {
	y, m, d := r.now.AddDate(0, 0, -ago).Date()
	return time.Date(y, m, d, 9, 30, 0, 0, time.UTC)
}

func (r *requests) day(ago int) store.Date { return store.DateOf(r.at(ago)) }

// ago is how many days ago a moment was.
func (r *requests) ago(t time.Time) int { return int(r.now.Sub(t) / (24 * time.Hour)) }

func (r *requests) id(at time.Time) store.ID { return seeded(r.Rand, at) }
