package store

import (
	"errors"
	"io"
	"slices"
	"strings"
	"time"

	"calepin/store/vault"
)

// Processor is whoever processes personal data on the business's behalf (GDPR
// art. 28): a host, an accountant's software, a mailing tool.
type Processor struct {
	ID   ID     `json:"id"`
	Name string `json:"name"` // unique
	// Service is what it does, Data the categories of data that it gets, Place
	// where they are.
	Service string `json:"service,omitempty"`
	Data    string `json:"data,omitempty"`
	Place   string `json:"place,omitempty"`
	// Reach is how it is reached: the person in charge, a help desk, its DPO.
	Reach string `json:"reach,omitempty"`
	// Activities are those of the register that it serves.
	Activities []ID `json:"activities,omitempty"`
	// Signed and Reference are the contract's, Clauses what it holds of what art.
	// 28(3) asks for.
	Signed    Date     `json:"signed,omitempty"`
	Reference string   `json:"reference,omitempty"`
	Clauses   []Clause `json:"clauses,omitempty"`
	// Contact is the person on file at the processor, and Attachment the
	// contract as it is filed with them; SHA256 tells it also once that is gone.
	Contact    ID     `json:"contact,omitzero"`
	Attachment ID     `json:"attachment,omitzero"`
	SHA256     string `json:"sha256,omitempty"`
	// Outside tells that data leave the European Economic Area; Safeguard is what
	// allows it (chapter V), and Transfer says where to and how.
	Outside   bool      `json:"outside,omitempty"`
	Safeguard Safeguard `json:"safeguard,omitempty"`
	Transfer  string    `json:"transfer,omitempty"`
	// Review is the day on which to look at it again; Reviews are the looks taken.
	Review    Date              `json:"review,omitempty"`
	Reviews   []ProcessorReview `json:"reviews,omitempty"`
	Ended     Date              `json:"ended,omitempty"` // works for the business no more
	CreatedAt time.Time         `json:"created_at"`
	UpdatedAt time.Time         `json:"updated_at"`
}

// ProcessorReview is one look at a processor: what was found.
type ProcessorReview struct {
	On   Date   `json:"on"`
	Note string `json:"note"`
	By   string `json:"by,omitempty"`
}

// Clause is what GDPR art. 28(3) asks of the contract with a processor.
type Clause string

// The clauses, in the order of art. 28(3)(a)–(h).
const (
	OnInstructions  Clause = "instructions"    // (a)
	Confidential    Clause = "confidentiality" // (b)
	SecureClause    Clause = "security"        // (c)
	SubProcessors   Clause = "sub_processors"  // (d)
	HelpsWithRights Clause = "rights"          // (e)
	HelpsWith32To36 Clause = "assistance"      // (f)
	ReturnsOrErases Clause = "return"          // (g)
	AllowsAudits    Clause = "audit"           // (h)
)

// Clauses are all clauses, in the order of the article.
var Clauses = []Clause{OnInstructions, Confidential, SecureClause, SubProcessors, HelpsWithRights, HelpsWith32To36, ReturnsOrErases, AllowsAudits}

// Safeguard is what allows a transfer to a third country (GDPR chapter V).
type Safeguard string

// The safeguards.
const (
	Adequacy      Safeguard = "adequacy"      // a decision of the Commission, art. 45
	Contractual   Safeguard = "scc"           // standard contractual clauses, art. 46(2)(c)
	BindingRules  Safeguard = "bcr"           // binding corporate rules, art. 46(2)(b), 47
	Certification Safeguard = "certification" // or a code of conduct, art. 46(2)(e), (f)
	Derogation    Safeguard = "derogation"    // art. 49
)

// Safeguards are all safeguards, in the order in which they are offered.
var Safeguards = []Safeguard{Adequacy, Contractual, BindingRules, Certification, Derogation}

// Lacks returns the clauses that the contract does not hold.
func (p *Processor) Lacks() (missing []Clause) {
	for _, c := range Clauses {
		if !slices.Contains(p.Clauses, c) {
			missing = append(missing, c)
		}
	}
	return missing
}

// ErrNoContact says that a contract can only be filed with a person on file.
var ErrNoContact = errors.New("a file needs a contact to be filed with")

func (p *Processor) place() (RecordKind, []byte)                  { return KindProcessor, key(p.ID) }
func (*Processor) entries(*indexer, func(string, []byte, []byte)) {}

// Check puts p in its stored form and says what is wrong with it.
func (p *Processor) Check(now time.Time) error {
	var c cleaner
	c.line("name", &p.Name, maxName)
	if p.Name == "" {
		c.fail("name", Required)
	}
	for name, text := range map[string]*string{"service": &p.Service, "data": &p.Data, "place": &p.Place, "reach": &p.Reach,
		"transfer": &p.Transfer} {
		c.text(name, text, maxNote)
	}
	c.line("reference", &p.Reference, maxLine)
	p.Clauses = slices.DeleteFunc(slices.Clone(Clauses), func(x Clause) bool { return !slices.Contains(p.Clauses, x) })
	c.oneOf("safeguard", string(p.Safeguard), append(texts(Safeguards), "")...)
	if p.Safeguard != "" || p.Transfer != "" {
		p.Outside = true
	}
	if p.Signed != "" {
		c.past("signed", p.Signed, now)
	}
	c.date("review", p.Review)
	c.date("ended", p.Ended)
	c.size("activities", len(p.Activities))
	c.size("reviews", len(p.Reviews))
	for i := range p.Reviews {
		r := &p.Reviews[i]
		c.past("on", r.On, now)
		c.text("note", &r.Note, maxNote)
		c.line("by", &r.By, maxName)
		if r.Note == "" {
			c.fail("note", Required)
		}
	}
	return c.err
}

