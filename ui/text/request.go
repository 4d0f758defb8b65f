package text

import (
	"cmp"
	"errors"
	"strconv"
	"strings"

	"calepin/privacy"
	"calepin/store"
)

// Deadline words how the last day of a request was found: "received Sun 28 Feb
// 2027; one month, 28 Mar, is a Sunday; 29 Mar is Easter Monday; due Tue 30 Mar
// 2027".
func (w *Words) Deadline(k privacy.RequestClock) string {
	r, l := &w.Request, w.Language
	clauses := []string{r.ReceivedOn.With("day", l.fullDay(k.From))}
	for i := 0; i < len(k.Steps); i++ {
		s := k.Steps[i]
		clause := w.step(s)
		next := privacy.Step{}
		if i+1 < len(k.Steps) {
			next = k.Steps[i+1]
		}
		moves := s.Kind == privacy.Counted || s.Kind == privacy.Clipped || s.Kind == privacy.Waited
		switch {
		case moves && next.Day == s.Day && next.Kind == privacy.Weekend:
			clause, i = r.IsDay.With("clause", clause, "weekday", l.Weekday(s.Day.Time())), i+1
		case moves && next.Day == s.Day && next.Kind == privacy.OnHoliday:
			clause, i = r.IsHoliday.With("clause", clause, "holiday", word(r.Holidays, next.Holiday)), i+1
		}
		clauses = append(clauses, clause)
	}
	if k.Standing {
		clauses = append(clauses, r.StandsSince.With("day", l.fullDay(k.Since)))
	}
	return strings.Join(clauses, w.semicolon())
}

// step words one step by itself.
func (w *Words) step(s privacy.Step) string {
	r, l := &w.Request, w.Language
	switch s.Kind {
	case privacy.Counted:
		return r.Counted.Of(s.Count, "day", l.dayAndMonth(s.Day))
	case privacy.Clipped:
		return r.Clipped.Of(s.Count, "day", l.dayAndMonth(s.Day))
	case privacy.Waited:
		return r.Waited.Of(s.Count, "day", l.dayAndMonth(s.Day))
	case privacy.Weekend:
		return r.OffDay.With("day", l.dayAndMonth(s.Day), "what", w.aWeekday(s.Day))
	case privacy.OnHoliday:
		return r.OffDay.With("day", l.dayAndMonth(s.Day), "what", word(r.Holidays, s.Holiday))
	}
	return r.DueBy.With("day", l.fullDay(s.Day))
}

func (w *Words) aWeekday(d store.Date) string {
	if w.Language == French {
		return w.Language.Weekday(d.Time())
	}
	return "a " + w.Language.Weekday(d.Time())
}

func (w *Words) semicolon() string {
	if w.Language == French {
		return "\u202f; "
	}
	return "; "
}

// TimeLeft says where a request stands in time: "12 days left", "3 days late".
func (w *Words) TimeLeft(k privacy.RequestClock, pending bool) string {
	r := &w.Request
	switch {
	case !pending && k.Late:
		return r.WasLate
	case !pending:
		return r.InTime
	case k.Late:
		return r.DaysLate.Of(-k.Left)
	case k.Standing:
		return r.Standing
	case k.Left == 0:
		return r.Today
	}
	return r.DaysLeft.Of(k.Left)
}

// fullDay writes a day with its weekday: dimanche 28 février 2027, Sun 28 Feb
// 2027.
func (l Language) fullDay(d store.Date) string {
	weekday := l.locale().WeekdayAbbreviated(d.Time().Weekday())
	if l == French {
		weekday = l.Weekday(d.Time())
	}
	return weekday + " " + l.dayAndMonth(d) + " " + strconv.Itoa(d.Time().Year())
}

// dayAndMonth writes a day of the year: 28 février, 1er mars, 28 Feb.
func (l Language) dayAndMonth(d store.Date) string {
	t := d.Time()
	if l != French {
		return strconv.Itoa(t.Day()) + " " + l.locale().MonthAbbreviated(t.Month())
	}
	day := strconv.Itoa(t.Day())
	if t.Day() == 1 {
		day = "1er"
	}
	return day + " " + l.locale().MonthWide(t.Month())
}

func (w *Words) requestSentence(err error) string {
	var letter *privacy.LetterError
	switch {
	case !errors.As(err, &letter):
	case len(letter.Unknown) > 0:
		return w.Errors.Request.Unknown.With("list", braced(letter.Unknown))
	default:
		return w.Errors.Request.Missing.With("list", braced(letter.Missing))
	}
	var refused *privacy.RequestError
	if !errors.As(err, &refused) {
		return ""
	}
	e := w.Errors.Request
	why, rule := word(e.Codes, refused.Code), w.Privacy.Rule(refused.Rule)
	if refused.Day == "" {
		return e.Why.With("why", why, "rule", rule)
	}
	return e.WhyUntil.With("why", why, "day", w.Language.Day(string(refused.Day)), "rule", rule)
}

// braced names parts of a template as they stand in it.
func braced(parts []string) string { return "{" + strings.Join(parts, "}, {") + "}" }

// Leftover words a value that a merge found no room for, as a line of the note.
func (w *Words) Leftover(field, value string) string {
	switch field {
	case "status":
		value = cmp.Or(w.Records.Statuses[value], value)
	case "nature":
		value = cmp.Or(w.Records.Natures[value], value)
	}
	return w.Records.Leftover.With("field", cmp.Or(w.Records.Fields[field], field), "value", value)
}

// Correction words a field before and after a correction.
func (w *Words) Correction(c store.FieldChange) string {
	said := func(value string) string {
		if word, known := w.Records.Statuses[value]; known && c.Field == "status" {
			return word
		}
		return cmp.Or(value, w.Request.NoValue)
	}
	return w.Request.Corrected.With("field", cmp.Or(w.Records.Fields[c.Field], c.Field), "before", said(c.Before), "after", said(c.After))
}
