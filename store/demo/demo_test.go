package demo

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/nyaruka/phonenumbers"

	"calepin/store"
)

var now = time.Date(2026, 11, 23, 15, 4, 5, 0, time.UTC)

// generate returns everything that the options make, without a store.
func generate(t testing.TB, o Options) (all store.Set) {
	t.Helper()
	g, err := newGenerator(o)
	if err != nil {
		t.Fatal(err)
	}
	for first := 0; first < o.Contacts; first += g.chunk {
		g.fill(first, min(first+g.chunk, o.Contacts))
		all.Organisations = append(all.Organisations, g.set.Organisations...)
		all.Persons = append(all.Persons, g.set.Persons...)
		all.Interactions = append(all.Interactions, g.set.Interactions...)
		all.Documents = append(all.Documents, g.set.Documents...)
		all.Tasks = append(all.Tasks, g.set.Tasks...)
	}
	return all
}

func hash(t *testing.T, set store.Set) string {
	t.Helper()
	text, err := json.Marshal([]any{set.Organisations, set.Persons, set.Interactions, set.Documents, set.Tasks})
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:8])
}

func TestSameSeedSameBusiness(t *testing.T) {
	o := Options{Contacts: 700, Interactions: 6000, Seed: 7, Now: now}
	want := hash(t, generate(t, o))
	later := o
	later.Now = now.Add(8 * time.Hour) // the same day
	if got := hash(t, generate(t, later)); got != want {
		t.Errorf("a later hour made %s, not %s", got, want)
	}
	for name, other := range map[string]Options{
		"seed": {Contacts: 700, Interactions: 6000, Seed: 8, Now: now},
		"day":  {Contacts: 700, Interactions: 6000, Seed: 7, Now: now.AddDate(0, 0, 1)},
		"size": {Contacts: 700, Interactions: 6001, Seed: 7, Now: now},
	} {
		if hash(t, generate(t, other)) == want {
			t.Errorf("another %s made the same business", name)
		}
	}
}

func TestSizesAreExact(t *testing.T) {
	for _, size := range [][2]int{{1, 0}, {1, 1}, {1, 300}, {3, 1}, {20, 20}, {240, 1900}, {50, 120_000}, {11_003, 4}, {6000, 20_011}} {
		all := generate(t, Options{Contacts: size[0], Interactions: size[1], Seed: 3, Now: now})
		if len(all.Persons) != size[0] || len(all.Interactions) != size[1] {
			t.Errorf("asked for %v, got %d and %d", size, len(all.Persons), len(all.Interactions))
		}
	}
	if _, err := newGenerator(Options{Interactions: 1}); err == nil {
		t.Error("interactions without a contact were accepted")
	}
}

// A chunk must not hold the whole of a large business.
func TestChunksAreBounded(t *testing.T) {
	g, err := newGenerator(Options{Contacts: 100_000, Interactions: 1_000_000, Now: now})
	if err != nil {
		t.Fatal(err)
	}
	g.fill(0, g.chunk)
	if len(g.set.Persons) > chunkContacts || len(g.set.Interactions) > chunkInteractions {
		t.Errorf("%d contacts and %d interactions at once", len(g.set.Persons), len(g.set.Interactions))
	}
	if len(g.known) > 128 || len(g.hiring) > 96 {
		t.Errorf("remembers %d contacts and %d firms", len(g.known), len(g.hiring))
	}
}

var (
	reservedMail   = regexp.MustCompile(`^[a-z0-9.-]+@(example\.(com|net|org)|[a-z0-9-]+\.example)$`)
	fictionalPhone = regexp.MustCompile(`^\+33(19900|26191|35301|46571|53649|63998)\d{4}$`)
	reservedURL    = regexp.MustCompile(`^https://www\.[a-z0-9-]+\.example$`)
)

func TestNobodyIsReached(t *testing.T) {
	all := generate(t, Options{Contacts: 14_000, Interactions: 14_000, Seed: 2, Now: now})
	var mails []store.Email
	var phones []store.Phone
	var links []store.Link
	for _, p := range all.Persons {
		mails, phones, links = append(mails, p.Emails...), append(phones, p.Phones...), append(links, p.URLs...)
	}
	for _, o := range all.Organisations {
		mails, phones, links = append(mails, o.Emails...), append(phones, o.Phones...), append(links, o.URLs...)
	}
	for _, m := range mails {
		if !reservedMail.MatchString(m.Address) {
			t.Errorf("%s is not under a reserved name", m.Address)
		}
	}
	for _, p := range phones {
		if !fictionalPhone.MatchString(p.Number) {
			t.Errorf("%s is outside ARCEP's fiction ranges", p.Number)
		}
	}
	for _, l := range links {
		if !reservedURL.MatchString(l.URL) {
			t.Errorf("%s is not under a reserved name", l.URL)
		}
	}
	for _, i := range all.Interactions {
		if strings.Contains(i.Body, "@") || strings.Contains(i.Body, "{") {
			t.Errorf("body %q", i.Body)
		}
	}
}

func TestPhonebookDealsEveryNumberOnce(t *testing.T) {
	var p phonebook
	seen := map[string]bool{}
	for i := range int(blockCount) * blockSize {
		n := p.next(block(i % 2)) // two blocks only: the others relieve them
		if seen[n] || !fictionalPhone.MatchString(n) {
			t.Fatalf("number %d is %s", i, n)
		}
		seen[n] = true
	}
	if n := p.next(mobile); !seen[n] {
		t.Errorf("the 60,001st number is %s", n)
	}
}