// checkProcessor checks p, and what it points at.
func (c *change) checkProcessor(p *Processor) error {
	if err := p.Check(c.now); err != nil {
		return err
	}
	all, err := listTied[Processor](c.tx, KindProcessor, ID{})
	if err != nil {
		return err
	}
	if slices.ContainsFunc(all, func(o Processor) bool { return o.ID != p.ID && Fold(o.Name) == Fold(p.Name) }) {
		return &FieldError{"name", Taken}
	}
	for _, id := range p.Activities {
		if c.tx.Get(string(KindActivity), id[:]) == nil {
			return &FieldError{"activities", NoSuch}
		}
	}
	if p.Contact != (ID{}) {
		_, err = c.contact(p.Contact)
	}
	if p.Attachment != (ID{}) && c.tx.Get(string(KindAttachment), key(p.Contact, p.Attachment)) == nil {
		return &FieldError{"attachment", NoSuch}
	}
	return err
}

// SetProcessor stores a processor: a new one where it has no id. A file, where
// contract is not nil, is filed with its contact in the same transaction.
func (s *Store) SetProcessor(p *Processor, name string, contract io.Reader) error {
	var chunks [][]byte
	if contract != nil {
		var err error
		if chunks, err = readChunks(contract); err != nil {
			return err
		}
		if p.Contact == (ID{}) {
			return ErrNoContact
		}
	}
	what := Edited
	if p.ID == (ID{}) {
		what = Added
	}
	return s.update(what, func(c *change) error {
		if chunks != nil {
			a := Attachment{Contact: p.Contact, Name: name}
			if err := c.addAttachment(&a, chunks); err != nil {
				return err
			}
			p.Attachment, p.SHA256 = a.ID, a.SHA256
		}
		if what == Added {
			if err := c.settle(&p.ID, KindProcessor); err != nil {
				return err
			}
			c.stamp(&p.CreatedAt, &p.UpdatedAt, ID{})
			if err := c.checkProcessor(p); err != nil {
				return err
			}
			return c.put(p)
		}
		was, err := get[Processor](c.tx, KindProcessor, key(p.ID), p.ID)
		if err != nil {
			return err
		}
		p.CreatedAt, p.UpdatedAt = was.CreatedAt, was.UpdatedAt
		if err := c.checkProcessor(p); err != nil || same(&was, p) {
			return err
		}
		p.UpdatedAt = c.touch(was.UpdatedAt, ID{})
		return c.put(p)
	})
}

// DeleteProcessor removes a processor. What was disclosed to it keeps its name.
func (s *Store) DeleteProcessor(id ID) error {
	return s.update(Deleted, func(c *change) error {
		p, err := get[Processor](c.tx, KindProcessor, key(id), id)
		if err != nil {
			return err
		}
		return c.remove(&p)
	})
}

// Processors returns the processors by name, those of today first.
func (s *Store) Processors() (all []Processor, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = listTied[Processor](tx, KindProcessor, ID{}); return err })
	SortRecords(all, func(a, b Processor) int {
		if (a.Ended == "") != (b.Ended == "") {
			return strings.Compare(string(a.Ended), string(b.Ended))
		}
		return strings.Compare(Fold(a.Name), Fold(b.Name))
	})
	return all, err
}

// Processor returns a processor by id.
func (s *Store) Processor(id ID) (p Processor, err error) {
	err = s.v.View(func(tx *vault.Tx) error { p, err = get[Processor](tx, KindProcessor, key(id), id); return err })
	return p, err
}

// FindProcessor returns the processor of a name, of an id or of a unique id
// prefix.
func (s *Store) FindProcessor(ref string) (p Processor, err error) {
	err = s.v.View(func(tx *vault.Tx) error {
		if p, err = processorNamed(tx, ref); err == nil && p.ID == (ID{}) {
			p, err = findRef[Processor](tx, KindProcessor, ref)
		}
		return err
	})
	return p, err
}

// processorNamed returns the processor of a name, the zero one where there is
// none.
func processorNamed(tx *vault.Tx, name string) (found Processor, err error) {
	err = each(tx, KindProcessor, ID{}, func(p Processor) error {
		if Fold(p.Name) == Fold(cleanLine(name)) {
			found = p
		}
		return nil
	})
	return found, err
}

// Processors calls fn with every processor.
func (d *Dump) Processors(fn func(Processor) error) error {
	return each(d.tx, KindProcessor, ID{}, fn)
}

// moveProcessors gives the processors of one contact another: of a merge, or the
// zero id for nobody.
func (c *change) moveProcessors(from, to ID) error {
	all, err := listTied[Processor](c.tx, KindProcessor, ID{})
	for i := range all {
		p := &all[i]
		if p.Contact != from || err != nil {
			continue
		}
		if p.Contact = to; to == (ID{}) {
			p.Attachment = ID{} // goes with the contact
		}
		err = c.put(p)
	}
	return err
}
