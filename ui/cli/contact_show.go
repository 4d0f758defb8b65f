package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"calepin/store"
)

// tied is what belongs to a contact.
type tied struct {
	Interactions []store.Interaction `json:"interactions"`
	Documents    []store.Document    `json:"documents"`
	Attachments  []store.Attachment  `json:"attachments"`
	Tasks        []store.Task        `json:"tasks"`
	Disclosures  []store.Disclosure  `json:"disclosures"`
	Restrictions []store.Restriction `json:"restrictions,omitempty"`
}

func tiedOf(s *store.Store, id store.ID) (t tied, err error) {
	if t.Interactions, _, err = s.Interactions(id, 0, ""); err != nil {
		return t, err
	}
	if t.Documents, err = s.Documents(id); err != nil {
		return t, err
	}
	if t.Attachments, err = s.Attachments(id); err != nil {
		return t, err
	}
	if t.Tasks, err = s.Tasks(store.TaskFilter{Contact: id, All: true}); err != nil {
		return t, err
	}
	if t.Restrictions, err = s.Restrictions(id); err != nil {
		return t, err
	}
	t.Disclosures, err = s.Disclosures(id)
	t.Interactions, t.Documents, t.Attachments = orEmpty(t.Interactions), orEmpty(t.Documents), orEmpty(t.Attachments)
	t.Tasks, t.Disclosures = orEmpty(t.Tasks), orEmpty(t.Disclosures)
	return t, err
}

func contactShow(a *app) *cobra.Command {
	cmd := a.command("show", a.T.Contact.Show, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			p, err := a.contact(s, args[0])
			if err != nil {
				return err
			}
			s.NoteRead(p.ID)
			t, err := tiedOf(s, p.ID)
			if err != nil {
				return err
			}
			kept, err := a.keptOf(s, p.ID)
			if err != nil {
				return err
			}
			by, said, err := a.authors(s, store.KindPerson, p.ID)
			if err != nil {
				return err
			}
			n := namesIn(s)
			whole := struct {
				personRecord
				tied
				Kept []keptRecord `json:"kept"`
				By   *signed      `json:"by,omitempty"`
			}{n.record(p), t, kept, by}
			return a.print(whole, func() {
				for _, line := range a.restrictionLines(t.Restrictions) {
					fmt.Fprintln(a.out, a.bold(line))
				}
				a.showPerson(&p, n, s.Settings().Country, kept[0].Text, said)
				a.showTied(t, n)
			})
		})
	})
	cmd.Args = a.args(1, 1)
	return cmd
}

func (a *app) showPerson(p *store.Person, n *names, country, kept, by string) {
	var orgs []string
	for _, o := range p.Organisations {
		parts := []string{n.organisation(o)}
		for _, part := range []string{o.Title, o.Department} {
			if part != "" {
				parts = append(parts, part)
			}
		}
		orgs = append(orgs, strings.Join(parts, ", "))
	}
	status := word(a.T.Records.Statuses, p.Status)
	if p.Nature != "" {
		status += ", " + word(a.T.Records.Natures, p.Nature)
	}
	if why := a.T.Records.StatusBecause(a.T.Language, p.Since); why != "" {
		status += " (" + why + ")"
	}
	mail, phone, post, web := a.reachLines(p.Emails, p.Phones, p.Addresses, p.URLs, country)
	fmt.Fprintln(a.out, a.bold(clean(n.person(p))))
	f := a.field
	a.details(
		f("prefix"), p.Prefix, f("given"), p.Given, f("middle"), p.Middle, f("family"), p.Family,
		f("suffix"), p.Suffix, f("nickname"), p.Nickname, f("organisation"), strings.Join(orgs, "\n"),
		f("email"), mail, f("phone"), phone, f("address"), post, f("urls"), web,
		f("status"), status, f("tags"), strings.Join(p.Tags, ", "), f("source"), p.Source,
		f("origin"), word(a.T.Privacy.Origins, p.Origin), f("informed"), a.T.Language.Day(string(p.Informed)),
		f("purposes"), strings.Join(n.purposes(a, p), "\n"), f("fields"), strings.Join(n.values(a, p), "\n"),
		f("last_contact"), a.date(p.LastContact), f("follow_up"), a.T.Language.Day(string(p.FollowUp)),
		f("kept"), a.wrapped(kept, 22), f("note"), a.wrapped(p.Note, 22), f("created_at"), a.date(p.CreatedAt), f("updated_at"), a.changedOn(p.CreatedAt, p.UpdatedAt), a.T.Operator.By, by,
		f("id"), p.ID.String(),
	)
}

// showTied writes what belongs to a contact, each kind under its heading.
func (a *app) showTied(t tied, n *names) {
	w := a.T.Records
	if len(t.Interactions) > 0 {
		a.titled(w.Interactions.Of(len(t.Interactions)))
		for _, i := range t.Interactions {
			a.interactionEntry(i)
		}
	}
	if len(t.Documents) > 0 {
		a.titled(w.DocumentCount.Of(len(t.Documents)))
		a.documentTable(t.Documents, nil)
	}
	if len(t.Attachments) > 0 {
		a.titled(w.Attachments.Of(len(t.Attachments)))
		a.attachmentTable(t.Attachments, nil)
	}
	if len(t.Tasks) > 0 {
		a.titled(w.Tasks.Of(len(t.Tasks)))
		a.taskTable(t.Tasks, nil)
	}
	if len(t.Disclosures) > 0 {
		a.titled(w.Disclosures.Of(len(t.Disclosures)))
		a.disclosureTable(t.Disclosures, nil)
	}
}

// interactionEntry writes one interaction whole: a line, and its text below.
func (a *app) interactionEntry(i store.Interaction) {
	line := a.interactionHead(i)
	if i.Subject != "" {
		line = a.T.Common.Pair.With("name", line, "value", i.Subject)
	}
	fmt.Fprintln(a.out, clean(line))
	for _, extra := range []string{i.Body, a.pair("follow_up", a.T.Language.Day(string(i.FollowUp))), a.pair("support", word(a.T.Records.Supports, i.Support))} {
		if extra != "" {
			fmt.Fprintln(a.out, indent(indent(cleanLines(a.wrapped(extra, 4)))))
		}
	}
}

// interactionHead is when, what, and from whom to whom.
func (a *app) interactionHead(i store.Interaction) string {
	head := a.T.Language.Time(i.At.Local()) + "  " + word(a.T.Records.Kinds, i.Kind)
	if i.Direction != "" {
		head += " " + word(a.T.Records.Directions, i.Direction)
	}
	return head
}

// pair is "name: value", empty where the value is.
func (a *app) pair(field, value string) string {
	if value == "" {
		return ""
	}
	return a.T.Common.Pair.With("name", a.field(field), "value", value)
}

// wrapped breaks long text to the terminal's width less a margin.
func (a *app) wrapped(s string, margin int) string {
	width := stdoutWidth()
	if width-margin < 20 || a.flags.plain {
		return s
	}
	return wordwrap(s, width-margin)
}