// The landline ranges are valid numbers to the library that imports use, the
// mobile one is not; both are stored in the form that it gives them.
func TestPhonesAreE164(t *testing.T) {
	for b, prefix := range blockPrefixes {
		n, err := phonenumbers.Parse(prefix+"0123", "FR")
		if err != nil {
			t.Fatal(err)
		}
		if got := phonenumbers.Format(n, phonenumbers.E164); got != prefix+"0123" {
			t.Errorf("%s0123 is written %s", prefix, got)
		}
		if valid := phonenumbers.IsValidNumber(n); valid != (block(b) != mobile) {
			t.Errorf("%s: valid is %t: tell the comment on block", prefix, valid)
		}
	}
}

func TestStoriesHoldTogether(t *testing.T) {
	all := generate(t, Options{Contacts: 2000, Interactions: 18_000, Seed: 5, Now: now})
	midnight := now.Truncate(24 * time.Hour)
	people := map[store.ID]store.Person{}
	last := map[store.ID]time.Time{}
	dormant := 0
	for _, p := range all.Persons {
		people[p.ID] = p
		if p.CreatedAt.Before(now.AddDate(-3, 0, 0)) {
			dormant++
		}
	}
	var due, late, support int
	for _, i := range all.Interactions {
		p, known := people[i.Contact]
		switch {
		case !known:
			t.Fatal("an interaction with nobody")
		case !i.At.Before(midnight), i.At.Before(p.CreatedAt), i.At.Before(last[i.Contact]):
			t.Errorf("at %v, after %v, contact made %v", i.At, last[i.Contact], p.CreatedAt)
		case i.At.Weekday() == time.Saturday || i.At.Weekday() == time.Sunday:
			t.Errorf("worked on %v", i.At)
		case (i.Direction == "") != (i.Kind == store.Note), i.Subject == "", i.Body == "":
			t.Errorf("%+v", i)
		}
		last[i.Contact] = i.At
		if i.FollowUp != "" && i.FollowUp < store.DateOf(now) {
			late++
		} else if i.FollowUp != "" {
			due++
		}
		if i.Support != "" {
			support++
		}
	}
	if due == 0 || late == 0 || support == 0 || dormant == 0 {
		t.Errorf("%d follow-ups to come, %d late, %d support requests, %d dormant contacts", due, late, support, dormant)
	}
}

func TestDocumentsAddUp(t *testing.T) {
	all := generate(t, Options{Contacts: 2000, Interactions: 18_000, Seed: 5, Now: now})
	today := store.DateOf(now)
	kinds, numbers := map[store.DocumentKind]int{}, map[string]bool{}
	paid, open := 0, 0
	for _, d := range all.Documents {
		kinds[d.Kind]++
		switch {
		case numbers[d.Number]:
			t.Errorf("number %s twice", d.Number)
		case d.Amount <= 0, d.VAT*5 != d.Amount, d.Currency != "EUR":
			t.Errorf("%s: %v and VAT %v %s", d.Number, d.Amount, d.VAT, d.Currency)
		case d.Date >= today, d.Paid >= today, d.Paid != "" && d.Paid < d.Date:
			t.Errorf("%s of %s, paid %s", d.Number, d.Date, d.Paid)
		}
		numbers[d.Number] = true
		if d.Kind == store.Invoice && d.Paid != "" {
			paid++
		} else if d.Kind == store.Invoice {
			open++
		}
	}
	if kinds[store.Quote] < kinds[store.Order] || kinds[store.Order] < kinds[store.Invoice] || kinds[store.Contract] == 0 {
		t.Errorf("documents: %v", kinds)
	}
	if open == 0 || paid < 3*open {
		t.Errorf("%d invoices paid, %d open", paid, open)
	}
}

func TestNamesakesAndDoubles(t *testing.T) {
	all := generate(t, Options{Contacts: DefaultContacts, Interactions: DefaultInteractions, Seed: 1, Now: now})
	names, mails, phones := map[string]int{}, map[string]int{}, map[string]int{}
	var accents, compounds int
	for _, p := range all.Persons {
		names[p.Given+" "+p.Family]++
		for _, m := range p.Emails {
			mails[m.Address]++
		}
		for _, n := range p.Phones {
			phones[n.Number]++
		}
		if store.Fold(p.Family) != strings.ToLower(p.Family) {
			accents++
		}
		if strings.ContainsAny(p.Given+p.Family, "-' ") {
			compounds++
		}
		if !slices.IsSorted(p.Tags) || p.Source == "" || p.ID.Version() != 7 {
			t.Errorf("%+v", p)
		}
	}
	shared := func(m map[string]int) (n int) {
		for name, times := range m {
			if name != " " && times > 1 {
				n++
			}
		}
		return n
	}
	if shared(names) < 2 || shared(mails)+shared(phones) < 2 || accents < 20 || compounds < 20 {
		t.Errorf("%d names, %d e-mails, %d phones shared; %d accents, %d compounds",
			shared(names), shared(mails), shared(phones), accents, compounds)
	}
}

func BenchmarkGenerate(b *testing.B) {
	for b.Loop() {
		generate(b, Options{Contacts: 5000, Interactions: 50_000, Seed: 1, Now: now})
	}
}
