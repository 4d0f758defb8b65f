package privacy

import (
	"cmp"
	"io"
	"slices"
	"strings"

	"calepin/store"
)

// ProcessorGap is what is wrong with a processor. ui words it.
type ProcessorGap string

// The gaps, the gravest first.
const (
	NoContract   ProcessorGap = "no_contract"  // art. 28(3)
	ClausesLack  ProcessorGap = "clauses"      // art. 28(3)(a)–(h)
	NoSafeguard  ProcessorGap = "no_safeguard" // art. 44
	NoDataSaid   ProcessorGap = "no_data"      // art. 28(3): the type of personal data
	NoActivity   ProcessorGap = "no_activity"  // art. 28(3): the purpose
	NoPlaceSaid  ProcessorGap = "no_place"     // art. 30(1)(e)
	ReviewPassed ProcessorGap = "review"       // art. 28(1): sufficient guarantees, still
)

// monthsBetweenReviews is how long a look at a processor is good for, unless
// another day is set.
const monthsBetweenReviews = 12

// ProcessorGaps returns what a processor lacks on a day (GDPR art. 28(1), (3),
// 44). One that works for the business no more lacks nothing.
func ProcessorGaps(p *store.Processor, today store.Date) (gaps []ProcessorGap) {
	if p.Ended != "" && p.Ended < today {
		return nil
	}
	for _, g := range []struct {
		gap   ProcessorGap
		lacks bool
	}{
		{NoContract, p.Signed == ""},
		{ClausesLack, len(p.Lacks()) > 0},
		{NoSafeguard, p.Outside && p.Safeguard == ""},
		{NoDataSaid, p.Data == ""},
		{NoActivity, len(p.Activities) == 0},
		{NoPlaceSaid, p.Place == ""},
		{ReviewPassed, p.Review != "" && p.Review <= today},
	} {
		if g.lacks {
			gaps = append(gaps, g.gap)
		}
	}
	return gaps
}

// SetProcessor stores a processor with its next review, a year ahead where no
// day is given.
func SetProcessor(s *store.Store, p *store.Processor, today store.Date) error {
	return FileContract(s, p, today, "", nil)
}

// FileContract is SetProcessor, with the contract's file where there is one.
func FileContract(s *store.Store, p *store.Processor, today store.Date, name string, file io.Reader) error {
	if p.Review == "" && p.Ended == "" {
		p.Review = nextReview(today)
	}
	return s.SetProcessor(p, name, file)
}

func nextReview(from store.Date) store.Date {
	return from.AddMonths(monthsBetweenReviews, 0)
}

// ReviewProcessor notes a look at a processor, and when to look again: a year
// later where next is empty.
func ReviewProcessor(s *store.Store, id store.ID, look store.ProcessorReview, next store.Date) (store.Processor, error) {
	p, err := s.Processor(id)
	if err != nil {
		return p, err
	}
	p.Reviews = append(slices.Clip(p.Reviews), look)
	p.Review = cmp.Or(next, nextReview(look.On))
	return p, s.SetProcessor(&p, "", nil)
}

// ProcessorsToReview are those whose day has come, the longest due first.
func ProcessorsToReview(s *store.Store, today store.Date) ([]store.Processor, error) {
	all, err := s.Processors()
	due := slices.DeleteFunc(all, func(p store.Processor) bool {
		return !slices.Contains(ProcessorGaps(&p, today), ReviewPassed)
	})
	store.SortRecords(due, func(a, b store.Processor) int { return strings.Compare(string(a.Review), string(b.Review)) })
	return due, err
}

// articles are the texts that allow transfers.
var articles = map[store.Safeguard]string{store.Adequacy: "45", store.Contractual: "46(2)(c)", store.BindingRules: "47",
	store.Certification: "46(2)(e), (f)", store.Derogation: "49"}

// SafeguardArticle is the article of the GDPR that a safeguard stands on.
func SafeguardArticle(s store.Safeguard) string { return "GDPR art. " + articles[s] }

// withProcessors adds to what is told of activities whoever processes data for
// them (GDPR art. 13(1)(e), (f), 14(1)(e), (f), 30(1)(d), (e)): a transfer takes
// the place of the shipped word that there is none.
func withProcessors(activities []store.Activity, processors []store.Processor) []store.Activity {
	for i := range activities {
		a := &activities[i]
		for language, t := range a.Texts {
			t.Recipients, t.Transfers = toldOf(a, t, processors, language)
			a.Texts[language] = t
		}
	}
	return activities
}

func toldOf(a *store.Activity, t store.ActivityText, processors []store.Processor, language string) (recipients, transfers string) {
	var get, leave []string
	for _, p := range processors {
		if !slices.Contains(p.Activities, a.ID) || p.Ended != "" {
			continue
		}
		line := p.Name
		if p.Service != "" {
			service, _, _ := strings.Cut(p.Service, "\n")
			line += " (" + service + ")"
		}
		get = append(get, line)
		if p.Outside {
			leave = append(leave, transferOf(p, language))
		}
	}
	recipients, transfers = t.Recipients, t.Transfers
	if len(get) > 0 {
		recipients = strings.TrimPrefix(recipients+"\n"+strings.Join(get, "\n"), "\n")
	}
	if len(leave) == 0 {
		return recipients, transfers
	}
	for _, d := range shippedActivities() {
		if d.Code == a.Default && d.Texts[language].Transfers == transfers {
			transfers = ""
		}
	}
	return recipients, strings.TrimPrefix(transfers+"\n"+strings.Join(leave, "\n"), "\n")
}

// transferOf says where data go, and by which article they may.
func transferOf(p store.Processor, language string) string {
	line := p.Name
	if p.Place != "" {
		line += ", " + strings.ReplaceAll(p.Place, "\n", ", ")
	}
	regulation := "GDPR"
	if language == "fr" {
		regulation = "RGPD"
	}
	if p.Safeguard != "" {
		line += " (" + regulation + " art. " + articles[p.Safeguard] + ")"
	}
	return line
}
