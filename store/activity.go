package store

import (
	"strings"
	"time"
)

// Basis is the legal ground of a processing activity (GDPR art. 6(1)).
type Basis string

// The legal bases, in the order of art. 6(1).
const (
	ConsentBasis       Basis = "consent"             // (a)
	ContractBasis      Basis = "contract"            // (b), steps before a contract too
	ObligationBasis    Basis = "legal_obligation"    // (c)
	VitalBasis         Basis = "vital_interest"      // (d)
	PublicBasis        Basis = "public_task"         // (e)
	LegitimateInterest Basis = "legitimate_interest" // (f)
)

// Channel is a way to address people.
type Channel string

// The channels.
const (
	ByEmail Channel = "email"
	ByPhone Channel = "phone"
	ByPost  Channel = "post"
	BySMS   Channel = "sms"
	// ForSpecialData addresses nobody: it is what explicit consent to keeping
	// data of special categories is asked and given for (GDPR art. 9(2)(a)).
	ForSpecialData Channel = "special"
)

// Channels are all channels, in the order that they are shown in.
var Channels = []Channel{ByEmail, ByPhone, ByPost, BySMS, ForSpecialData}

// Group is whom an activity concerns without anybody saying so for each.
type Group string

// The groups. The privacy package says who belongs to which.
const (
	Nobody        Group = ""              // only who consented, or was tied to it by hand
	Clients       Group = "clients"       // and who asked for a quote: contract, or steps before one
	Invoiced      Group = "invoiced"      // who has an invoice
	Professionals Group = "professionals" // and generic addresses
	Consumers     Group = "consumers"     // and who is not known to be a professional
	Supported     Group = "supported"     // who asked for support
)

// Activity is a processing activity of the register that the controller keeps
// (GDPR art. 30): a purpose, with its legal basis.
type Activity struct {
	ID ID `json:"id"`
	// Code is its short name, unique, that commands and defaults know it by.
	Code   string `json:"code"`
	Basis  Basis  `json:"basis"`
	Covers Group  `json:"covers,omitempty"`
	// Channels are those by which the activity addresses people; none where it
	// addresses nobody.
	Channels []Channel `json:"channels,omitempty"`
	// Marketing tells direct marketing, to which an objection is absolute (GDPR
	// art. 21(2), (3)), and which has rules of its own (CPCE L34-5).
	Marketing bool `json:"marketing,omitempty"`
	// Analogous limits the marketing to goods and services like those that the
	// client bought (CPCE L34-5, 4th paragraph).
	Analogous bool `json:"analogous,omitempty"`
	// Energy tells marketing of works or equipment to save or make energy at home,
	// for which consumers may not be called (C. conso L223-1).
	Energy bool `json:"energy,omitempty"`
	// Texts are what the register and the notices say, by language ("fr", "en").
	Texts map[string]ActivityText `json:"texts"`
	// Default is the code of the shipped activity that it began as, and
	// Justification why it departs from it.
	Default       string    `json:"default,omitempty"`
	Justification string    `json:"justification,omitempty"`
	Since         Date      `json:"since,omitempty"`
	Ended         Date      `json:"ended,omitempty"` // no longer carried out; the register keeps it
	CreatedAt     time.Time `json:"created_at"`
	UpdatedAt     time.Time `json:"updated_at"`
}

// ActivityText is what the register says of an activity in one language. Lists
// hold one item a line. The letters are those of GDPR art. 30(1).
type ActivityText struct {
	Name       string `json:"name"`                 // the purpose in a few words
	Purpose    string `json:"purpose"`              // (b)
	Interest   string `json:"interest,omitempty"`   // the interest pursued (art. 13(1)(d))
	Necessity  string `json:"necessity,omitempty"`  // of the balancing: why nothing milder will do
	Impact     string `json:"impact,omitempty"`     // of the balancing: on the people, and what they expect
	Safeguards string `json:"safeguards,omitempty"` // of the balancing: what limits the impact
	People     string `json:"people"`               // (c) categories of data subjects
	Data       string `json:"data"`                 // (c) categories of personal data
	Recipients string `json:"recipients"`           // (d) categories of recipients
	Transfers  string `json:"transfers,omitempty"`  // (e) third countries, and the safeguards
	Retention  string `json:"retention"`            // (f) time limits
	Security   string `json:"security,omitempty"`   // (g) technical and organisational measures
	Mandatory  string `json:"mandatory,omitempty"`  // whether data must be given, and what if not (art. 13(2)(e))
	Automated  string `json:"automated,omitempty"`  // automated decisions (art. 13(2)(f)); empty for none
}

