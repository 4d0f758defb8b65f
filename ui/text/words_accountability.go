package text

// Accountability are the words of the file that shows how the rules are kept
// (GDPR arts 5(2), 24).
type Accountability struct {
	Command Command

	Title, Law, Nothing, People, Restricted, Suppressed, Informed         string
	Proofs, Given, Refused, Withdrawn, Objected, Requests, Answered, Late string
	Policies, Kind, Limit, Erasures, What, Person, Backups, Done, NotDone string
	Processors, Disclosures, Reviews                                      string

	Expired Plural
	Footer  Phrase
}
