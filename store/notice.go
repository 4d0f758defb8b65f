package store

import (
	"crypto/sha256"
	"encoding/hex"
	"time"

	"calepin/store/vault"
)

// NoticeForm is how long a notice is.
type NoticeForm string

// The forms.
const (
	Short NoticeForm = "short" // for a quote, or beside a web form
	Full  NoticeForm = "full"  // a privacy policy
)

// Notice is one version of what people are told, in one language (GDPR arts
// 13, 14). Once given to somebody, it never changes.
type Notice struct {
	ID       ID         `json:"id"`
	Article  int        `json:"article"` // 13: the data come from the person; 14: from elsewhere
	Form     NoticeForm `json:"form"`
	Language string     `json:"language"`
	Version  int        `json:"version"` // from 1, by article, form and language
	Text     string     `json:"text"`    // Markdown
	// SHA256 is of Text, hex.
	SHA256    string    `json:"sha256"`
	CreatedAt time.Time `json:"created_at"`
}

// NoticeGiven says that a person was told, and how.
type NoticeGiven struct {
	ID      ID        `json:"id"`
	Contact ID        `json:"contact"`
	Notice  ID        `json:"notice"`
	At      time.Time `json:"at"`
	Means   Means     `json:"means"`
	// Note says more: the quote that bore it, the address of the page.
	Note       string    `json:"note,omitempty"`
	RecordedAt time.Time `json:"recorded_at"`
}

func (n *Notice) clean() error {
	var c cleaner
	if n.Article != 13 && n.Article != 14 {
		c.fail("article", NoSuch)
	}
	c.oneOf("form", string(n.Form), string(Short), string(Full))
	c.oneOf("language", n.Language, "fr", "en")
	c.text("text", &n.Text, maxNote)
	if n.Text == "" {
		c.fail("text", Required)
	}
	return c.err
}

func (g *NoticeGiven) clean(now time.Time) error {
	var c cleaner
	c.oneOf("means", string(g.Means), string(InPerson), string(Telephone), string(Paper), string(EMail), string(Web))
	c.text("note", &g.Note, maxNote)
	g.At = g.At.UTC().Truncate(time.Second)
	if g.At.After(now) || g.At.Year() < 1900 {
		c.fail("at", Range)
	}
	return c.err
}

// hashed is the SHA-256 of a text, hex.
func hashed(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// KeepNotice stores the text of a notice: it becomes the newest version, the
// one already stored where the text is the same, or replaces one that nobody
// was given.
func (s *Store) KeepNotice(n *Notice) error {
	return s.write(func(c *change) error {
		if err := n.clean(); err != nil {
			return err
		}
		n.SHA256 = hashed(n.Text)
		all, err := listTied[Notice](c.tx, KindNotice, ID{})
		if err != nil {
			return err
		}
		last := newestNotice(all, *n)
		n.ID, n.Version, n.CreatedAt = newID(c.now), last.Version+1, c.now
		if last.Text == n.Text {
			*n = last
			return nil
		}
		if last.Version > 0 && naming(c.tx, KindGiven, last.ID)+naming(c.tx, KindConsent, last.ID) == 0 {
			n.ID, n.Version = last.ID, last.Version
		}
		return c.put(n)
	})
}

func newestNotice(all []Notice, like Notice) (last Notice) {
	for _, n := range all {
		if n.Article == like.Article && n.Form == like.Form && n.Language == like.Language && n.Version > last.Version {
			last = n
		}
	}
	return last
}

// GiveNotice records that each of the contacts was given a notice: all, or
// none. It cannot be undone: what was told was.
func (s *Store) GiveNotice(g NoticeGiven, contacts []ID) error {
	return s.write(func(c *change) error {
		if g.At.IsZero() {
			g.At = c.now
		}
		if err := g.clean(c.now); err != nil {
			return err
		}
		if c.tx.Get(string(KindNotice), g.Notice[:]) == nil {
			return &FieldError{"notice", NoSuch}
		}
		for _, id := range contacts {
			p, err := getPerson(c.tx, id)
			if err != nil {
				return err
			}
			given := g
			given.ID, given.Contact, given.RecordedAt = newID(c.now), id, c.now
			if err := c.put(&given); err != nil {
				return err
			}
			if day := DateOf(g.At); p.Informed == "" || day < p.Informed {
				p.Informed = day
				if err := c.put(&p); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// Notices returns every version of every notice, in the order they were made.
func (s *Store) Notices() (all []Notice, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = listTied[Notice](tx, KindNotice, ID{}); return err })
	return all, err
}

// Notice returns a version of a notice by id.
func (s *Store) Notice(id ID) (n Notice, err error) {
	err = s.v.View(func(tx *vault.Tx) error { n, err = get[Notice](tx, KindNotice, key(id), id); return err })
	return n, err
}

// FindNotice returns the notice of an id or of a unique id prefix.
func (s *Store) FindNotice(ref string) (n Notice, err error) {
	err = s.v.View(func(tx *vault.Tx) error { n, err = findRef[Notice](tx, KindNotice, ref); return err })
	return n, err
}

// NoticesGiven returns what a contact was told, or all contacts where it is
// zero, oldest first.
func (s *Store) NoticesGiven(contact ID) (all []NoticeGiven, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = listTied[NoticeGiven](tx, KindGiven, contact); return err })
	SortRecords(all, func(a, b NoticeGiven) int { return a.At.Compare(b.At) })
	return all, err
}
