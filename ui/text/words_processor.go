package text

// Processor is the noun “processor”: whoever processes data on the business's
// behalf (GDPR art. 28).
type Processor struct {
	Command Command
	List    Command
	Show    Command
	Add     Command
	Edit    Command
	Review  Command
	Delete  Command

	Clauses    map[string]string // by store.Clause
	Safeguards map[string]string // by store.Safeguard
	Gaps       map[string]string // by privacy.ProcessorGap

	Lacks, Complete, Reach, Reference, Given, Outside, Inside, Nothing, NoContact string

	NoClause, Added, Changed, Reviewed, Deleted, DeleteAsk, StillLacks Phrase
}
