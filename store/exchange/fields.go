package exchange

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Fields are the names of the fields that a CSV column may be mapped to, in
// the order of an exported file.
var Fields = []string{
	"prefix", "given", "middle", "family", "suffix", "nickname", "name",
	"organisation", "title", "department",
	"email", "phone", "url",
	"street", "extended", "po_box", "postal_code", "city", "region", "country",
	"status", "nature", "tags", "note", "source", "created",
}

// labelled are the fields that take a label: "phone:mobile", "city:work".
var labelled = []string{"email", "phone", "url", "street", "extended", "po_box", "postal_code", "city", "region", "country"}

// addressParts are those that make up one address with the others of its label.
var addressParts = []string{"street", "extended", "po_box", "postal_code", "city", "region", "country"}

// role is what a column's header says of it.
type role struct {
	field  string
	label  string // fixed for the whole column
	number int    // "E-mail 2": 2; 0 where the header has none
	naming bool   // the column holds the label of the field of its number
	whole  bool   // an address in one cell
	mapped bool   // by the user
	word   string // the folded header
}

// headers are the folded headers that mean one field as they stand.
var headers = map[string]string{
	"first name": "given", "first": "given", "firstname": "given", "given name": "given", "givenname": "given", "given": "given",
	"prenom": "given", "prenoms": "given",
	"middle name": "middle", "additional name": "middle", "deuxieme prenom": "middle", "second prenom": "middle",
	"autres prenoms": "middle", "middle": "middle",
	"last name": "family", "last": "family", "lastname": "family", "family name": "family", "familyname": "family", "surname": "family",
	"nom de famille": "family", "nom": "family", "family": "family",
	"name prefix": "prefix", "prefix": "prefix", "prefixe": "prefix", "civilite": "prefix", "civ": "prefix", "salutation": "prefix",
	"name suffix": "suffix", "suffix": "suffix", "suffixe": "suffix",
	"nickname": "nickname", "surnom": "nickname", "pseudo": "nickname",
	"name": "name", "full name": "name", "fullname": "name", "display name": "name", "nom complet": "name",
	"nom a afficher": "name", "nom affiche": "name", "nom et prenom": "name", "nom prenom": "name", "prenom nom": "name",
	"prenom et nom": "name", "contact": "name", "contact name": "name", "nom du contact": "name",
	"company": "organisation", "company name": "organisation", "organisation": "organisation", "organization": "organisation",
	"organization name": "organisation", "organisation name": "organisation", "societe": "organisation",
	"entreprise": "organisation", "nom de l entreprise": "organisation", "nom de la societe": "organisation",
	"raison sociale": "organisation", "associated company": "organisation", "entreprise associee": "organisation",
	"employer": "organisation", "employeur": "organisation",
	"job title": "title", "jobtitle": "title", "title": "title", "titre": "title", "fonction": "title", "poste": "title",
	"profession": "title", "position": "title", "intitule de poste": "title", "intitule du poste": "title",
	"organization title": "title", "organisation title": "title",
	"department": "department", "service": "department", "organization department": "department", "organisation department": "department",
	"labels": "tags", "group membership": "tags", "categories": "tags", "category": "tags", "categorie": "tags",
	"tags": "tags", "tag": "tags", "etiquettes": "tags", "etiquette": "tags", "mots cles": "tags", "groups": "tags",
	"groupes": "tags", "groupe": "tags", "libelles": "tags",
	"notes": "note", "note": "note", "remarks": "note", "remarques": "note", "remarque": "note", "comments": "note",
	"comment": "note", "commentaires": "note", "commentaire": "note", "observations": "note", "observation": "note",
	"status": "status", "statut": "status", "lifecycle stage": "status", "phase du cycle de vie": "status",
	"etape du cycle de vie": "status",
	"nature":                "nature",
	"source":                "source", "origine": "source", "provenance": "source", "lead source": "source",
	"created": "created", "created at": "created", "created on": "created", "create date": "created",
	"connected on": "created", "date de creation": "created", "date creation": "created", "date d ajout": "created", "cree le": "created", "date de collecte": "created",
}

// phrases are several words that mean one, in this order.
var phrases = strings.NewReplacer(
	" e mail ", " email ",
	" adresse de messagerie ", " email ", " adresse de courrier electronique ", " email ", " adresse de courrier ", " email ",
	" adresse electronique ", " email ", " courrier electronique ", " email ",
	" code postal ", " postcode ", " postal code ", " postcode ", " post code ", " postcode ", " zip code ", " postcode ",
	" po box ", " pobox ", " boite postale ", " pobox ",
	" site web ", " url ", " site internet ", " url ", " page web ", " url ", " web page ", " url ", " web site ", " url ",
	" pays region ", " country ", " country region ", " country ", " pays etat ", " region ", " dep region ", " region ", " region departement ", " region ",
	" state region ", " region ", " etat region ", " region ", " state province ", " region ",
	" type de messagerie ", " email type ",
	" recepteur de radiomessagerie ", " pager ", " b p ", " pobox ",
	" assistant s ", " assistant ", " assistant e ", " assistant ",
	" complement d adresse ", " extended ", " extended address ", " extended ",
)

