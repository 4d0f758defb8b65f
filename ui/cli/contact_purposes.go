package cli

import (
	"context"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/privacy/watch"
	"calepin/store"
)

// tie ties p to purposes of the register, and unties it.
func (o *contactFlags) tie(a *app, cmd *cobra.Command, s *store.Store, p *store.Person) error {
	for _, ref := range o.dropPurposes {
		activity, err := a.purpose(s, ref)
		if err != nil {
			return err
		}
		if err := remove(a, cmd, "remove-purpose", ref, &p.Purposes, func(id store.ID) bool { return id == activity.ID }); err != nil {
			return err
		}
	}
	for _, ref := range o.purposes {
		activity, err := a.purpose(s, ref)
		if err != nil {
			return err
		}
		if !slices.Contains(p.Purposes, activity.ID) {
			p.Purposes = append(p.Purposes, activity.ID)
		}
	}
	return nil
}

// fill sets fields of the business's own, "name=value"; an empty value empties
// the field.
func (o *contactFlags) fill(a *app, cmd *cobra.Command, s *store.Store, p *store.Person) error {
	for _, given := range o.fields {
		name, value, found := strings.Cut(given, "=")
		if !found {
			return usage(cmd, a.T.Contact.FieldValue.With("value", given))
		}
		field, err := s.FindField(name)
		if err != nil {
			return err
		}
		p.Fields = slices.DeleteFunc(slices.Clone(p.Fields), func(v store.Value) bool { return v.Field == field.ID })
		p.Fields = append(p.Fields, store.Value{Field: field.ID, Text: value})
	}
	return nil
}

// heldRecord is a contact and why it is on file as JSON has it.
type heldRecord struct {
	ID       store.ID        `json:"id"`
	Name     string          `json:"name"`
	Purposes []purposeRecord `json:"purposes"`
	Special  []watch.Kind    `json:"special_without_consent,omitempty"`
}

type purposeRecord struct {
	Activity string         `json:"activity"`
	Basis    store.Basis    `json:"basis"`
	Valid    bool           `json:"valid"`
	Reason   privacy.Reason `json:"reason"`
	Rule     string         `json:"rule"`
	Since    store.Date     `json:"since,omitempty"`
	Until    store.Date     `json:"until,omitempty"`
	Channels []checked      `json:"channels"`
}

func contactPurposes(a *app) *cobra.Command {
	var deep bool
	cmd := a.command("purposes", a.T.Contact.Purposes, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			if len(args) == 0 {
				return a.unfounded(cmd.Context(), s, deep)
			}
			p, err := a.contact(s, args[0])
			if err != nil {
				return err
			}
			h, err := privacy.HeldOf(s, p.ID, store.DateOf(a.now()))
			if err != nil {
				return err
			}
			return a.print(heldOf(namesIn(s).person(&p), h), func() {
				a.purposeTable(h.Purposes)
				if len(h.Special) > 0 {
					a.say("✗ " + a.T.NoExplicit(h.Special))
				}
			})
		})
	})
	cmd.Args = a.args(0, 1)
	cmd.Flags().BoolVar(&deep, "deep", false, "")
	return cmd
}

// unfounded lists who is on file without a purpose that stands. Deep, every
// exchange is looked through for special categories too (GDPR art. 9).
func (a *app) unfounded(ctx context.Context, s *store.Store, deep bool) error {
	look := func() ([]privacy.Held, error) { return privacy.AllUnfounded(s, a.today()) }
	if deep {
		look = func() ([]privacy.Held, error) {
			tell, end := a.progress(a.T.Contact.LookingThrough)
			defer end()
			return privacy.AllUnfoundedDeep(ctx, s, a.today(), func(done, total int) { tell(int64(done), int64(total)) })
		}
	}
	all, err := look()
	if err != nil {
		return err
	}
	if len(all) == 0 {
		a.none(a.T.Contact.AllFounded)
	}
	n := namesIn(s)
	list, rows := make([]heldRecord, len(all)), make([][]string, len(all))
	for i, h := range all {
		list[i] = heldOf(n.person(&h.Person), h)
		rows[i] = []string{shortID(h.Person.ID), list[i].Name, a.whatLacks(h)}
	}
	return a.print(list, func() { a.table(a.fields("id", "contact", "purposes"), rows) })
}

// whatLacks says which purposes do not stand, and why.
func (a *app) whatLacks(h privacy.Held) string {
	var lacking []string
	for _, p := range h.Purposes {
		if !p.Valid {
			lacking = append(lacking, p.Activity.Text(string(a.T.Language)).Name+" ("+a.T.Privacy.Reasons[string(p.Why)]+")")
		}
	}
	if len(h.Special) > 0 {
		lacking = append(lacking, a.T.NoExplicit(h.Special))
	}
	if len(lacking) == 0 {
		return a.T.Contact.NoPurpose
	}
	return strings.Join(lacking, "; ")
}

// purposeTable lists purposes with their basis, since when, until when, and the
// channels that may be used.
func (a *app) purposeTable(purposes []privacy.Purpose) {
	if len(purposes) == 0 {
		a.say(a.T.Contact.NoPurpose)
		return
	}
	rows := make([][]string, len(purposes))
	for i, p := range purposes {
		stands := a.T.Privacy.Answer(privacy.Answer{Allowed: p.Valid, Reason: p.Why, Rule: p.Rule})
		var open []string
		for _, ch := range p.Channels {
			if ch.Allowed {
				open = append(open, a.T.Privacy.Channels[string(ch.Channel)])
			}
		}
		rows[i] = []string{p.Activity.Text(string(a.T.Language)).Name, a.T.Privacy.Basis(p.Activity.Basis), stands,
			a.T.Language.Day(string(p.Since)), a.T.Language.Day(string(p.Until)), strings.Join(open, ", ")}
	}
	a.table([]string{a.field("activity"), a.field("basis"), a.T.Contact.Stands, a.field("since"), a.T.Contact.Until, a.field("channels")}, rows)
}

func heldOf(name string, h privacy.Held) heldRecord {
	out := heldRecord{ID: h.Person.ID, Name: name, Purposes: []purposeRecord{}, Special: h.Special}
	for _, p := range h.Purposes {
		r := purposeRecord{p.Activity.Code, p.Activity.Basis, p.Valid, p.Why, p.Rule, p.Since, p.Until, []checked{}}
		for _, ch := range p.Channels {
			r.Channels = append(r.Channels, checked{p.Activity.Code, ch.Channel, ch.Allowed, ch.Reason, ch.Rule, ch.Answer.Until, ch.Consent.ID, nil})
		}
		out.Purposes = append(out.Purposes, r)
	}
	return out
}

// purposes names what p was tied to by hand.
func (n *names) purposes(a *app, p *store.Person) (out []string) {
	for _, id := range p.Purposes {
		out = append(out, a.purposeName(n.s, id))
	}
	return out
}

// values are the fields of the business's own, one a line.
func (n *names) values(a *app, p *store.Person) (out []string) {
	if len(p.Fields) == 0 {
		return nil
	}
	fields, _ := n.s.Fields()
	for _, v := range p.Fields {
		for _, f := range fields {
			if f.ID == v.Field {
				out = append(out, a.T.Common.Pair.With("name", f.Name, "value", v.Text))
			}
		}
	}
	return out
}
