package paper

import (
	"calepin/store"
)

// kept is what was decided about how long the data are kept, and for what.
func (c copier) kept() {
	c.holds()
	if r := c.a.Retained; r.Until != "" || r.Asked != "" {
		c.d.Heading(2, c.Access.Retained)
		c.d.Sheet(c.field("until"), c.day(r.Until), c.field("reason"), r.Reason, c.Access.AskedOn, c.day(r.Asked))
	}
	var told, listed [][]string
	for _, t := range c.a.Tellings {
		told = append(told, []string{minute(c.Words, t.At), t.Recipient, c.Recipients.Acts[string(t.Of)], lined(c.day(t.Told), t.Note)})
	}
	c.table(c.Access.Tellings, []string{c.field("at"), c.field("recipient"), c.Access.What, c.Access.ToldOn}, told)
	for _, s := range c.a.Suppressed {
		listed = append(listed, []string{minute(c.Words, s.At), c.Suppression.Sources[string(s.Source)], c.day(s.KeptUntil())})
	}
	c.registers()
	c.table(c.Access.Suppressed, []string{c.field("at"), c.Access.What, c.Suppression.Until}, listed)
}

// registers are the breaches that touched the data, and the processors that the
// person speaks for.
func (c copier) registers() {
	var breaches, serves [][]string
	for _, b := range c.a.Breaches {
		var kinds []string
		for _, k := range b.Kinds {
			kinds = append(kinds, c.Breach.Kinds[string(k)])
		}
		breaches = append(breaches, []string{minute(c.Words, b.Aware), lined(commaed(kinds...), b.Data), lined(b.Consequences, b.Measures, b.Advice)})
	}
	c.table(c.Access.Breaches, []string{c.field("at"), c.Access.What, c.Access.Content}, breaches)
	for _, p := range c.a.Serves {
		serves = append(serves, []string{p.Name, p.Service})
	}
	c.table(c.Access.Serves, []string{c.field("name"), c.Access.What}, serves)
}

// holds are told of, and their reasons where the business tells them: see
// privacy.Access.TellHolds.
func (c copier) holds() {
	var rows [][]string
	untold := false
	for _, h := range c.a.Holds {
		released := ""
		if !h.Stands() {
			released = minute(c.Words, h.Released)
		}
		untold = untold || h.Reason == ""
		rows = append(rows, []string{minute(c.Words, h.At), lined(c.held(h), h.Reason), released})
	}
	c.table(c.Access.Holds, []string{c.field("at"), c.Access.What, c.Access.LiftedOn}, rows)
	if untold {
		c.d.Paragraph(c.Access.HoldsUntold)
	}
}

// held says what is held: one document, or everything.
func (c copier) held(h store.Hold) string {
	for _, d := range c.a.Documents {
		if d.ID == h.Document {
			return c.Records.Documents[string(d.Kind)] + " " + d.Number
		}
	}
	return c.Hold.Whole
}