// kinds are the words that name a field in a header of several words.
var kinds = map[string]string{
	"email": "email", "mail": "email", "courriel": "email", "mel": "email", "emails": "email", "mails": "email", "courriels": "email",
	"phone": "phone", "telephone": "phone", "tel": "phone", "phones": "phone", "telephones": "phone", "tels": "phone",
	"street": "street", "rue": "street", "address": "address", "adresse": "address", "voie": "street",
	"extended": "extended", "complement": "extended", "complementaire": "extended", "formatted": "whole", "complete": "whole",
	"city": "city", "ville": "city", "town": "city", "commune": "city", "localite": "city",
	"region": "region", "departement": "region", "state": "region", "province": "region", "county": "region",
	"postcode": "postal_code", "cp": "postal_code", "zip": "postal_code", "zipcode": "postal_code",
	"country": "country", "pays": "country", "pobox": "po_box", "bp": "po_box",
	"url": "url", "website": "url", "web": "url", "homepage": "url", "site": "url", "urls": "url",
	"organization": "organisation", "organisation": "organisation", "name": "name", "title": "title", "department": "department",
	"fonction": "title", "service": "department",
}

// ordinals are numbers in words: "Deuxième adresse électronique".
var ordinals = map[string]string{"premiere": "1", "deuxieme": "2", "troisieme": "3"}

// fillers say nothing in a header.
var fillers = []string{"job", "de", "du", "des", "d", "la", "le", "l", "n", "no", "fixe", "secondaire", "secondary", "supplementaire", "alternate", "additional", "value", "valeur",
	"postale", "ligne", "line", "1", "ou"}

// roleOf reads a header. It is strict: one word that it does not know, and the
// column is not recognised, so that "Phone status" is no phone.
func roleOf(header string) (role, bool) {
	word := fold(header)
	if field, ok := headers[word]; ok {
		return role{field: field, word: word}, true
	}
	r := role{word: word}
	var found, types []string
	firm := false
	for w := range strings.FieldsSeq(phrases.Replace(" " + word + " ")) {
		kind, isKind := kinds[w]
		_, isLabel := labelWords[w]
		n, err := strconv.Atoi(cmp.Or(ordinals[w], w))
		switch {
		case isKind:
			if !slices.Contains(found, kind) {
				found = append(found, kind)
			}
		case w == "label" || w == "type" || w == "libelle":
			r.naming = true
		case err == nil && n > 0 && n < 100:
			r.number = n
		case slices.Contains(fillers, w):
		case w == "company" || w == "societe" || w == "entreprise":
			types, firm = append(types, "work"), true
		case isLabel || w == "assistant" || w == "direct" || w == "standard":
			types = append(types, w)
		default:
			return r, false
		}
	}
	if firm && len(found) == 0 && len(types) == 1 { // "Société 2"
		r.field = "organisation"
		return r, !r.naming
	}
	return r, r.settle(found, types)
}

// settle makes one field of the kinds that a header names.
func (r *role) settle(found, types []string) bool {
	r.label = labelOf(types)
	has := func(kind string) bool { return slices.Contains(found, kind) }
	drop := func(kind string) { found = slices.DeleteFunc(found, func(k string) bool { return k == kind }) }
	if has("whole") {
		drop("whole")
		if len(found) != 1 || found[0] != "address" {
			return false
		}
		r.whole = true
	}
	if len(found) > 1 { // "Address 1 - City", "E-mail 2 Address", "Organization 1 - Name"
		drop("address")
	}
	if has("organisation") && len(found) == 2 {
		drop("organisation")
		if found[0] == "name" {
			found[0] = "organisation"
		}
	}
	switch {
	case len(found) == 0 && (strings.Contains(r.label, "mobile") || strings.Contains(r.label, "fax") || strings.Contains(r.label, "pager")):
		r.field = "phone"
	case len(found) != 1:
		return false
	case found[0] == "address":
		r.field = "street"
	default:
		r.field = found[0]
	}
	switch r.field {
	case "name":
		return false
	case "email", "url":
		r.label = strings.TrimSpace(strings.ReplaceAll(r.label, "main", ""))
	case "organisation", "title", "department":
		return r.label == ""
	}
	return true
}

// parseField reads the field that a user maps a column to: "phone:mobile".
func parseField(s string) (role, bool) {
	field, label, has := strings.Cut(strings.TrimSpace(s), ":")
	field = strings.ToLower(strings.TrimSpace(field))
	if field == "ignore" || field == "-" {
		return role{mapped: true}, !has
	}
	if !slices.Contains(Fields, field) || has && !slices.Contains(labelled, field) {
		return role{}, false
	}
	return role{field: field, label: strings.TrimSpace(label), mapped: true}, true
}
