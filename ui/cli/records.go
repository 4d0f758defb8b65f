package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"calepin/store"
	"calepin/ui/text"
)

// field is what a field of a record is called, by its name in JSON.
func (a *app) field(name string) string { return a.T.Records.Fields[name] }

// fields are the names of several, for the headings of a table.
func (a *app) fields(names ...string) []string {
	headings := make([]string, len(names))
	for i, name := range names {
		headings[i] = a.field(name)
	}
	return headings
}

// word is how a stored value is said, or the value itself where no word is
// known for it.
func word[T ~string](words map[string]string, value T) string {
	if w, ok := words[string(value)]; ok {
		return w
	}
	return string(value)
}

// shortID is the end of an id, which tells records apart where its beginning,
// a time, does not: records made within a minute begin alike.
func shortID(id store.ID) string {
	text := id.String()
	return text[len(text)-8:]
}

// found runs a look-up by reference. Where several records fit, it asks which
// one on a terminal, and lists them elsewhere; by looks the choice up.
func found[T any](a *app, find func(string) (T, error), by func(store.ID) (T, error), ref string) (T, error) {
	record, err := find(ref)
	var several *store.AmbiguousError
	if !errors.As(err, &several) {
		return record, err
	}
	id, err := a.which(several, ref)
	if err != nil {
		return record, err
	}
	return by(id)
}

// which is the one that is meant of several records that a reference fits.
func (a *app) which(several *store.AmbiguousError, ref string) (store.ID, error) {
	options := make([]string, len(several.Matches))
	for i, m := range several.Matches {
		options[i] = a.matchLine(m)
	}
	c, noTerminal := a.console()
	if noTerminal != nil {
		return store.ID{}, failure(exitFailed, a.T.Sentence(several)+bullets(options), several)
	}
	i, asked := c.choose(a.T.Records.Which.With("ref", clean(ref)), options...)
	if asked != nil {
		return store.ID{}, asked
	}
	return several.Matches[i].ID, nil
}

// matchLine is one of several contacts to choose from.
func (a *app) matchLine(m store.Row) string {
	parts := []string{shortID(m.ID), clean(m.Name)}
	if m.Organisation != m.Name {
		parts = append(parts, clean(m.Organisation))
	}
	parts = append(parts, clean(cmp.Or(m.Email, m.Phone)))
	return strings.Join(slices.DeleteFunc(parts, func(p string) bool { return p == "" }), "  ")
}

func bullets(lines []string) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString("\n  " + line)
	}
	return b.String()
}

// heading is a name before the lines it stands for.
func (a *app) heading(name string) string {
	return strings.TrimRight(a.T.Common.Pair.With("name", name, "value", ""), " ")
}

func (a *app) contact(s *store.Store, ref string) (store.Person, error) {
	return found(a, s.FindPerson, s.Person, ref)
}

// contactID is the id of the contact that ref names; zero for an empty ref.
func (a *app) contactID(s *store.Store, ref string) (store.ID, error) {
	if ref == "" {
		return store.ID{}, nil
	}
	p, err := a.contact(s, ref)
	return p.ID, err
}

// owner is contactID for a record that must belong to someone.
func (a *app) owner(s *store.Store, ref string) (store.ID, error) {
	if ref == "" {
		return store.ID{}, &store.FieldError{Field: "contact", Code: store.Required}
	}
	return a.contactID(s, ref)
}

// listOf shows what is on file of a kind about the contact that ref names, about
// everybody for an empty ref, and says none where that is nothing.
func listOf[T any](a *app, cmd *cobra.Command, ref, none string, read func(*store.Store, store.ID) ([]T, error), show func(*store.Store, []T)) error {
	return a.withStore(cmd, func(s *store.Store) error {
		id, err := a.contactID(s, ref)
		if err != nil {
			return err
		}
		list, err := read(s, id)
		if err != nil {
			return err
		}
		if len(list) == 0 {
			a.none(none)
		}
		return a.print(orEmpty(list), func() { show(s, list) })
	})
}

