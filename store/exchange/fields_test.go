package exchange

import "testing"

func TestHeaders(t *testing.T) {
	tests := map[string]string{ // "field:label number", "field=" for a column of labels, "" for none
		"Prénom": "given", "NOM DE FAMILLE": "family", "E-mail 2 - Value": "email 2", "E-mail 2 - Label": "email= 2",
		"Adresse de messagerie 3": "email 3", "Type de messagerie 3": "email= 3", "Mail pro": "email:work", "Adresse e-mail": "email",
		"Tél. mobile": "phone:mobile", "Téléphone 2 (bureau)": "phone:work 2", "Autre télécopie": "phone:other fax", "Portable": "phone:mobile",
		"Company Main Phone": "phone:work main", "Assistant's Phone": "phone:assistant", "Mobile Phone Number": "phone:mobile",
		"Business Address PO Box": "po_box:work", "Rue (domicile) 2": "street:home 2", "Dép/Région (autre)": "region:other",
		"Pays/État": "region", "State/Region": "region", "Work ZipCode": "postal_code:work", "Address 1 - Formatted": "street 1",
		"Organization 1 - Title": "title 1", "Société 2": "organisation 2", "Website URL": "url", "Site web 2": "url 2",
		"Première adresse électronique": "email 1", "Deuxième adresse électronique": "email 2", "Adresse e-mail supplémentaire": "email",
		"Département (bureau)": "region:work", "Région/département": "region", "B.P. (bureau)": "po_box:work", "Radiomessagerie": "phone:pager",
		"First": "given", "Last": "family", "Civ.": "prefix", "Adresse complémentaire": "extended", "Date d’ajout": "created",
		"Nom à l’écran": "", "Phone status": "", "E-mail Display Name": "", "Contact owner": "", "Anniversaire": "", "Yomi Name": "", "Record ID": "", "": "", "1": "",
		"Adresse": "street", "Adresse 1 (libellé)": "street= 1", "Relation 1 - Value": "", "Custom Field 1 - Type": "",
	}
	for header, want := range tests {
		r, ok := roleOf(header)
		got := ""
		if ok {
			got = r.field
			if r.naming {
				got += "="
			}
			if r.label != "" {
				got += ":" + r.label
			}
			if r.number > 0 {
				got += " " + string(rune('0'+r.number))
			}
		}
		if got != want {
			t.Errorf("%q is %q, want %q", header, got, want)
		}
	}
}
