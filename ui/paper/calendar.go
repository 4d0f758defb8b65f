package paper

import (
	"io"
	"strings"
	"time"
	"unicode/utf8"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

// Reminder is a day in a calendar.
type Reminder struct {
	ID      store.ID
	Day     store.Date
	Summary string
}

// WriteDeadlines writes the deadlines of the requests that wait for an answer. It
// names nobody: a calendar goes to other machines (GDPR art. 5(1)(c), (f)).
func WriteDeadlines(w io.Writer, t *text.Words, requests []store.Request, c privacy.Calendar, now time.Time) error {
	var days []Reminder
	for _, r := range requests {
		if id := r.ID.String(); r.Pending() {
			due := privacy.ClockOf(r, c, store.Date(now.Format(time.DateOnly))).Due
			days = append(days, Reminder{ID: r.ID, Day: due, Summary: t.Request.CalendarEvent.With("id", id[len(id)-8:], "right", t.Request.Rights[string(r.Right)])})
		}
	}
	store.SortRecords(days, func(x, y Reminder) int { return strings.Compare(string(x.Day), string(y.Day)) })
	return WriteCalendar(w, t.Request.CalendarTitle, days, now)
}

// WriteCalendar writes days as an iCalendar file (RFC 5545), each with an alarm
// a week before. now is when it is written.
func WriteCalendar(w io.Writer, title string, days []Reminder, now time.Time) error {
	c := &calendar{}
	c.line("BEGIN", "VCALENDAR")
	c.line("VERSION", "2.0")
	c.line("PRODID", "-//calepin//calepin//EN")
	c.line("X-WR-CALNAME", escaped(title))
	for _, d := range days {
		c.line("BEGIN", "VEVENT")
		c.line("UID", d.ID.String()+"@calepin")
		c.line("DTSTAMP", now.UTC().Format("20060102T150405Z"))
		c.line("DTSTART;VALUE=DATE", plainDay(d.Day))
		c.line("DTEND;VALUE=DATE", plainDay(d.Day.AddDays(1)))
		c.line("SUMMARY", escaped(d.Summary))
		c.line("TRANSP", "TRANSPARENT")
		c.line("BEGIN", "VALARM")
		c.line("ACTION", "DISPLAY")
		c.line("DESCRIPTION", escaped(d.Summary))
		c.line("TRIGGER", "-P7D")
		c.line("END", "VALARM")
		c.line("END", "VEVENT")
	}
	c.line("END", "VCALENDAR")
	_, err := io.WriteString(w, c.String())
	return err
}

type calendar struct{ strings.Builder }

// line writes a content line, folded at 75 octets between characters.
func (c *calendar) line(name, value string) {
	s := name + ":" + value
	for limit := 75; len(s) > limit; limit = 74 { // a space leads what goes on
		cut := limit
		for !utf8.RuneStart(s[cut]) {
			cut--
		}
		c.WriteString(s[:cut] + "\r\n ")
		s = s[cut:]
	}
	c.WriteString(s + "\r\n")
}

var escapes = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`)

func escaped(s string) string { return escapes.Replace(s) }

func plainDay(d store.Date) string { return strings.ReplaceAll(string(d), "-", "") }
