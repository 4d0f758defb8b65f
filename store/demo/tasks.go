package demo

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"calepin/store"
)

// businessTasks are what the studio has to do whoever its contacts are.
func (g *generator) businessTasks() {
	for i := range g.words.stories.BusinessTasks {
		w := &g.words.stories.BusinessTasks[i]
		g.addTask(store.ID{}, w, g.nextDue(w), &slots{})
	}
}

// contactTask now and then plans something for a contact, due from last week
// to the months ahead.
func (g *generator) contactTask(c *contact) {
	if c.Given == "" || c.Status == store.Former || !g.dice.chance(0.05) {
		return
	}
	w := &g.words.stories.ContactTasks[g.dice.IntN(len(g.words.stories.ContactTasks))]
	words := slots{slotGiven: c.Given, slotFamily: c.Family, slotFirm: c.firmName()}
	words[slotLe] = pick(g.dice, projects(&g.words.stories)).Le
	g.addTask(c.ID, w, g.day.AddDate(0, 0, g.dice.between(-7, 70)), &words)
}

func (g *generator) addTask(contact store.ID, w *taskWord, due time.Time, words *slots) {
	made := g.day.AddDate(0, 0, -g.dice.between(8, 90)).Add(9 * time.Hour)
	t := store.Task{
		ID: g.dice.id(made), Contact: contact, Title: w.Title.say(g.dice, words),
		Due: store.DateOf(due), Repeat: w.Repeat, CreatedAt: made, UpdatedAt: made,
	}
	if w.Repeat == store.Monthly || w.Repeat == store.Yearly {
		t.Anchor = due.Day()
		if contact == (store.ID{}) {
			t.Anchor = w.Day
		}
	}
	g.set.Tasks = append(g.set.Tasks, t)
}

// nextDue returns the next day, from today on, that a recurring task falls on.
// What is done once is already three days late.
func (g *generator) nextDue(w *taskWord) time.Time {
	switch w.Repeat {
	case store.Daily:
		return g.day
	case store.Weekly:
		return g.day.AddDate(0, 0, (w.Day-int(g.day.Weekday())+7)%7)
	case store.Monthly:
		due := dayOfMonth(g.day.Year(), g.day.Month(), w.Day)
		if due.Before(g.day) {
			due = dayOfMonth(g.day.Year(), g.day.Month()+1, w.Day)
		}
		return due
	case store.Yearly:
		due := dayOfMonth(g.day.Year(), time.December, w.Day)
		if due.Before(g.day) {
			due = dayOfMonth(g.day.Year()+1, time.December, w.Day)
		}
		return due
	default:
		return g.day.AddDate(0, 0, -3)
	}
}

// dayOfMonth is that day, or the month's last where it is shorter.
func dayOfMonth(year int, month time.Month, day int) time.Time {
	last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC)
	return last.AddDate(0, 0, min(day, last.Day())-last.Day())
}

// capital makes the first letter one.
func capital(text string) string {
	r, size := utf8.DecodeRuneInString(text)
	return strings.ToUpper(string(unicode.ToUpper(r))) + text[size:]
}
