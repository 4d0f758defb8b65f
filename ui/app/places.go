package app

import (
	tea "charm.land/bubbletea/v2"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/attachment"
	"calepin/ui/screen/audit"
	"calepin/ui/screen/backups"
	"calepin/ui/screen/breaches"
	"calepin/ui/screen/consent"
	"calepin/ui/screen/contacts"
	"calepin/ui/screen/documentform"
	"calepin/ui/screen/erasure"
	"calepin/ui/screen/exchange"
	"calepin/ui/screen/exchanges"
	"calepin/ui/screen/fields"
	"calepin/ui/screen/handover"
	"calepin/ui/screen/holds"
	"calepin/ui/screen/importer"
	"calepin/ui/screen/letters"
	"calepin/ui/screen/log"
	"calepin/ui/screen/merge"
	"calepin/ui/screen/operators"
	"calepin/ui/screen/organisation"
	"calepin/ui/screen/organisationform"
	"calepin/ui/screen/organisations"
	"calepin/ui/screen/person"
	"calepin/ui/screen/personform"
	"calepin/ui/screen/processors"
	"calepin/ui/screen/pseudonyms"
	"calepin/ui/screen/purposes"
	"calepin/ui/screen/reach"
	"calepin/ui/screen/recipients"
	"calepin/ui/screen/register"
	"calepin/ui/screen/requests"
	"calepin/ui/screen/restricted"
	"calepin/ui/screen/retention"
	"calepin/ui/screen/reviews"
	"calepin/ui/screen/rules"
	"calepin/ui/screen/suppressed"
	"calepin/ui/screen/talk"
	"calepin/ui/screen/taskform"
	"calepin/ui/screen/tasks"
	"calepin/ui/screen/today"
	"calepin/ui/screen/wordings"
)

// place is a screen one can go to from anywhere.
type place struct {
	id    string
	key   string
	title func(*screen.Desk) string
	make  func(*screen.Desk) screen.Screen
}

// places are all of them, in the order of the header. A screen is added by its
// folder and one line here.
var places = []place{
	{"today", "T", func(d *screen.Desk) string { return d.T.Today.Title }, func(d *screen.Desk) screen.Screen { return today.New(d) }},
	{"contacts", "C", func(d *screen.Desk) string { return d.T.Contacts.Title }, func(d *screen.Desk) screen.Screen { return contacts.New(d) }},
	{"organisations", "O", func(d *screen.Desk) string { return d.T.Organisations.Title }, func(d *screen.Desk) screen.Screen { return organisations.New(d) }},
	{"exchanges", "E", func(d *screen.Desk) string { return d.T.Exchanges.Title }, func(d *screen.Desk) screen.Screen { return exchanges.New(d) }},
	{"tasks", "K", func(d *screen.Desk) string { return d.T.Tasks.Title }, func(d *screen.Desk) screen.Screen { return tasks.New(d) }},
	{"register", "R", func(d *screen.Desk) string { return d.T.Register.Title }, func(d *screen.Desk) screen.Screen { return register.New(d) }},
	{"requests", "D", func(d *screen.Desk) string { return d.T.Requests.Title }, func(d *screen.Desk) screen.Screen { return requests.New(d) }},
}

// targets are the pages and boxes that screens lead each other to.
var targets = map[screen.Target]screen.Opener{
	screen.PersonPage:         func(d *screen.Desk, ids ...store.ID) tea.Cmd { return screen.Push(person.New(d, ids[0])) },
	screen.Log:                log.Open,
	screen.LogCall:            log.OpenCall,
	screen.LogMail:            log.OpenMail,
	screen.LogAnswer:          log.OpenAnswer,
	screen.ExchangeEdit:       log.OpenEdit,
	screen.ExchangePage:       exchange.Open,
	screen.ExchangeDelete:     talk.Delete,
	screen.PersonAdd:          personform.Add,
	screen.PersonEdit:         personform.Edit,
	screen.PersonMerge:        merge.Open,
	screen.PersonDelete:       merge.Delete,
	screen.PersonErase:        erasure.Open,
	screen.OrganisationAdd:    organisationform.Add,
	screen.OrganisationEdit:   organisationform.Edit,
	screen.DocumentAdd:        documentform.Add,
	screen.DocumentEdit:       documentform.Edit,
	screen.AttachmentAdd:      attachment.Add,
	screen.AttachmentGet:      attachment.Get,
	screen.TaskAdd:            taskform.Add,
	screen.TaskEdit:           taskform.Edit,
	screen.Reach:              reach.Open,
	screen.OrganisationPage:   func(d *screen.Desk, ids ...store.ID) tea.Cmd { return screen.Push(organisation.New(d, ids[0])) },
	screen.OrganisationDelete: func(d *screen.Desk, ids ...store.ID) tea.Cmd { return organisation.AskDelete(d, ids[0]) },
	screen.Import:             importer.Open,
	screen.RetentionPage:      retention.Open,
	screen.BackupsPage:        backups.Open,
	screen.PurposesPage:       purposes.Open,
	screen.PackageMake:        handover.Open,
	screen.ConsentCapture:     consent.Capture,
	screen.ConsentWithdraw:    consent.Withdraw,
	screen.ConsentObject:      consent.Object,
	screen.RecipientsPage:     recipients.Open,
	screen.ProcessorsPage:     processors.Open,
	screen.ReviewsPage:        reviews.Open,
	screen.PseudonymsPage:     pseudonyms.Open,
	screen.BreachesPage:       breaches.OpenList,
	screen.BreachPage:         breaches.Open,
	screen.HoldsPage:          holds.Open,
	screen.LettersPage:        letters.Open,
	screen.SuppressionPage:    suppressed.Open,
	screen.RestrictedPage:     restricted.Open,
	screen.OperatorsPage:      operators.Open,
	screen.AuditPage:          audit.Open,
	screen.RestrictionAdd:     restricted.Add,
	screen.RestrictionLift:    restricted.Lift,
	screen.RestrictionDespite: restricted.Despite,
	screen.NoticeGive:         consent.Tell,
	screen.RequestPage:        requests.Open,
	screen.RequestAdd:         requests.Add,
}

// forms open again what a lock or a hang-up interrupted, by the kind of draft.
var forms = map[string]screen.Resume{
	taskform.DraftKind:         taskform.Resume,
	personform.DraftKind:       personform.Resume,
	organisationform.DraftKind: organisationform.Resume,
	documentform.DraftKind:     documentform.Resume,
	log.DraftKind:              log.Resume,
	fields.DraftKind:           fields.Resume,
	register.DraftKind:         register.Resume,
	consent.DraftKind:          consent.Resume,
	wordings.DraftKind:         wordings.Resume,
	rules.DraftKind:            rules.Resume,
	requests.OpeningDraft:      requests.ResumeOpening,
	requests.StepDraft:         requests.ResumeStep,
	restricted.DraftKind:       restricted.Resume,
	holds.DraftKind:            holds.Resume,
	letters.DraftKind:          letters.Resume,
	recipients.DraftKind:       recipients.Resume,
	processors.DraftKind:       processors.Resume,
	breaches.DraftKind:         breaches.Resume,
}

// everywhere are the actions offered on every page, about the person the page
// is about, if any.
var everywhere = []func(d *screen.Desk, about func() (store.ID, bool)) screen.Action{log.Everywhere}
