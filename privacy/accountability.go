package privacy

import (
	"cmp"
	"errors"
	"fmt"
	"time"

	"calepin/store"
)

// Accountability is what shows that the rules are kept (GDPR arts 5(2), 24), for
// an inspector or a client: registers, limits, proofs and requests in number,
// what was erased, reviews. None of the people on file is named in it.
type Accountability struct {
	At         time.Time      `json:"at"`
	Controller store.Business `json:"controller"`
	// People are how many are on file and not restricted, Suppressed how many
	// addresses are not to be prospected.
	People      int                `json:"people"`
	Restricted  int                `json:"restricted"`
	Suppressed  int                `json:"suppressed"`
	Activities  []store.Activity   `json:"activities"`
	Policies    []Policy           `json:"policies"`
	Consents    []ConsentCount     `json:"consents"`
	Informed    int                `json:"informed"` // notices given
	Requests    []RequestFact      `json:"requests"`
	Late        int                `json:"requests_late"`
	Erasures    []ErasureFact      `json:"erasures"`
	Disclosures []store.Disclosure `json:"disclosures"`
	Processors  []ProcessorFact    `json:"processors"`
	Breaches    []store.Breach     `json:"breaches"`
	Reviews     []store.Review     `json:"reviews"`
}

// ConsentCount is how many answered what, by their last word, for an activity and
// a channel.
type ConsentCount struct {
	Activity store.ID             `json:"activity"`
	Channel  store.Channel        `json:"channel,omitempty"`
	Answers  map[store.Answer]int `json:"answers"`
}

// RequestFact is a request without who made it.
type RequestFact struct {
	ID       store.ID           `json:"id"`
	Right    store.Right        `json:"right"`
	Received store.Date         `json:"received"`
	Due      store.Date         `json:"due"`
	Answered store.Date         `json:"answered,omitempty"`
	State    store.RequestState `json:"state"`
	Late     bool               `json:"late"`
}

// ErasureFact is an erasure, or a purge of expired records, in number.
type ErasureFact struct {
	ID      store.ID  `json:"id"`
	At      time.Time `json:"at"`
	Records int       `json:"records"` // expired ones that it stands for; 0 for a person
	Done    bool      `json:"done"`    // backups included
}

// ProcessorFact is a processor and what it lacks.
type ProcessorFact struct {
	store.Processor
	Gaps []ProcessorGap `json:"gaps"`
}

// AccountabilityOf reads it, as it stands at the time of now.
func AccountabilityOf(s *store.Store, now time.Time) (a Accountability, err error) {
	a = Accountability{At: now.UTC().Truncate(time.Second), Controller: s.Settings().Business}
	policies, err := PoliciesOf(s)
	if err == nil {
		a.Policies = policies.List()
		a.Activities, err = Register(s)
	}
	if err == nil {
		err = errors.Join(a.count(s), a.requests(s, store.DateOf(now)), a.erasures(s), a.registers(s, store.DateOf(now)))
	}
	if err != nil {
		return a, fmt.Errorf("put the accountability file together: %w", err)
	}
	return a, nil
}

// count counts people, answers and notices given.
func (a *Accountability) count(s *store.Store) (err error) {
	if a.People, err = s.CountPersons(); err != nil {
		return err
	}
	stand, err := Standing(s, store.ID{})
	if err != nil {
		return err
	}
	restricted := map[store.ID]bool{}
	for _, r := range stand {
		restricted[r.Contact] = true
	}
	a.Restricted = len(restricted)
	suppressed, err := s.Suppressions()
	if err != nil {
		return err
	}
	a.Suppressed = len(suppressed)
	type question struct {
		contact, activity store.ID
		channel           store.Channel
	}
	last := map[question]store.Consent{}
	err = s.Dump(func(d *store.Dump) error {
		return errors.Join(d.Consents(store.ID{}, func(e store.Consent) error {
			q := question{e.Contact, e.Activity, e.Channel}
			if was, has := last[q]; !has || !e.At.Before(was.At) {
				last[q] = e
			}
			return nil
		}), d.NoticesGiven(store.ID{}, func(store.NoticeGiven) error { a.Informed++; return nil }))
	})
	counts := map[question]*ConsentCount{}
	for q, e := range last {
		q.contact = store.ID{}
		c := counts[q]
		if c == nil {
			c = &ConsentCount{q.activity, q.channel, map[store.Answer]int{}}
			counts[q] = c
		}
		c.Answers[e.Answer]++
	}
	for _, c := range counts {
		a.Consents = append(a.Consents, *c)
	}
	store.SortRecords(a.Consents, compareCounts)
	return err
}

func compareCounts(x, y ConsentCount) int {
	if c := cmp.Compare(x.Activity.String(), y.Activity.String()); c != 0 {
		return c
	}
	return cmp.Compare(x.Channel, y.Channel)
}

// requests reads the register of requests without who made them.
func (a *Accountability) requests(s *store.Store, today store.Date) error {
	all, err := s.Requests(store.ID{})
	calendar := CalendarOf(s.Settings().Business)
	for _, r := range all {
		k := ClockOf(r, calendar, today)
		answered, _ := answeredOn(r)
		a.Requests = append(a.Requests, RequestFact{r.ID, r.Right, r.Received, k.Due, answered, r.State(), k.Late})
		if k.Late {
			a.Late++
		}
	}
	return err
}

func (a *Accountability) erasures(s *store.Store) error {
	all, err := s.Erasures()
	for _, e := range all {
		a.Erasures = append(a.Erasures, ErasureFact{e.ID, e.At, len(e.Expired), len(e.Backups) == 0 && !e.Unsealed})
	}
	return err
}

// registers reads disclosures, processors, breaches and reviews: without the ids
// of people on file.
func (a *Accountability) registers(s *store.Store, today store.Date) (err error) {
	var processors []store.Processor
	var disclosed, breached, hosts, reviewed error
	a.Disclosures, disclosed = s.Disclosures(store.ID{})
	for i := range a.Disclosures {
		a.Disclosures[i].Contacts = nil
	}
	processors, hosts = s.Processors()
	for _, p := range processors {
		p.Contact = store.ID{}
		a.Processors = append(a.Processors, ProcessorFact{p, ProcessorGaps(&p, today)})
	}
	a.Breaches, breached = s.Breaches()
	for i := range a.Breaches {
		a.Breaches[i].Contacts = nil
	}
	a.Reviews, reviewed = s.Reviews()
	return errors.Join(disclosed, hosts, breached, reviewed)
}
