package privacy

import (
	"errors"
	"testing"

	"calepin/store"
)

func asked(on store.Date) store.RequestEvent {
	return store.RequestEvent{Kind: store.IdentityAsked, On: on, Text: "another address"}
}

func checked(on store.Date) store.RequestEvent {
	return store.RequestEvent{Kind: store.IdentityChecked, On: on, Text: "called back", By: "Lou"}
}

func extended(on store.Date) store.RequestEvent {
	return store.RequestEvent{Kind: store.Extended, On: on, Text: "three archives"}
}

func answered(on store.Date) store.RequestEvent {
	return store.RequestEvent{Kind: store.Answered, On: on, Text: "copy", Means: store.RouteEmail}
}

func requestOf(received store.Date, events ...store.RequestEvent) store.Request {
	return store.Request{Name: "Ada", Right: store.Access, Received: received, Channel: store.RouteEmail, Events: events}
}

// TestDecret2019536Suspension: the days waited for are added to the month, then
// rolled (art. 77).
func TestDecret2019536Suspension(t *testing.T) {
	for _, v := range []struct {
		name   string
		r      store.Request
		today  store.Date
		due    store.Date
		stands bool
	}{
		{"asked and proven", requestOf("2026-03-05", asked("2026-03-10"), checked("2026-03-20")), "2026-03-21", "2026-04-15", false},
		{"still awaited: as if proven today", requestOf("2026-03-05", asked("2026-03-10")), "2026-03-20", "2026-04-15", true},
		{"the next day, one day more", requestOf("2026-03-05", asked("2026-03-10")), "2026-03-21", "2026-04-16", true},
		{"proven on the same day", requestOf("2026-03-05", asked("2026-03-10"), checked("2026-03-10")), "2026-03-21", "2026-04-07", false},
		{"twice", requestOf("2026-03-05", asked("2026-03-10"), checked("2026-03-12"), asked("2026-03-15"), checked("2026-03-16")), "2026-03-21", "2026-04-08", false},
		{"checked without asking", requestOf("2026-03-05", checked("2026-03-20")), "2026-03-21", "2026-04-07", false},
		{"asked after the deadline", requestOf("2026-03-05", asked("2026-04-08"), checked("2026-04-18")), "2026-04-20", "2026-04-07", false},
		{"and extended", requestOf("2026-03-05", asked("2026-03-10"), checked("2026-03-20"), extended("2026-03-21")), "2026-03-22", "2026-06-15", false},
	} {
		k := ClockOf(v.r, Calendar{}, v.today)
		if k.Due != v.due || k.Standing != v.stands {
			t.Errorf("%s: %s, stands %v; want %s, %v", v.name, k.Due, k.Standing, v.due, v.stands)
		}
	}
}

// TestArticle12Extension: three months from receipt, then rolled.
func TestArticle12Extension(t *testing.T) {
	for _, v := range []struct{ received, told, due store.Date }{
		{"2026-01-07", "2026-01-20", "2026-04-07"}, {"2026-11-30", "2026-12-10", "2027-03-01"}, {"2026-11-30", "2026-12-30", "2027-03-01"},
	} {
		r := requestOf(v.received)
		if err := MayHappen(r, extended(v.told), Calendar{}, "2027-12-31"); err != nil {
			t.Errorf("%s, told %s: %v", v.received, v.told, err)
		}
		r.Events = append(r.Events, extended(v.told))
		if k := ClockOf(r, Calendar{}, "2026-12-31"); k.Due != v.due {
			t.Errorf("%s: %s, want %s", v.received, k.Due, v.due)
		}
	}
}

// TestArticle12Clock: late, in time, days left.
func TestArticle12Clock(t *testing.T) {
	for _, v := range []struct {
		r     store.Request
		today store.Date
		left  int
		late  bool
	}{
		{requestOf("2026-03-05"), "2026-03-05", 33, false}, {requestOf("2026-03-05"), "2026-04-07", 0, false},
		{requestOf("2026-03-05"), "2026-04-08", -1, true}, {requestOf("2026-03-05", answered("2026-04-07")), "2026-09-01", 0, false},
		{requestOf("2026-03-05", answered("2026-04-08")), "2026-09-01", 0, true},
		{requestOf("2026-03-05", asked("2026-03-10")), "2027-03-10", 26, false},
	} {
		if k := ClockOf(v.r, Calendar{}, v.today); k.Left != v.left || k.Late != v.late {
			t.Errorf("%+v on %s: %d left, late %v", v.r.Events, v.today, k.Left, k.Late)
		}
	}
}

