package text

import (
	"maps"
	"slices"

	"calepin/privacy"
	"calepin/store"
)

// Retention are the words of how long data are kept: those of the noun
// “retention”, and those that it shares with the screens.
type Retention struct {
	Command Command
	Policy  Command
	List    Command
	Show    Command
	Set     Command
	Reset   Command
	Of      Command
	Due     Command
	Preview Command
	Apply   Command
	Keep    Command
	Ask     Command
	Counts  Command

	Automatic Command

	Policies map[string]string // by code of privacy.Policy, and "decision", "field"
	Events   map[string]string // by privacy.Event
	Then     map[string]string // by privacy.After
	Faults   map[string]string // by privacy.PolicyFault
	Guards   map[string]string // by store.RecordKind of what keeps data from going
	Beyond   map[string]string // the same, beside a clock that runs
	Proofs   map[string]string // what is archived of a proof, by store.RecordKind
	Years    Plural
	Months   Plural

	Kept    Phrase // with its start
	Decided Phrase
	Ends    Phrase // of what was archived
	Default Phrase
	Changed Phrase
	Back    Phrase
	File    string

	Nothing   string
	WhatGoes  string
	Summary   Phrase
	Archives  Plural
	Sure      Plural
	Backwards Phrase
	KeptUntil Plural
	Asked     Plural
	LeftOut   Plural // of those to be asked

	NobodyToAsk string
	Done        Plural
	DoneRest    Plural
	Rewriting   string
	Left        Plural // mentions that may be of a namesake
	Letter      Phrase
	NoCounts    string

	ByItself, NotByItself string // whether an open interface purges without asking

	Waiting, WaitingMore           Plural // what has expired, when a vault is opened
	WaitingNote, WhatToDo          string
	Look, EraseAll, PutOff, Always Action
	PutOffSaid                     string

	Expired, Ledger Plural // of what went, and its proof
	Clean           string
}

// Archive is the noun “archive”.
type Archive struct {
	Command  Command
	List     Command
	Open     Command
	Readings Command
	Nothing  string
	NoOpened string
	Opened   Phrase
	Written  Phrase
}

// Erasure is the noun “erasure”: the ledger.
type Erasure struct {
	Command     Command
	List        Command
	Certificate Command
	Nothing     string
	Person      string
	Expired     Plural
	Complete    string
	ToFinish    string
	NotOfPerson string
}

// Limit writes a time limit: "3 years", "18 months".
func (r Retention) Limit(months int) string {
	if months%12 == 0 {
		return r.Years.Of(months / 12)
	}
	return r.Months.Of(months)
}

// Clock says until when a record is kept, and why: "kept until 14 Mar 2028:
// prospect, last contact from them on 14 Mar 2025, 3 years".
func (r Retention) Clock(c privacy.Clock, reason string, l Language) string {
	until := l.Day(string(c.Until))
	switch {
	case c.Event == privacy.Decided:
		return r.Decided.With("until", until, "reason", reason)
	case c.Event == privacy.ArchiveEnd:
		return r.Ends.With("until", until)
	}
	return r.Kept.With("until", until, "policy", r.Policies[c.Policy], "event", r.Event(c, l), "limit", r.Limit(c.Months))
}

// Why says until when and why a record is kept, each reason, the longest first,
// and what keeps it beyond.
func (r Retention) Why(k privacy.RecordClocks, decision string, l Language) []string {
	var said []string
	for _, c := range k.Clocks {
		said = append(said, r.Clock(c, decision, l))
	}
	if k.Guard != "" {
		said = append(said, r.Beyond[string(k.Guard)])
	}
	return said
}

// Event says what a clock started from, and when.
func (r Retention) Event(c privacy.Clock, l Language) string {
	return Phrase(r.Events[string(c.Event)]).With("day", l.Day(string(c.Start)))
}

// mostReasons is how many reasons a short account names.
const mostReasons = 4

// Reasons counts what is due by why it was kept, the most frequent first, and
// the others together.
func (w *Words) Reasons(due []privacy.Due) (lines []string) {
	counts, limit := map[string]int{}, map[string]int{}
	for _, d := range due {
		counts[d.Clock.Code()]++
		limit[d.Clock.Code()] = d.Clock.Months
	}
	codes := slices.Sorted(maps.Keys(counts))
	store.SortRecords(codes, func(a, b string) int { return counts[b] - counts[a] })
	for i, code := range codes {
		if i == mostReasons-1 && len(codes) > mostReasons {
			return append(lines, w.Retention.WaitingMore.Of(len(codes)-i))
		}
		name := w.Retention.Policies[code]
		if n := limit[code]; n > 0 {
			name += ", " + w.Retention.Limit(n)
		}
		lines = append(lines, w.Common.Pair.With("name", name, "value", w.Language.Number(int64(counts[code]))))
	}
	return lines
}

// Archived is what is archived: a document by its kind and number, a proof.
func (w *Words) Archived(x *store.Archived) string {
	if proof, is := w.Retention.Proofs[string(x.Kind())]; is {
		return Phrase(proof).With("day", w.Language.Day(string(x.Day())))
	}
	return w.Document.Title.With("kind", w.Records.Documents[string(x.Document.Kind)], "number", x.Document.Number)
}

// Record is what a clock is of: a whole file, or a kind of record.
func (r Retention) Record(kind store.RecordKind, kinds map[string]string) string {
	if kind == store.KindPerson {
		return r.File
	}
	return kinds[string(kind)]
}