// texts are all of them but the name, in the order of the law.
func (t *ActivityText) texts() []*string {
	return []*string{&t.Purpose, &t.Interest, &t.Necessity, &t.Impact, &t.Safeguards, &t.People, &t.Data,
		&t.Recipients, &t.Transfers, &t.Retention, &t.Security, &t.Mandatory, &t.Automated}
}

// Balanced tells whether the balancing that a legitimate interest needs is
// written down (GDPR art. 6(1)(f)).
func (t ActivityText) Balanced() bool {
	return t.Interest != "" && t.Necessity != "" && t.Impact != "" && t.Safeguards != ""
}

// Text returns the texts in a language, or in the one that there is.
func (a Activity) Text(language string) ActivityText {
	if t, has := a.Texts[language]; has {
		return t
	}
	for _, other := range []string{"fr", "en"} {
		if t, has := a.Texts[other]; has {
			return t
		}
	}
	return ActivityText{}
}

// clean puts a in its stored form.
func (a *Activity) clean() error {
	var c cleaner
	c.line("code", &a.Code, maxTag)
	a.Code = strings.ToLower(a.Code)
	if a.Code == "" {
		c.fail("code", Required)
	}
	if strings.Trim(a.Code, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		c.fail("code", Format)
	}
	c.oneOf("basis", string(a.Basis), string(ConsentBasis), string(ContractBasis), string(ObligationBasis),
		string(VitalBasis), string(PublicBasis), string(LegitimateInterest))
	c.oneOf("covers", string(a.Covers), string(Nobody), string(Clients), string(Invoiced), string(Professionals),
		string(Consumers), string(Supported))
	a.Channels = knownChannels(&c, a.Channels)
	if a.Analogous {
		a.Marketing = true
	}
	c.line("default", &a.Default, maxTag)
	c.text("justification", &a.Justification, maxNote)
	c.date("since", a.Since)
	c.date("ended", a.Ended)
	if a.Ended != "" && a.Ended < a.Since {
		c.fail("ended", Range)
	}
	a.cleanTexts(&c)
	return c.err
}

// knownChannels returns the channels in their order, without repeats.
func knownChannels(c *cleaner, given []Channel) (out []Channel) {
	for _, ch := range Channels {
		for _, g := range given {
			if g == ch {
				out = append(out, ch)
				break
			}
		}
	}
	for i, g := range given {
		c.enter("channels", i)
		c.oneOf("channel", string(g), string(ByEmail), string(ByPhone), string(ByPost), string(BySMS), string(ForSpecialData))
	}
	c.leave()
	return out
}

func (a *Activity) cleanTexts(c *cleaner) {
	named := false
	for language, t := range a.Texts {
		c.oneOf("texts", language, "fr", "en")
		c.line("name", &t.Name, maxName)
		for _, f := range []struct {
			name  string
			value *string
		}{{"purpose", &t.Purpose}, {"interest", &t.Interest}, {"necessity", &t.Necessity}, {"impact", &t.Impact},
			{"safeguards", &t.Safeguards}, {"people", &t.People}, {"data", &t.Data}, {"recipients", &t.Recipients},
			{"transfers", &t.Transfers}, {"retention", &t.Retention}, {"security", &t.Security},
			{"mandatory", &t.Mandatory}, {"automated", &t.Automated}} {
			c.text(f.name, f.value, maxNote)
		}
		named = named || t.Name != ""
		if t == (ActivityText{}) {
			delete(a.Texts, language)
			continue
		}
		a.Texts[language] = t
	}
	if !named {
		c.fail("name", Required)
	}
}
