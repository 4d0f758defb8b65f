package screen

import (
	tea "charm.land/bubbletea/v2"

	"calepin/store"
)

// Target is a page or a box that others lead to. Screens lead to each other
// both ways, a person to a firm and back, so they name a target, not a package;
// the registry of the root knows who answers.
type Target string

// The targets, and the ids they take.
const (
	PersonPage       Target = "person"           // person
	PersonAdd        Target = "person.add"       // none, or the organisation to be tied to
	PersonEdit       Target = "person.edit"      // person
	PersonMerge      Target = "person.merge"     // the one kept, and the other or none (to be picked)
	PersonDelete     Target = "person.delete"    // person: asks, then deletes
	PersonErase      Target = "person.erase"     // person, and the request that asks for it, if any: the page of an erasure
	OrganisationPage Target = "organisation"     // organisation
	OrganisationAdd  Target = "organisation.add" // none
	OrganisationEdit Target = "organisation.edit"
	Log              Target = "log"             // person, or none (to be picked): kind, direction, form
	LogCall          Target = "log.call"        // person: the form of a call made
	LogMail          Target = "log.email"       // person: the form of an e-mail sent
	LogAnswer        Target = "log.answer"      // person, support request: what was said about it
	ExchangePage     Target = "exchange"        // person, interaction: the whole text, or the thread of a request
	ExchangeDelete   Target = "exchange.delete" // person, interaction: asks, then deletes
	ExchangeEdit     Target = "exchange.edit"   // person, interaction
	TaskAdd          Target = "task.add"        // person or none
	TaskEdit         Target = "task.edit"       // task
	DocumentAdd      Target = "document.add"    // person
	DocumentEdit     Target = "document.edit"   // person, document
	AttachmentAdd    Target = "attachment.add"
	AttachmentGet    Target = "attachment.get"   // attachment: to a file that the person names
	Reach            Target = "reach"            // person: write or call, then offer to log it
	PurposesPage     Target = "purposes"         // person: why they are on file, and what they answered
	PackageMake      Target = "package"          // person: their data put together for them
	ConsentCapture   Target = "consent.capture"  // person: asks for consent
	ConsentWithdraw  Target = "consent.withdraw" // person
	ConsentObject    Target = "consent.object"   // person
	NoticeGive       Target = "notice.give"      // people: records that they were told
	RetentionPage    Target = "retention"        // none: what expires
	BackupsPage      Target = "backups"          // none
	Import           Target = "import"           // none
	RequestPage      Target = "request"          // request of a data subject
	RequestAdd       Target = "request.add"      // person or none: exercises a right
	// asks, with the people it would untie listed, then deletes
	OrganisationDelete Target = "organisation.delete" // organisation
)

// The targets of data that are kept apart (GDPR art. 18).
const (
	RecipientsPage     Target = "recipients"          // none: who is told what was done with data handed to them (art. 19)
	ProcessorsPage     Target = "processors"          // none: who processes data for the business (art. 28)
	ReviewsPage        Target = "reviews"             // none: the looks at security (art. 32)
	PseudonymsPage     Target = "pseudonyms"          // none: an export by pseudonyms (art. 4(5))
	BreachesPage       Target = "breaches"            // none: the register of breaches (art. 33)
	OperatorsPage      Target = "operators"           // none: who may enter
	AuditPage          Target = "audit"               // none: the audit trail
	BreachPage         Target = "breach"              // breach
	LettersPage        Target = "letters"             // none: the texts of the letters about requests
	HoldsPage          Target = "holds"               // person or none: what legal claims keep (art. 17(3)(e))
	SuppressionPage    Target = "suppression"         // none: who is not to be prospected (art. 21(3))
	RestrictedPage     Target = "restricted"          // none: who is restricted
	RestrictionAdd     Target = "restriction.add"     // person
	RestrictionLift    Target = "restriction.lift"    // person, and the restriction where it is known
	RestrictionDespite Target = "restriction.despite" // person: allows one change
)

// Opener answers a target: mostly by Push or Overlay of a new screen.
type Opener func(d *Desk, ids ...store.ID) tea.Cmd

// Resume makes the form of a draft again.
type Resume func(d *Desk, draft store.Draft) (Screen, error)
