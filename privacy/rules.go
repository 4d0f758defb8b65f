package privacy

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"calepin/assets"
	"calepin/store"
)

// RuleValue is what a rule of law says from a day on.
type RuleValue struct {
	Code   store.RuleCode
	Value  string
	From   store.Date
	Source string // the text of law
	// Verify tells that the reading of the text is to be checked with counsel.
	Verify bool
	// Own is what the business set itself; the zero Rule where calepin ships it.
	Own store.Rule
}

// Shipped tells whether the value is one that calepin ships.
func (v RuleValue) Shipped() bool { return v.Own.ID == (store.ID{}) }

// Rules are the rules of law as a business applies them. The zero Rules are
// those that calepin ships.
type Rules struct{ own []store.Rule }

// RulesOf reads the rules of a vault.
func RulesOf(s *store.Store) (r Rules, err error) {
	if r.own, err = s.Rules(); err != nil {
		err = fmt.Errorf("read the rules: %w", err)
	}
	return r, err
}

func rulesIn(d *store.Dump) (r Rules, err error) {
	err = d.Rules(func(own store.Rule) error { r.own = append(r.own, own); return nil })
	return r, err
}

// shippedRules are those of assets/policies/rules.json, by code and by day.
var shippedRules = sync.OnceValue(func() map[store.RuleCode][]RuleValue {
	var all []struct {
		Code   store.RuleCode
		Values []struct {
			From          store.Date
			Value, Source string
			Verify        bool
		}
	}
	if err := json.Unmarshal(assets.Rules, &all); err != nil {
		panic(fmt.Sprintf("assets/policies/rules.json: %v", err)) // a test reads them
	}
	by := map[store.RuleCode][]RuleValue{}
	for _, r := range all {
		for _, v := range r.Values {
			by[r.Code] = append(by[r.Code], RuleValue{Code: r.Code, Value: v.Value, From: v.From, Source: v.Source, Verify: v.Verify})
		}
	}
	return by
})

// History returns every value of a rule by its first day, what the business set
// after what calepin ships from the same day.
func (r Rules) History(code store.RuleCode) []RuleValue {
	all := slices.Clone(shippedRules()[code])
	for _, own := range r.own {
		if own.Code == code {
			all = append(all, ownValue(own))
		}
	}
	store.SortRecords(all, func(a, b RuleValue) int {
		switch {
		case a.From < b.From:
			return -1
		case a.From > b.From:
			return 1
		}
		return 0
	})
	return all
}

func ownValue(r store.Rule) RuleValue {
	return RuleValue{Code: r.Code, Value: r.Value, From: r.From, Source: shippedOn(r.Code, r.From).Source, Own: r}
}

// On returns what a rule says on a day: the value that began last. The value is
// empty where none had begun.
func (r Rules) On(code store.RuleCode, day store.Date) (held RuleValue) {
	held.Code = code
	for _, v := range shippedRules()[code] {
		if v.From <= day {
			held = v
		}
	}
	for _, own := range r.own {
		if own.Code == code && own.From <= day && own.From >= held.From {
			held = ownValue(own)
		}
	}
	return held
}

// shippedOn is what calepin ships for a day; for one before the first, the first.
func shippedOn(code store.RuleCode, day store.Date) RuleValue {
	values := shippedRules()[code]
	if len(values) == 0 {
		return RuleValue{}
	}
	held := values[0]
	for _, v := range values {
		if v.From <= day {
			held = v
		}
	}
	return held
}

// number is the value of a rule that counts something, 0 where none holds.
func (r Rules) number(code store.RuleCode, day store.Date) int {
	n, _ := strconv.Atoi(r.On(code, day).Value) // store checked it
	return n
}

// ConsentMonths is how long a consent to calls given on a day holds.
func (r Rules) ConsentMonths(day store.Date) int { return r.number(store.CallValidity, day) }

func (r Rules) yes(code store.RuleCode, day store.Date) bool { return r.On(code, day).Value == "yes" }

// SetRule gives a rule a value from a day on. A value that departs from the one
// shipped for that day needs its reason (CNIL délib. 2021-131: a deviation is
// justified in writing); without it, or where the rule is not known or the value
// does not read, it is refused with a *store.FieldError.
func SetRule(s *store.Store, r *store.Rule) error {
	if err := r.Check(); err != nil {
		return err
	}
	if RuleDeparts(*r) && r.Justification == "" {
		return &store.FieldError{Field: "justification", Code: store.Required}
	}
	return s.SetRule(r)
}

// RuleDeparts tells whether a value is another than calepin ships for its day.
func RuleDeparts(r store.Rule) bool { return r.Value != shippedOn(r.Code, r.From).Value }
