package store

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// RuleCode names a rule of law whose value changes with time, and which a
// business may set otherwise than calepin ships it.
type RuleCode string

// The rules of calls that canvass consumers.
const (
	CallConsent  RuleCode = "call-consent"  // CallsByConsent or CallsUnlessOpposed
	CallContract RuleCode = "call-contract" // whether a running contract allows calls about its subject
	CallValidity RuleCode = "call-validity" // months that a consent holds
	CallHours    RuleCode = "call-hours"    // days and hours, see Hours
	CallLimit    RuleCode = "call-limit"    // calls within CallPeriod
	CallPeriod   RuleCode = "call-period"   // days
	CallRest     RuleCode = "call-rest"     // days without a call after a refusal
	CallNotice   RuleCode = "call-notice"   // whether who gives a number is told of these rules
	CallEnergy   RuleCode = "call-energy"   // whether calls may be about energy renovation
)

// The values of CallConsent.
const (
	CallsByConsent     = "consent"
	CallsUnlessOpposed = "opt-out"
)

// RuleCodes are all rules, in the order that they are shown in.
var RuleCodes = []RuleCode{CallConsent, CallContract, CallValidity, CallHours, CallLimit, CallPeriod, CallRest, CallNotice, CallEnergy}

// Rule is the value that a business gave to a rule of law from a day on.
type Rule struct {
	ID    ID       `json:"id"`
	Code  RuleCode `json:"code"`
	Value string   `json:"value"`
	From  Date     `json:"from"`
	// Justification is why the value departs from the one that calepin ships.
	Justification string    `json:"justification,omitempty"`
	CreatedAt     time.Time `json:"created_at"`
	UpdatedAt     time.Time `json:"updated_at"`
}

func (r *Rule) clean() error {
	var c cleaner
	code, err := FindRule(string(r.Code))
	if err != nil {
		return err
	}
	r.Code = code
	c.line("value", &r.Value, maxTag)
	value, ok := ruleValue(r.Code, strings.ToLower(r.Value))
	switch {
	case r.Value == "":
		c.fail("value", Required)
	case !ok:
		c.fail("value", Format)
	}
	r.Value = value
	if r.From == "" {
		c.fail("from", Required)
	}
	c.date("from", r.From)
	c.text("justification", &r.Justification, maxNote)
	return c.err
}

// FindRule returns the rule of a code; one that is not known is refused with a
// *FieldError.
func FindRule(code string) (RuleCode, error) {
	r := RuleCode(strings.ToLower(cleanLine(code)))
	if !slices.Contains(RuleCodes, r) {
		return "", &FieldError{"code", NoSuch}
	}
	return r, nil
}

// ruleValue returns the stored form of a rule's value, false where it does not
// read.
func ruleValue(code RuleCode, value string) (string, bool) {
	switch code {
	case CallConsent:
		return value, value == CallsByConsent || value == CallsUnlessOpposed
	case CallContract, CallNotice, CallEnergy:
		if value == "oui" || value == "non" {
			value = map[string]string{"oui": "yes", "non": "no"}[value]
		}
		return value, value == "yes" || value == "no"
	case CallHours:
		h, ok := ParseHours(value)
		return h.String(), ok
	}
	n, err := strconv.Atoi(value)
	return strconv.Itoa(n), err == nil && n > 0 && n <= 1200
}

// SetRule stores the value of a rule from a day on, in the place of the one that
// begins on the same day.
func (s *Store) SetRule(r *Rule) error {
	return s.update(Edited, func(c *change) error {
		if err := r.clean(); err != nil {
			return err
		}
		all, err := listTied[Rule](c.tx, KindRule, ID{})
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(all, func(o Rule) bool { return o.Code == r.Code && o.From == r.From }); i >= 0 {
			was := all[i]
			r.ID, r.CreatedAt, r.UpdatedAt = was.ID, was.CreatedAt, was.UpdatedAt
			if *r == was {
				return nil
			}
			r.UpdatedAt = c.touch(was.UpdatedAt, ID{})
			return c.put(r)
		}
		if err := c.settle(&r.ID, KindRule); err != nil {
			return err
		}
		c.stamp(&r.CreatedAt, &r.UpdatedAt, ID{})
		return c.put(r)
	})
}

// DeleteRules removes what the business gave to a rule: from one day on, or all
// of it where from is empty. It returns how many values went, a *NotFoundError
// where there was none.
func (s *Store) DeleteRules(code RuleCode, from Date) (gone int, err error) {
	err = s.update(Deleted, func(c *change) error {
		all, err := listTied[Rule](c.tx, KindRule, ID{})
		if err != nil {
			return err
		}
		for _, r := range all {
			if r.Code != code || from != "" && r.From != from {
				continue
			}
			gone++
			if err := c.remove(&r); err != nil {
				return err
			}
		}
		if gone == 0 {
			return &NotFoundError{Kind: KindRule, Ref: string(code)}
		}
		return nil
	})
	return gone, err
}

// Rules returns what the business gave to rules, by their day.
func (s *Store) Rules() (all []Rule, err error) {
	err = s.Dump(func(d *Dump) error { all, err = d.rules(); return err })
	return all, err
}

func (d *Dump) rules() ([]Rule, error) {
	all, err := listTied[Rule](d.tx, KindRule, ID{})
	SortRecords(all, func(a, b Rule) int { return cmp.Or(cmp.Compare(a.From, b.From), cmp.Compare(a.Code, b.Code)) })
	return all, err
}

// Rules calls fn with every value that the business gave to a rule, by their day.
func (d *Dump) Rules(fn func(Rule) error) error {
	all, err := d.rules()
	for _, r := range all {
		if err == nil {
			err = fn(r)
		}
	}
	return err
}
