package privacy

import (
	"slices"
	"time"

	"calepin/store"
)

// ReviewQuestions are what a review asks because no program can tell (GDPR art.
// 32; CNIL, "Guide de la sécurité des données personnelles"), in the order in
// which they are asked. Answers to a question that is asked no more stay.
var ReviewQuestions = []string{
	"recovery_place",  // the recovery key lies elsewhere than the computer
	"two_factors",     // whoever opens the vault needs two things
	"disk_encryption", // of every computer and stick with data
	"screen_lock",     // locks by itself
	"updates",         // of the system and of calepin
	"leavers",         // who left, or changed jobs, can open nothing any more
	"backup_away",     // a copy lies in another place
	"restore_tried",   // a backup was restored for a try
	"sync_folder",     // the vault lies in no shared folder
	"exports_gone",    // exports and printed lists that served are destroyed
	"paper",           // is locked away
	"processors",      // were looked at
	"notes",           // hold what is needed, and nothing excessive
	"incidents",       // everything lost, stolen or sent wrong is in the register of breaches
}

// monthsBetweenSecurityReviews is a quarter (GDPR art. 32(1)(d): regularly).
const monthsBetweenSecurityReviews = 3

// StartReview begins a review with what the program found.
func StartReview(s *store.Store, by string, checks []store.ReviewCheck, now time.Time) (store.Review, error) {
	r := store.Review{Started: now, By: by, Checks: checks, Asked: slices.Clone(ReviewQuestions)}
	return r, s.SetReview(&r)
}

// AnswerReview notes the answer to a question of a review, in the place of the one
// there is. A no says what is done about it, or is refused with a *RequestError.
func AnswerReview(s *store.Store, id store.ID, a store.ReviewAnswer) (store.Review, error) {
	r, err := s.Review(id)
	switch {
	case err != nil:
		return r, err
	case !r.Finished.IsZero():
		return r, &RequestError{Code: ReviewIsOver, Rule: "GDPR art. 5(2)"}
	case a.Answer == store.AnsweredNo && a.Note == "":
		return r, &RequestError{Code: NoWithoutPlan, Rule: "GDPR art. 32(1)(d)"}
	}
	r.Answers = append(slices.DeleteFunc(slices.Clone(r.Answers), func(o store.ReviewAnswer) bool { return o.Question == a.Question }), a)
	return r, s.SetReview(&r)
}

// The codes of a *RequestError about a review.
const (
	ReviewIsOver  RefusalCode = "review_over"
	NoWithoutPlan RefusalCode = "no_without_plan"
)

// OpenReview returns the review that waits for answers, the newest; false where
// there is none.
func OpenReview(all []store.Review) (store.Review, bool) {
	for _, r := range slices.Backward(all) {
		if r.Finished.IsZero() {
			return r, true
		}
	}
	return store.Review{}, false
}

// ReviewDue returns the day by which a review is due: a quarter after the last one
// that was finished, or after the register was begun.
func ReviewDue(s *store.Store) (store.Date, error) {
	reviews, err := s.Reviews()
	if err != nil {
		return "", err
	}
	var last time.Time
	for _, r := range reviews {
		if r.Finished.After(last) {
			last = r.Finished
		}
	}
	if last.IsZero() {
		activities, err := s.Activities()
		if err != nil || len(activities) == 0 {
			return "", err
		}
		last = slices.MinFunc(activities, func(a, b store.Activity) int { return a.CreatedAt.Compare(b.CreatedAt) }).CreatedAt
	}
	return store.DateOf(last).AddMonths(monthsBetweenSecurityReviews, 0), nil
}