// names says what contacts are called, each looked up once.
type names struct {
	s     *store.Store
	known map[store.ID]string
	orgs  map[store.ID]string
}

func namesIn(s *store.Store) *names {
	return &names{s: s, known: map[store.ID]string{}, orgs: map[store.ID]string{}}
}

// namesUnless is namesIn for a list of everybody's; nil where ref names whose it
// is.
func namesUnless(s *store.Store, ref string) *names {
	if ref != "" {
		return nil
	}
	return namesIn(s)
}

// contact is the name of a contact; empty for none and for one who is gone.
func (n *names) contact(id store.ID) string {
	if id == (store.ID{}) {
		return ""
	}
	name, ok := n.known[id]
	if !ok {
		if p, err := n.s.Person(id); err == nil {
			name = n.person(&p)
		}
		n.known[id] = name
	}
	return name
}

func (n *names) person(p *store.Person) string {
	org := ""
	if len(p.Organisations) > 0 {
		org = n.organisation(p.Organisations[0])
	}
	return p.DisplayName(org)
}

// organisation is the name of an affiliation's organisation.
func (n *names) organisation(a store.Affiliation) string {
	if a.Organisation == (store.ID{}) {
		return a.Name
	}
	name, ok := n.orgs[a.Organisation]
	if !ok {
		if o, err := n.s.Organisation(a.Organisation); err == nil {
			name = o.Name
		}
		n.orgs[a.Organisation] = name
	}
	return name
}

// needs is required for flags that --from can stand in for.
func (a *app) needs(cmd *cobra.Command, names ...string) error {
	if from := cmd.Flags().Lookup("from"); from != nil && from.Changed {
		return nil
	}
	var missing []string
	for _, name := range names {
		if !cmd.Flags().Changed(name) {
			missing = append(missing, "--"+name)
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return usage(cmd, a.T.Help.MissingFlag.With("flags", strings.Join(missing, ", ")))
}

// longText is the value of a flag whose "-" stands for stdin.
func (a *app) longText(cmd *cobra.Command, value string) (string, error) {
	if value != "-" {
		return value, nil
	}
	if from := cmd.Flags().Lookup("from"); from != nil && from.Value.String() == "-" {
		return "", usage(cmd, a.T.Records.StdinTwice.With("flags", "--from, --note, --body"))
	}
	data, err := io.ReadAll(io.LimitReader(a.in, maxRecord+1))
	if err == nil && len(data) > maxRecord {
		return "", usage(cmd, a.T.Common.RecordTooLarge)
	}
	return string(data), err
}

// day is a day as typed; empty stays empty.
func (a *app) day(value string, lean text.Lean) (store.Date, error) {
	if strings.TrimSpace(value) == "" {
		return "", nil
	}
	day, err := text.ParseDay(value, a.now(), lean)
	return store.Date(day), err
}

// setDay is day for a flag that was given; others leave target alone.
func (a *app) setDay(cmd *cobra.Command, flag string, target *store.Date, lean text.Lean) (err error) {
	if f := cmd.Flags().Lookup(flag); f.Changed {
		*target, err = a.day(f.Value.String(), lean)
	}
	return err
}

// set puts the value of a flag that was given in its place.
func set[T ~string](cmd *cobra.Command, flag string, target *T) {
	if f := cmd.Flags().Lookup(flag); f != nil && f.Changed {
		*target = T(f.Value.String())
	}
}

// none is what an empty list says, to people only.
func (a *app) none(sentence string) {
	if !a.flags.json {
		a.say(sentence)
	}
}

// more points at the next page.
func (a *app) more(next string) {
	if next != "" && !a.flags.json {
		a.say(a.T.Records.NextPage.With("id", next))
	}
}

// orEmpty makes a list that JSON writes as [] and not as null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}

// titled writes the heading of a part of what is shown.
func (a *app) titled(title string) { fmt.Fprintf(a.out, "\n%s\n", a.bold(title)) }
