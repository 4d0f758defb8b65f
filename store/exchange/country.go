package exchange

import (
	"strings"
	"sync"
)

// countries are the French and English names of the countries that a French
// address book is likely to hold: the French, the English where it differs,
// then others. Any other name is kept as it is given.
const countries = `FR France|France|République française|French Republic
BE Belgique|Belgium|België|Belgie
CH Suisse|Switzerland|Schweiz|Svizzera
LU Luxembourg
MC Monaco
DE Allemagne|Germany|Deutschland
IT Italie|Italy|Italia
ES Espagne|Spain|España
PT Portugal
GB Royaume-Uni|United Kingdom|UK|Grande-Bretagne|Great Britain|Angleterre|England|Écosse|Scotland|Pays de Galles|Wales
IE Irlande|Ireland
NL Pays-Bas|Netherlands|The Netherlands|Nederland|Hollande
AT Autriche|Austria|Österreich
DK Danemark|Denmark
SE Suède|Sweden
NO Norvège|Norway
FI Finlande|Finland
IS Islande|Iceland
PL Pologne|Poland|Polska
CZ Tchéquie|Czechia|République tchèque|Czech Republic
SK Slovaquie|Slovakia
HU Hongrie|Hungary
RO Roumanie|Romania
BG Bulgarie|Bulgaria
GR Grèce|Greece
HR Croatie|Croatia
SI Slovénie|Slovenia
RS Serbie|Serbia
EE Estonie|Estonia
LV Lettonie|Latvia
LT Lituanie|Lithuania
MT Malte|Malta
CY Chypre|Cyprus
AD Andorre|Andorra
LI Liechtenstein
UA Ukraine
TR Turquie|Turkey|Türkiye
MA Maroc|Morocco
DZ Algérie|Algeria
TN Tunisie|Tunisia
EG Égypte|Egypt
SN Sénégal|Senegal
CI Côte d'Ivoire|Ivory Coast
CM Cameroun|Cameroon
ML Mali
BF Burkina Faso
BJ Bénin|Benin
TG Togo
GA Gabon
CG Congo
CD République démocratique du Congo|DR Congo
MG Madagascar
MU Maurice|Mauritius|Île Maurice
LB Liban|Lebanon
IL Israël|Israel
AE Émirats arabes unis|United Arab Emirates|UAE
SA Arabie saoudite|Saudi Arabia
IN Inde|India
CN Chine|China
HK Hong Kong
JP Japon|Japan
KR Corée du Sud|South Korea
VN Viêt Nam|Vietnam
TH Thaïlande|Thailand
SG Singapour|Singapore
AU Australie|Australia
NZ Nouvelle-Zélande|New Zealand
CA Canada
US États-Unis|United States|États-Unis d'Amérique|United States of America|USA|U.S.A.
MX Mexique|Mexico
BR Brésil|Brazil
AR Argentine|Argentina
CL Chili|Chile
CO Colombie|Colombia
GP Guadeloupe
MQ Martinique
GF Guyane|French Guiana|Guyane française
RE La Réunion|Reunion
YT Mayotte
NC Nouvelle-Calédonie|New Caledonia
PF Polynésie française|French Polynesia
PM Saint-Pierre-et-Miquelon
BL Saint-Barthélemy
MF Saint-Martin
WF Wallis-et-Futuna
ZA Afrique du Sud|South Africa`

var countryCodes = sync.OnceValue(func() map[string]string {
	codes := map[string]string{}
	for line := range strings.Lines(countries) {
		code, names, _ := strings.Cut(strings.TrimSpace(line), " ")
		for name := range strings.SplitSeq(names, "|") {
			codes[fold(name)] = code
		}
	}
	return codes
})

// CountryName is the name of a country in French or in English, by its code;
// what is given where that is not in the list.
func CountryName(code, language string) string {
	if len(code) != 2 { // a name already
		return code
	}
	for line := range strings.Lines(countries) {
		if !strings.HasPrefix(line, code+" ") {
			continue
		}
		names := strings.Split(strings.TrimSpace(line[3:]), "|")
		if language == "en" && len(names) > 1 {
			return names[1]
		}
		return names[0]
	}
	return code
}

// CountryCode returns the ISO 3166-1 code of a country's French or English
// name, of which a code is its own; what is given where it is neither.
func CountryCode(name string) string { return country(strings.TrimSpace(name)) }

// country returns the ISO 3166-1 code of a country's name, or what is given.
func country(s string) string {
	if len(s) == 2 && s[0]|0x20 >= 'a' && s[0]|0x20 <= 'z' && s[1]|0x20 >= 'a' && s[1]|0x20 <= 'z' {
		if s = strings.ToUpper(s); s == "UK" {
			return "GB"
		}
		return s
	}
	if s == "" {
		return s
	}
	if s == "France" { // nine in ten
		return "FR"
	}
	if code, ok := countryCodes()[fold(s)]; ok {
		return code
	}
	return s
}
