// Package sample invents what the contacts of the demonstration were told, what
// they answered and asked for, and the registers that a business keeps of itself.
package sample

import (
	"encoding/binary"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"calepin/privacy"
	"calepin/store"
)

// The codes of the activities that people are asked about.
const (
	letters = "prospecting-consumers"
	calls   = "telephone-consumers"
)

// Answers puts what the business would have written into s when it began, three
// years before now: its register, the wordings and the notices. It returns what adds
// to people that are about to be loaded where their data come from, what they
// were told and what they answered, all before now.
func Answers(s *store.Store, seed uint64, now time.Time) (func(*store.Set), error) {
	began := now.AddDate(-3, 0, 0)
	clock := s.Clock
	s.Clock = func() time.Time { return began }
	defer func() { s.Clock = clock }()

	if err := privacy.Prepare(s); err != nil {
		return nil, err
	}
	a := answers{Rand: rand.New(rand.NewPCG(seed, 0x7265706f6e736573)), ids: rand.New(rand.NewPCG(seed, 0x696473)), now: now}
	if err := a.ask(s); err != nil {
		return nil, fmt.Errorf("write what people are asked: %w", err)
	}
	if err := a.notices(s); err != nil {
		return nil, fmt.Errorf("write what people are told: %w", err)
	}
	return a.fill, nil
}

// question is a wording and what it is about.
type question struct {
	store.Wording
	channel store.Channel
}

type answers struct {
	*rand.Rand
	ids           *rand.Rand
	now           time.Time
	letter, call  question
	given, found  store.ID // the notices of arts 13 and 14
	soonOverAdded bool
}

func (a *answers) ask(s *store.Store) error {
	activities, err := s.Activities()
	if err != nil {
		return err
	}
	for _, q := range []struct {
		code    string
		channel store.Channel
		to      *question
	}{{letters, store.ByEmail, &a.letter}, {calls, store.ByPhone, &a.call}} {
		i := slices.IndexFunc(activities, func(x store.Activity) bool { return x.Code == q.code })
		if i < 0 {
			return fmt.Errorf("the register has no activity %q", q.code)
		}
		w, err := privacy.WordingFor(s, activities[i], q.channel, s.Settings().Language, store.DateOf(a.now))
		if err != nil {
			return err
		}
		*q.to = question{w, q.channel}
	}
	return nil
}

func (a *answers) notices(s *store.Store) error {
	activities, err := s.Activities()
	if err != nil {
		return err
	}
	set := s.Settings()
	for _, x := range []struct {
		article int
		to      *store.ID
	}{{13, &a.given}, {14, &a.found}} {
		n := store.Notice{Article: x.article, Form: store.Full, Language: set.Language}
		n.Text, _ = privacy.NoticeText(set.Business, privacy.NoticeOrder{Article: x.article, Form: n.Form, Language: n.Language,
			Activities: activities, Source: "annuaires et recommandations", Today: store.DateOf(a.now)})
		if err := s.KeepNotice(&n); err != nil {
			return err
		}
		*x.to = n.ID
	}
	return nil
}

// fill adds to a set what its people were told and answered.
func (a *answers) fill(set *store.Set) {
	for i := range set.Persons {
		p := &set.Persons[i]
		a.origin(p)
		a.tell(set, p)
		if p.Nature == store.Consumer {
			a.answer(set, p)
		} else if a.chance(0.04) {
			a.add(set, p, question{}, store.Objected, a.between(p.CreatedAt), store.EMail)
		}
	}
}

func (a *answers) chance(p float64) bool { return a.Float64() < p }

// between is a moment from the one given to now.
func (a *answers) between(from time.Time) time.Time {
	return from.Add(time.Duration(a.Float64() * float64(a.now.Sub(from))))
}

// origin follows from the source: a directory or somebody else told, the person
// did otherwise; of an old address book nobody knows.
func (a *answers) origin(p *store.Person) {
	p.Origin = store.FromPerson
	for _, told := range []string{"Recommandation", "Annuaire", "Réseau social"} {
		if strings.HasPrefix(p.Source, told) {
			p.Origin = store.FromElsewhere
		}
	}
	if strings.HasPrefix(p.Source, "Ancien carnet") {
		p.Origin = ""
	}
}

// tell gives most people the notice in time, and those of the last weeks less
// often: something is left to do.
func (a *answers) tell(set *store.Set, p *store.Person) {
	at, notice := p.CreatedAt, a.given
	if p.Origin != store.FromPerson {
		at, notice = at.AddDate(0, 0, 1+a.IntN(20)), a.found
	}
	chance := 0.98
	if a.now.Sub(p.CreatedAt) < 40*24*time.Hour {
		chance = 0.5
	}
	if !a.chance(chance) || at.After(a.now) {
		return
	}
	means := []store.Means{store.EMail, store.EMail, store.Paper, store.InPerson}[a.IntN(4)]
	set.Given = append(set.Given, store.NoticeGiven{ID: seeded(a.ids, at), Contact: p.ID, Notice: notice, At: at, Means: means, RecordedAt: at})
}

// answer makes what a consumer said to letters and to calls.
func (a *answers) answer(set *store.Set, p *store.Person) {
	if len(p.Emails) > 0 && a.chance(0.6) {
		a.reply(set, p, a.letter, a.between(p.CreatedAt))
	}
	if len(p.Phones) == 0 || !a.chance(0.4) {
		return
	}
	soonOver := a.now.AddDate(-1, 0, 12)
	if !a.soonOverAdded && p.CreatedAt.Before(soonOver) {
		a.soonOverAdded = true
		a.add(set, p, a.call, store.Yes, soonOver, store.Paper)
		return
	}
	a.reply(set, p, a.call, a.between(p.CreatedAt))
}

// reply makes an answer, and now and then what became of it.
func (a *answers) reply(set *store.Set, p *store.Person, q question, at time.Time) {
	means := []store.Means{store.InPerson, store.Paper, store.Web}[a.IntN(3)]
	answer := store.Yes
	switch x := a.Float64(); {
	case x < 0.25:
		answer = store.No
	case x < 0.4:
		answer = store.Later
	case x < 0.45:
		answer, means = store.Unknown, ""
	}
	a.add(set, p, q, answer, at, means)
	if answer == store.Yes && a.chance(0.12) {
		a.add(set, p, q, store.Withdrawn, a.between(at), store.EMail)
	}
}

func (a *answers) add(set *store.Set, p *store.Person, q question, answer store.Answer, at time.Time, means store.Means) {
	at = at.Truncate(time.Second)
	e := store.Consent{ID: seeded(a.ids, at), Contact: p.ID, Activity: q.Activity, Channel: q.channel, Answer: answer, At: at, Means: means, RecordedAt: at}
	if answer != store.Objected && answer != store.Unknown && answer != store.Withdrawn {
		e.Wording, e.Notice, e.Collector = q.Wording.ID, a.given, "Solène"
		switch means {
		case store.Paper:
			e.Reference = fmt.Sprintf("classeur des bulletins, feuille %d", 1+a.IntN(80))
		case store.Web:
			e.Reference = "formulaire du site"
		}
	}
	set.Consents = append(set.Consents, e)
}

// seeded makes a UUIDv7 of a time with the bits of a seed.
func seeded(r *rand.Rand, at time.Time) (id store.ID) {
	binary.BigEndian.PutUint64(id[:8], uint64(at.UnixMilli())<<16|r.Uint64()&0xffff)
	binary.BigEndian.PutUint64(id[8:], r.Uint64())
	id[6], id[8] = id[6]&0x0f|0x70, id[8]&0x3f|0x80
	return id
}
