package text

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"calepin/privacy"
	"calepin/store"
)

// Rule is the noun “rule”, and the words of the rules of law that change with time.
type Rule struct {
	Command Command
	List    Command
	Show    Command
	Set     Command
	Delete  Command

	Names map[string]string // by store.RuleCode
	About map[string]string // by store.RuleCode: what a value means, and how it is written
	Said  map[string]string // by value: "yes", "no", "consent", "opt-out"

	Months, Days, Calls Plural

	Unset, Name, Shipped, Own, Verify string

	Holidays, NoHolidays, And string
	OneDay, SeveralDays, Span Phrase
	Week                      Phrase

	Saved, Deleted, DeleteAsk, Why Phrase

	// When somebody may be called.
	Hours, Rest     Phrase
	OpenNow, NotNow string
	Made, Untold    Plural
}

// Value says a rule's value: "12 months", "Monday to Friday, …".
func (r *Rule) Value(l Language, code store.RuleCode, value string) string {
	if said, known := r.Said[value]; known {
		return said
	}
	n, err := strconv.Atoi(value)
	switch {
	case value == "":
		return r.Unset
	case code == store.CallHours:
		if h, ok := store.ParseHours(value); ok {
			return r.hours(l, h)
		}
	case err != nil:
	case code == store.CallLimit:
		return r.Calls.Of(n)
	case code == store.CallValidity:
		return r.Months.Of(n)
	default:
		return r.Days.Of(n)
	}
	return value
}

// hours says days and hours: "Monday to Friday, 10:00–13:00 and 14:00–20:00, not
// on public holidays".
func (r *Rule) hours(l Language, h store.Hours) string {
	name := func(d time.Weekday) string { return l.locale().WeekdayWide(d) }
	var days, spans []string
	for _, run := range h.Runs() {
		if run[0] == run[1] {
			days = append(days, r.OneDay.With("day", name(run[0])))
		} else {
			days = append(days, r.SeveralDays.With("first", name(run[0]), "last", name(run[1])))
		}
	}
	for _, s := range h.Spans {
		spans = append(spans, r.Span.With("from", r.clock(l, s.From), "to", r.clock(l, s.To)))
	}
	holidays := r.NoHolidays
	if h.Holidays {
		holidays = r.Holidays
	}
	return r.Week.With("days", r.list(days), "hours", r.list(spans), "holidays", holidays)
}

func (r *Rule) clock(l Language, minute int) string {
	if l != French {
		return fmt.Sprintf("%d:%02d", minute/60, minute%60)
	}
	if minute%60 == 0 {
		return fmt.Sprintf("%d\u00a0h", minute/60)
	}
	return fmt.Sprintf("%d\u00a0h\u00a0%02d", minute/60, minute%60)
}

// list joins what is listed: "a, b and c".
func (r *Rule) list(all []string) string {
	if len(all) < 2 {
		return strings.Join(all, "")
	}
	last := len(all) - 1
	return strings.Join(all[:last], ", ") + " " + r.And + " " + all[last]
}

// Calls says when and how often somebody may be called, one thing a line.
func (w *Words) Calls(c privacy.Calls) (lines []string) {
	r := &w.Rule
	if c.Rest != "" {
		lines = append(lines, r.Rest.With("day", w.Language.Day(string(c.Rest))))
	}
	if c.HoursRule != "" {
		now := r.NotNow
		if c.Open {
			now = r.OpenNow
		}
		lines = append(lines, r.Hours.With("hours", r.hours(w.Language, c.Hours), "rule", c.HoursRule, "now", now))
	}
	if c.LimitRule != "" {
		said := r.Made.Of(c.Made, "limit", c.Limit, "days", c.Period, "rule", c.LimitRule)
		if c.Untold > 0 {
			said += " " + r.Untold.Of(c.Untold)
		}
		lines = append(lines, said)
	}
	return lines
}
