package text

import (
	"slices"
	"strings"

	"calepin/privacy"
	"calepin/store"
)

// OperatorWords is the noun “operator”: who may enter.
type OperatorWords struct {
	Command, List, Add, SetRole, Rename, Remove Command

	Roles map[string]string // by store.OperatorRole
	About map[string]string
	Keys  map[string]string // by where a key lives
	Acts  map[string]string // by store.Act

	Name, Login, Role, Key, LastUse, Never, By string
	ThenBy                                     Phrase

	First, ByRecovery, Program, You, Unknown string

	Added, UseAs, UseFile Phrase
	UseOwn, AsksNow       string
	RoleSet, Renamed      Phrase

	RemoveAsk, Removed  Phrase
	RemoveWhat          string
	Copies              string
	AwayCopies          Phrase
	OtherCopies         string
	ResealedAll         string
	Gone, Idle          Phrase
	NoKey               string
	IdleAdvice          Phrase
	IdleFound           Plural
	AllUsed             string
	Refused             Phrase
	NoRole              string
	LastOwner, Yourself string
	GoneKey             Phrase
	KeyThere            string
	OtherKind           string
	LastKey, Rekeyed    string
}

// Called says who an operator is: by name, or by what is known of them.
func (w *Words) Called(id store.ID, all []store.Operator) string {
	switch id {
	case store.ID{}:
		return w.Operator.Program
	case store.ByRecovery:
		return w.Operator.ByRecovery
	}
	for _, o := range all {
		if o.ID == id && o.Name != "" {
			return o.Name
		}
	}
	if id == store.FirstOperator {
		return w.Operator.First
	}
	return w.Operator.Unknown
}

// RoleOf says a role.
func (w *Words) RoleOf(r store.OperatorRole) string { return w.Operator.Roles[string(r)] }

// OperatorState says of an operator what is not as usual: removed, without a
// key, away for long; else nothing.
func (w *Words) OperatorState(s privacy.Seat) string {
	o := w.Operator
	switch {
	case s.Gone():
		return o.Gone.With("day", w.Language.Date(s.RemovedAt.Local()))
	case !s.Opens:
		return o.NoKey
	case s.Idle > 0:
		return o.Idle.With("days", s.Idle)
	}
	return ""
}

// Audit is the noun “audit”: what was done in the vault.
type Audit struct {
	Command, Show, Verify, Export Command

	Title, Law                   string
	Footer                       Phrase
	At, Who, What, Which, Number string
	Deeds, Whys                  map[string]string
	More, Times                  Phrase
	None                         string
	Whole                        Phrase
	Empty                        string
	Entries                      Plural
	Faults                       map[string]string
	Broken, WasCut, NotLogged    string
	NotWritten, Kept             Phrase
}

// Subject says what an entry of the trail is about, and why: records by kind and
// the end of their id, as lists show them; nobody's name.
func (w *Words) Subject(e store.AuditEntry) string {
	var parts []string
	kinds := w.Errors.Store.Kinds
	if e.Contact != (store.ID{}) {
		parts = append(parts, kinds[string(store.KindPerson)]+" "+ShortID(e.Contact))
	}
	for _, r := range e.Records[:min(len(e.Records), 3)] {
		said := kinds[string(r.Kind)]
		if said == "" {
			said = string(r.Kind)
		}
		if r.ID != (store.ID{}) {
			said += " " + ShortID(r.ID)
		}
		if !slices.Contains(parts, said) {
			parts = append(parts, said)
		}
	}
	if more := max(e.Count, len(e.Records)) - 3; more > 0 && len(e.Records) > 0 {
		parts = append(parts, w.Audit.More.With("n", more))
	}
	if e.Act != "" {
		parts = append(parts, w.Operator.Acts[string(e.Act)])
	}
	if why := w.Audit.Whys[e.Why]; why != "" {
		parts = append(parts, why)
	}
	if len(e.Records) == 0 && e.Count > 1 {
		parts = append(parts, w.Audit.Times.With("n", e.Count))
	}
	return strings.Join(parts, ", ")
}

// ShortID is the end of an id, which commands take for it.
func ShortID(id store.ID) string { s := id.String(); return s[len(s)-8:] }

// Dismissed says what removing an operator did, and what their key still opens.
func (w *Words) Dismissed(name string, copies, away []string) []string {
	o := w.Operator
	lines := []string{o.Removed.With("name", name)}
	if len(copies) == 0 {
		lines = append(lines, o.ResealedAll)
	} else {
		lines = append(lines, o.Copies)
		for _, c := range copies {
			lines = append(lines, "  "+c)
		}
	}
	if len(away) > 0 {
		lines = append(lines, o.AwayCopies.With("dirs", strings.Join(away, ", ")))
	}
	return append(lines, o.OtherCopies)
}

// TrailWhole says that the trail is whole, and how much there is of it.
func (w *Words) TrailWhole(r store.TrailReport) string {
	if r.Entries == 0 {
		return w.Audit.Empty
	}
	return w.Audit.Whole.With("entries", w.Audit.Entries.Of(r.Entries), "day", w.Language.Date(r.First.Local()))
}

// TrailFault says what is wrong with the trail.
func (w *Words) TrailFault(f store.TrailFault) string {
	code := string(f.Code)
	if f.Code == store.TrailMissing && f.From == f.To {
		code += "_one"
	}
	return Phrase(w.Audit.Faults[code]).With("from", f.From, "to", f.To, "day", w.Language.Date(f.At.Local()))
}
