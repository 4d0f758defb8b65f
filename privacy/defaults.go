package privacy

import (
	"cmp"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"calepin/assets"
	"calepin/store"
)

// defaultsVersion goes up when activities are added to the shipped ones.
const defaultsVersion = 1

// DefaultActivities returns the processing activities that calepin ships. Their
// ids are the same in every vault, so that exports agree.
func DefaultActivities() []store.Activity {
	all, limits := shippedActivities(), DefaultPolicies("")
	for _, a := range all {
		for language, t := range a.Texts {
			t.Retention = limits.fill(t.Retention, language)
			a.Texts[language] = t
		}
	}
	return all
}

// shippedActivities returns them as they are shipped, with the codes of the
// policies in place of their time limits.
func shippedActivities() (all []store.Activity) {
	if err := json.Unmarshal(assets.Activities, &all); err != nil {
		panic(fmt.Sprintf("assets/policies/activities.json: %v", err)) // a test reads them
	}
	return all
}

// Prepare puts the shipped activities into a vault that has not had them, and
// those that are new in a later calepin. What the business changed, or
// removed, stays so. A vault that is read only is left as it is.
func Prepare(s *store.Store) error {
	if s.Settings().Defaults >= defaultsVersion {
		return nil
	}
	if err := s.AddDefaultActivities(DefaultActivities(), defaultsVersion); err != nil {
		return fmt.Errorf("put in the shipped activities: %w", err)
	}
	return nil
}

// wordings are the shipped words of questions, by language.
var wordings = sync.OnceValue(func() map[string]map[string]string {
	var all map[string]map[string]string
	if err := json.Unmarshal(assets.Wordings, &all); err != nil {
		panic(fmt.Sprintf("assets/policies/wordings.json: %v", err)) // a test reads them
	}
	return all
})

// validity says in a language how long a consent to calls holds.
func validity(language string, months int) string {
	words, n := wordings()[language], strconv.Itoa(months)
	return cmp.Or(words["validity."+n], strings.ReplaceAll(words["validity"], "{n}", n))
}

// Question returns the words by which consent to an activity and channel is
// asked for in a language, where the business wrote none of its own: specific
// to both, with the right to withdraw (GDPR art. 4(11), 7(3); EDPB 05/2020). One
// about calls says for how many months the answer holds.
func Question(a store.Activity, ch store.Channel, language string, b store.Business, months int) string {
	templates := wordings()
	template, own := templates[language][a.Default+"/"+string(ch)]
	if !own {
		template = templates[language][string(ch)]
	}
	return strings.NewReplacer("{business}", b.Name, "{validity}", validity(language, months), "{contact}", ContactOf(b),
		"{purpose}", uncapitalised(a.Text(language).Purpose), "{data}", strings.ReplaceAll(a.Text(language).Data, "\n", ", ")).Replace(template)
}

// uncapitalised returns a text fit to go on a sentence.
func uncapitalised(s string) string {
	r, size := utf8.DecodeRuneInString(s)
	return string(unicode.ToLower(r)) + s[size:]
}

// WordingFor returns the current words of a question, in the form of a version
// that answers can refer to: the business's own, or those that calepin ships.
func WordingFor(s *store.Store, a store.Activity, ch store.Channel, language string, today store.Date) (store.Wording, error) {
	w, found, err := s.NewestWording(a.ID, ch, language)
	if err != nil || found && !w.Shipped {
		return w, err
	}
	rules, err := RulesOf(s)
	if err != nil {
		return w, err
	}
	shipped := store.Wording{Activity: a.ID, Channel: ch, Language: language, Shipped: true,
		Text: Question(a, ch, language, s.Settings().Business, rules.ConsentMonths(today))}
	if found && w.Text == shipped.Text {
		return w, nil
	}
	err = s.SetWording(&shipped)
	return shipped, err
}