// TestArticle12Refusals: what a request cannot become, and by which rule.
func TestArticle12Refusals(t *testing.T) {
	const today = "2026-06-01"
	refusal := store.RequestEvent{Kind: store.RefusedRequest, On: "2026-03-20", Means: store.RoutePost}
	closing := store.RequestEvent{Kind: store.Closed, On: "2026-05-01"}
	unsaid, unsent := checked("2026-03-20"), answered("2026-03-20")
	unsaid.By, unsent.Means = "", ""
	undoubted, groundless := asked("2026-03-10"), extended("2026-03-10")
	undoubted.Text, groundless.Text = "", ""
	for _, v := range []struct {
		name string
		r    store.Request
		e    store.RequestEvent
		code RefusalCode
		rule string
	}{
		{"to come", requestOf("2026-03-05"), answered("2026-06-02"), EventInFuture, "GDPR art. 5(2)"},
		{"before receipt", requestOf("2026-03-05"), answered("2026-03-04"), BeforeReceipt, "GDPR art. 5(2)"},
		{"before the last event", requestOf("2026-03-05", asked("2026-03-10")), checked("2026-03-09"), BeforeReceipt, "GDPR art. 5(2)"},
		{"identity without doubt", requestOf("2026-03-05"), undoubted, NoDoubt, "GDPR art. 12(6)"},
		{"identity twice", requestOf("2026-03-05", asked("2026-03-10")), asked("2026-03-11"), AskedAlready, "GDPR art. 12(6)"},
		{"checked by nobody", requestOf("2026-03-05"), unsaid, CheckedUnsaid, "GDPR art. 12(6)"},
		{"extended without reasons", requestOf("2026-03-05"), groundless, NoReasons, "GDPR art. 12(3)"},
		{"extended late", requestOf("2026-03-05"), extended("2026-04-08"), ExtendedLate, "GDPR art. 12(3)"},
		{"extended twice", requestOf("2026-03-05", extended("2026-03-10")), extended("2026-03-11"), ExtendedAlready, "GDPR art. 12(3)"},
		{"answered to nobody known", requestOf("2026-03-05", asked("2026-03-10")), answered("2026-03-20"), NotProven, "GDPR art. 12(6)"},
		{"answered without saying how", requestOf("2026-03-05"), unsent, NothingSaid, "GDPR art. 12(3)"},
		{"refused without reasons", requestOf("2026-03-05"), refusal, NoReasons, "GDPR art. 12(4)"},
		{"closed without an answer", requestOf("2026-03-05"), closing, NotAnswered, "GDPR art. 12(3)"},
		{"answered twice", requestOf("2026-03-05", answered("2026-03-10")), answered("2026-03-11"), AnsweredAlready, "GDPR art. 12(3)"},
		{"closed twice", requestOf("2026-03-05", answered("2026-03-10"), closing), closing, ClosedAlready, "GDPR art. 12(3)"},
	} {
		var refused *RequestError
		if err := MayHappen(v.r, v.e, Calendar{}, today); !errors.As(err, &refused) || refused.Code != v.code || refused.Rule != v.rule {
			t.Errorf("%s: %v", v.name, err)
		}
	}
	for _, fine := range []struct {
		r store.Request
		e store.RequestEvent
	}{
		{requestOf("2026-03-05"), extended("2026-04-07")}, {requestOf("2026-03-05", asked("2026-03-10"), checked("2026-03-20")), extended("2026-04-15")},
		{requestOf("2026-03-05"), answered("2026-05-30")}, {requestOf("2026-03-05", answered("2026-03-10")), closing},
	} {
		if err := MayHappen(fine.r, fine.e, Calendar{}, today); err != nil {
			t.Errorf("%+v: %v", fine.e, err)
		}
	}
}
