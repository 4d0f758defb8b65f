package store

import "strings"

// Settings are the choices of a vault that its records depend on.
type Settings struct {
	Language string   `json:"language"` // "fr" or "en": what wordings and lists of recipients are written in
	Country  string   `json:"country"`  // ISO 3166-1 alpha-2: whose numbers are written nationally
	Business Business `json:"business,omitzero"`
	// Defaults is the version of the shipped activities that was put in last.
	Defaults int `json:"defaults,omitempty"`
	// PurgeByItself is a standing yes: an interface that is open purges what has
	// expired without asking.
	PurgeByItself bool `json:"purge_by_itself,omitempty"`
	// PutOff is the day on which what has expired was last put off.
	PutOff Date `json:"put_off,omitempty"`
}

// Business is who keeps the vault: the controller of GDPR art. 4(7).
type Business struct {
	Name      string `json:"name,omitempty"`
	Email     string `json:"email,omitempty"`
	Phone     string `json:"phone,omitempty"`
	Address   string `json:"address,omitempty"`
	SIREN     string `json:"siren,omitempty"`
	LegalForm string `json:"legal_form,omitempty"`
	// Representative and DPO are those of GDPR art. 27 and 37, by name and how to
	// reach them; empty where there is none.
	Representative string `json:"representative,omitempty"`
	DPO            string `json:"dpo,omitempty"`
	// AlsaceMoselle tells that two more days are public holidays (C. trav. L3134-13).
	AlsaceMoselle bool `json:"alsace_moselle,omitempty"`
}

// The legal forms, which decide how long accounts are kept.
const (
	Company = "company" // C. com. L123-22
	Trader  = "trader"  // the same
	Liberal = "liberal" // LPF L102 B
)

// clean puts the settings in their stored form and says what is wrong in them.
func (s *Settings) clean() error {
	if s.Language == "" {
		s.Language = "fr"
	}
	if s.Country == "" {
		s.Country = "FR"
	}
	s.Country = strings.ToUpper(s.Country)
	if s.Language != "fr" && s.Language != "en" {
		return &FieldError{"language", NoSuch}
	}
	if !knownCountry(s.Country) {
		return &FieldError{"country", NoSuch}
	}
	b := &s.Business
	c := cleaner{}
	c.line("business.name", &b.Name, maxName)
	c.line("business.email", &b.Email, maxLine)
	c.line("business.phone", &b.Phone, maxLine)
	c.text("business.address", &b.Address, maxLine)
	c.text("business.representative", &b.Representative, maxLine)
	c.text("business.dpo", &b.DPO, maxLine)
	c.siren("business.siren", &b.SIREN)
	if b.Email != "" && !plausibleEmail(b.Email) {
		c.fail("business.email", Format)
	}
	if b.Phone != "" && !hasDigit(b.Phone) {
		c.fail("business.phone", Format)
	}
	c.oneOf("business.legal_form", b.LegalForm, "", Company, Trader, Liberal)
	return c.err
}
