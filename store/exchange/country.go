package exchange

import (
	"strings"
	"sync"
)

// countries are the French and English names of the countries that a French
// address book is likely to hold; any other name is kept as it is given.
const countries = `FR France|République française|French Republic
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
CZ Tchéquie|République tchèque|Czechia|Czech Republic
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
MU Maurice|Île Maurice|Mauritius
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
US États-Unis|États-Unis d'Amérique|United States|United States of America|USA|U.S.A.|Etats Unis
MX Mexique|Mexico
BR Brésil|Brazil
AR Argentine|Argentina
CL Chili|Chile
CO Colombie|Colombia
GP Guadeloupe
MQ Martinique
GF Guyane|Guyane française|French Guiana
RE La Réunion|Réunion|Reunion
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
