package privacy

import (
	"time"

	"calepin/store"
)

// canvasses tells a call that canvasses a consumer, to which C. conso L223-1 s.
// and D223-9 apply.
func canvasses(a store.Activity, ch store.Channel, f Facts) bool {
	return a.Marketing && ch == store.ByPhone && !f.professional()
}

// byCall applies C. conso L223-1 where no consent was asked for: a contract that
// runs allows calls about its subject; before 11 August 2026 whoever had not
// opposed it could be called.
func byCall(a store.Activity, f Facts, today store.Date) Answer {
	answer := no(NoCallable, TelephoneRule)
	if r := f.Rules.On(store.CallContract, today); r.Value == "yes" && a.Analogous && f.running(today) {
		answer = yes(ByRunning, r.Source)
	} else if r := f.Rules.On(store.CallConsent, today); r.Value == store.CallsUnlessOpposed {
		answer = yes(ByNoOpposition, r.Source)
	}
	if answer.Allowed && f.resting(a, today) != "" {
		return no(NoRest, f.Rules.On(store.CallRest, today).Source)
	}
	return answer
}

// running tells whether a contract has begun and not ended.
func (f Facts) running(today store.Date) bool {
	for _, d := range f.Documents {
		if d.Kind == store.Contract && d.Date <= today && (d.End == "" || d.End >= today) {
			return true
		}
	}
	return false
}

// resting is the last day on which whoever refused is left alone, empty where
// they did not or it is over (C. conso D223-9) (v).
func (f Facts) resting(a store.Activity, today store.Date) store.Date {
	days := f.Rules.number(store.CallRest, today)
	last := StateOf(a, store.ByPhone, f, today).Last
	switch last.Answer {
	case store.No, store.Later, store.Withdrawn:
		if until := store.DateOf(last.At).AddDays(days); days > 0 && until >= today {
			return until
		}
	}
	return ""
}

// Calls is when a consumer may be called for an activity, and how often: what
// C. conso D223-9 asks for besides the consent (v).
type Calls struct {
	Hours     store.Hours
	HoursRule string // empty where no rule holds
	Open      bool   // it is a day and an hour for calls
	// Made are the calls to them within Period days, of Limit at most, and
	// Untold those of them that do not say what they were for.
	Made, Untold, Limit, Period int
	LimitRule                   string // empty where no rule holds
	// Rest is the last day on which whoever refused is left alone.
	Rest store.Date
}

// CallsOf returns when and how often a person may be called for an activity, as
// it stands now, at the place that the time is given in; false where no rule
// bounds calls to them. Calls logged for another purpose do not count; those that
// say nothing of theirs do.
func CallsOf(a store.Activity, ch store.Channel, f Facts, now time.Time) (c Calls, bound bool) {
	if !canvasses(a, ch, f) {
		return c, false
	}
	today := store.DateOf(now)
	if r := f.Rules.On(store.CallHours, today); r.Value != "" {
		c.Hours, _ = store.ParseHours(r.Value) // store checked it
		c.HoursRule = r.Source
	}
	c.Open = c.HoursRule == "" || c.Hours.Holds(now, f.Calendar.Holiday(store.DateOf(now)) != "")
	c.count(a, f, today)
	c.Rest = f.resting(a, today)
	return c, c.HoursRule != "" || c.LimitRule != "" || c.Rest != ""
}

func (c *Calls) count(a store.Activity, f Facts, today store.Date) {
	r := f.Rules.On(store.CallLimit, today)
	c.Limit, c.Period = f.Rules.number(store.CallLimit, today), f.Rules.number(store.CallPeriod, today)
	if c.Limit == 0 || c.Period == 0 {
		return
	}
	c.LimitRule = r.Source
	first := today.AddDays(1 - c.Period)
	for _, i := range f.Calls {
		if day := store.DateOf(i.At); day < first || day > today || i.Activity != a.ID && i.Activity != (store.ID{}) {
			continue
		}
		c.Made++
		if i.Activity == (store.ID{}) {
			c.Untold++
		}
	}
}

// bounded makes a yes to a call a no where as many were made as may be.
func bounded(answer Answer, a store.Activity, f Facts, today store.Date) Answer {
	var c Calls
	if c.count(a, f, today); !answer.Allowed || c.LimitRule == "" || c.Made < c.Limit {
		return answer
	}
	return Answer{Reason: NoCallsLeft, Rule: c.LimitRule, Consent: answer.Consent}
}
