package store

import (
	"bytes"
	"cmp"
	"strconv"
	"strings"
	"time"

	"calepin/store/collation"
)

// Row is what a list shows of a person. It comes from the index by name alone.
type Row struct {
	ID           ID        `json:"id"`
	Name         string    `json:"name"`
	Organisation string    `json:"organisation,omitempty"`
	Email        string    `json:"email,omitempty"`
	Phone        string    `json:"phone,omitempty"`
	Status       Status    `json:"status,omitempty"`
	Tags         []string  `json:"tags,omitempty"`
	LastContact  time.Time `json:"last_contact,omitzero"`
	FollowUp     Date      `json:"follow_up,omitempty"`
}

// The value of a by_name key is, as text: the folded search text, one NUL, the
// fields of the row separated by 0x1f in the order below, the tags among
// themselves by 0x1e. The search text begins and ends with 0x1f and has one
// between its parts; tags are written "#tag" there and the status "=client".
// Stored texts hold no control characters, so nothing needs quoting.
const (
	fieldName = iota
	fieldOrganisation
	fieldEmail
	fieldPhone
	fieldStatus
	fieldTags
	fieldLastContact // Unix seconds
	fieldFollowUp
	fieldCount

	sep    = '\x1f'
	sepTag = "\x1e"
)

// DisplayName returns the name that the person is called by: given and family
// name, else whatever name there is, else that of the organisation.
func (p *Person) DisplayName(organisation string) string {
	name := strings.TrimSpace(p.Given + " " + p.Family)
	return cmp.Or(name, p.Nickname, p.Middle, organisation)
}

// nameKey is the key in by_name: family name first, as directories sort.
func (ix *indexer) nameKey(p *Person) []byte { return ix.appendNameKey(nil, p) }

func (ix *indexer) appendNameKey(dst []byte, p *Person) []byte {
	name := p.Family
	for _, part := range []string{p.Given, p.Middle} {
		if part != "" && name != "" {
			name += " "
		}
		name += part
	}
	if name == "" {
		name = cmp.Or(p.Nickname, ix.mainOrg(p))
	}
	return append(collation.Append(dst, name), p.ID[:]...)
}

func (ix *indexer) mainOrg(p *Person) string {
	if len(p.Organisations) == 0 {
		return ""
	}
	return ix.orgName(p.Organisations[0].Organisation)
}

func (ix *indexer) rowValue(p *Person) []byte { return ix.appendRowValue(nil, p) }

func (ix *indexer) appendRowValue(b []byte, p *Person) []byte {
	b = append(b, sep)
	part := func(prefix, s string) {
		if s != "" {
			b = append(AppendFold(append(b, prefix...), s), sep)
		}
	}
	for i, s := range [3]string{p.Given, p.Middle, p.Family} {
		if s != "" {
			b = AppendFold(b, s)
			if i < 2 {
				b = append(b, ' ')
			}
		}
	}
	b = append(b, sep)
	part("", p.Nickname)
	for _, a := range p.Organisations {
		part("", ix.orgName(a.Organisation))
	}
	for _, e := range p.Emails {
		part("", e.Address)
	}
	for _, n := range p.Phones {
		part("", n.Number)
		part("", nationalDigits(n.Number))
		if !strings.HasPrefix(n.Number, "+") {
			part("", onlyDigits(n.Number))
		}
	}
	for _, t := range p.Tags {
		part("#", t)
	}
	part("=", string(p.Status))
	return appendRow(append(b, 0), p, ix.mainOrg(p))
}

func appendRow(b []byte, p *Person, org string) []byte {
	b = append(append(b, p.DisplayName(org)...), sep)
	b = append(append(b, org...), sep)
	if len(p.Emails) > 0 {
		b = append(b, p.Emails[0].Address...)
	}
	b = append(b, sep)
	if len(p.Phones) > 0 {
		b = append(b, p.Phones[0].Number...)
	}
	b = append(append(append(b, sep), p.Status...), sep)
	for i, t := range p.Tags {
		if i > 0 {
			b = append(b, sepTag...)
		}
		b = append(b, t...)
	}
	b = append(b, sep)
	if !p.LastContact.IsZero() {
		b = strconv.AppendInt(b, p.LastContact.Unix(), 10)
	}
	return append(append(b, sep), p.FollowUp...)
}

// readRow reads a pair of by_name.
func readRow(k, v []byte) Row {
	var r Row
	copy(r.ID[:], k[len(k)-16:])
	_, data, _ := bytes.Cut(v, []byte{0})
	f := strings.SplitN(string(data), string(sep), fieldCount)
	for len(f) < fieldCount {
		f = append(f, "")
	}
	r.Name, r.Organisation, r.Email, r.Phone = f[fieldName], f[fieldOrganisation], f[fieldEmail], f[fieldPhone]
	r.Status, r.FollowUp = Status(f[fieldStatus]), Date(f[fieldFollowUp])
	if f[fieldTags] != "" {
		r.Tags = strings.Split(f[fieldTags], sepTag)
	}
	if f[fieldLastContact] != "" {
		if n, err := strconv.ParseInt(f[fieldLastContact], 10, 64); err == nil {
			r.LastContact = time.Unix(n, 0).UTC()
		}
	}
	return r
}

// rowField returns one field of a by_name value without reading the others.
func rowField(v []byte, field int) []byte {
	_, data, _ := bytes.Cut(v, []byte{0})
	for range field {
		_, data, _ = bytes.Cut(data, []byte{sep})
	}
	data, _, _ = bytes.Cut(data, []byte{sep})
	return data
}

func rowOf(p *Person, org string) Row {
	return readRow(p.ID[:], appendRow([]byte{0}, p, org))
}

func onlyDigits(s string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, s)
}

// orgText is the search text of an organisation, the value of its own key in
// by_organisation: name, numbers, e-mails and telephones.
func orgText(o *Organisation) []byte {
	b := []byte{sep}
	for _, s := range []string{o.Name, o.SIREN, o.SIRET, o.VATNumber} {
		b = append(AppendFold(b, s), sep)
	}
	for _, e := range o.Emails {
		b = append(AppendFold(b, e.Address), sep)
	}
	for _, n := range o.Phones {
		b = append(AppendFold(b, n.Number), sep)
		b = append(append(b, nationalDigits(n.Number)...), sep)
	}
	return b
}
