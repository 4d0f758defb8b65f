package cli

import (
	"cmp"
	"strings"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

func requestCommand(a *app) *cobra.Command {
	return a.noun("request", a.T.Request.Command, requestOpen(a), requestList(a), requestShow(a), requestVerify(a),
		requestExtend(a), requestAnswer(a), requestRefuse(a), requestClose(a), requestLetter(a), requestTemplate(a), requestForm(a), requestCalendar(a))
}

// request finds a request by id.
func (a *app) request(s *store.Store, ref string) (store.Request, error) {
	return found(a, s.FindRequest, s.Request, ref)
}

// requestRecord is a request and where it stands as JSON has it.
type requestRecord struct {
	store.Request
	ContactName    string             `json:"contact_name,omitempty"`
	State          store.RequestState `json:"state"`
	Due            store.Date         `json:"due"`
	Late           bool               `json:"late"`
	DaysLeft       int                `json:"days_left"`
	SuspendedSince store.Date         `json:"suspended_since,omitempty"`
	Reasoning      []privacy.Step     `json:"reasoning"`
	ReasoningText  string             `json:"reasoning_text"`

	clock privacy.RequestClock
}

func (a *app) requestRecord(s *store.Store, n *names, r store.Request) requestRecord {
	k := privacy.ClockOf(r, privacy.CalendarOf(s.Settings().Business), a.today())
	out := requestRecord{Request: r, ContactName: n.contact(r.Contact), State: r.State(), Due: k.Due, Late: k.Late, DaysLeft: k.Left,
		Reasoning: k.Steps, ReasoningText: a.T.Deadline(k), clock: k}
	if k.Standing {
		out.SuspendedSince = k.Since
	}
	return out
}

// who is what the person who asks is called.
func (a *app) who(r requestRecord) string {
	switch {
	case r.ContactName != "":
		return clean(r.ContactName)
	case r.Name != "":
		return a.T.Request.NotOnFile.With("name", clean(r.Name))
	}
	return a.T.Request.Gone
}

func requestList(a *app) *cobra.Command {
	var (
		ref       string
		all, late bool
	)
	cmd := a.command("list", a.T.Request.List, func(cmd *cobra.Command, _ []string) error {
		return listOf(a, cmd, ref, a.T.Request.Nothing, func(s *store.Store, id store.ID) ([]requestRecord, error) {
			requests, err := s.Requests(id)
			if err != nil {
				return nil, err
			}
			n := namesIn(s)
			var list []requestRecord
			for _, r := range requests {
				x := a.requestRecord(s, n, r)
				if (all || x.State != store.StateClosed) && (!late || x.Late) {
					list = append(list, x)
				}
			}
			store.SortRecords(list, func(x, y requestRecord) int { return cmp.Compare(x.Due, y.Due) })
			return list, nil
		}, func(_ *store.Store, list []requestRecord) { a.requestTable(list) })
	})
	cmd.Flags().StringVar(&ref, "contact", "", "")
	cmd.Flags().BoolVar(&all, "all", false, "")
	cmd.Flags().BoolVar(&late, "late", false, "")
	return cmd
}

func (a *app) requestTable(list []requestRecord) {
	w := a.T.Request
	rows := make([][]string, len(list))
	for i, r := range list {
		rows[i] = []string{shortID(r.ID), a.T.Language.Day(string(r.Due)), a.lateMark(r), word(w.Rights, r.Right), a.who(r), word(w.States, r.State)}
	}
	a.table([]string{a.field("id"), w.Due, "", w.Right, w.Who, w.State}, rows)
}

// lateMark says how much time is left, and by a sign where none is.
func (a *app) lateMark(r requestRecord) string {
	left := a.T.TimeLeft(r.clock, r.Pending())
	if r.Late {
		return "! " + left
	}
	return left
}

func requestShow(a *app) *cobra.Command {
	cmd := a.command("show", a.T.Request.Show, func(cmd *cobra.Command, args []string) error {
		return a.withStore(cmd, func(s *store.Store) error {
			r, err := a.request(s, args[0])
			if err != nil {
				return err
			}
			x := a.requestRecord(s, namesIn(s), r)
			return a.print(x, func() { a.showRequest(x) })
		})
	})
	cmd.Args = a.args(1, 1)
	return cmd
}

// showRequest shows a request with its deadline and the reasoning, and all that
// was done about it.
func (a *app) showRequest(r requestRecord) {
	f, w, day := a.field, a.T.Request, func(d store.Date) string { return a.T.Language.Day(string(d)) }
	a.details(f("id"), r.ID.String(), w.Who, a.who(r), f("reach"), r.Reach,
		w.Right, word(w.Rights, r.Right)+" ("+a.T.Privacy.Rule(w.Articles[string(r.Right)])+")",
		w.Received, day(r.Received)+", "+word(w.Routes, r.Channel), w.Asks, r.Asked,
		w.State, word(w.States, r.State), w.Due, day(r.Due)+", "+a.lateMark(r), w.Reasoning, r.ReasoningText)
	if len(r.Events) == 0 {
		return
	}
	a.titled(w.History)
	rows := make([][]string, len(r.Events))
	for i, e := range r.Events {
		more := []string{e.Text}
		for _, c := range e.Changes {
			more = append(more, a.T.Correction(c))
		}
		rows[i] = []string{day(e.On), word(w.Events, e.Kind), word(w.Routes, e.Means), e.By, strings.TrimPrefix(strings.Join(more, " · "), " · ")}
	}
	a.table([]string{w.When, w.What, f("means"), f("by"), w.More}, rows)
}

// noted is what every step of a request prints: the request as it became.
func (a *app) noted(s *store.Store, r store.Request, kind store.EventOf) error {
	x := a.requestRecord(s, namesIn(s), r)
	sentence := a.T.Request.Noted.With("event", word(a.T.Request.Events, kind), "name", a.who(x), "id", shortID(r.ID))
	if kind == store.Closed {
		sentence = a.T.Request.ClosedNow.With("right", word(a.T.Request.Rights, r.Right), "name", a.who(x), "id", shortID(r.ID))
	}
	return a.print(x, func() {
		a.say(sentence)
		if r.Pending() {
			a.say(text.Capital(x.ReasoningText) + ".")
		}
	})
}
