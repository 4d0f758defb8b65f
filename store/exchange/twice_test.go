package exchange

import "testing"

func TestWhatWasEncodedTwiceIsRecognised(t *testing.T) {
	for in, want := range map[string]string{
		"Ã‰cole": "École", "Ã©lÃ¨ve": "élève", "Lâ€™Å“uvre": "L’œuvre", "Â«\u00a0oui\u00a0Â»": "«\u00a0oui\u00a0»", "12Â\u00a0â‚¬": "12\u00a0€",
		"FranÃ§ois Ã\u00a0 l’École": "François à l’École", "NoÃ«l": "Noël", "Ã\u0081lvaro": "Álvaro", "a â€“ b": "a – b",
	} {
		if got, found := twice(in); !found || got != want {
			t.Errorf("%q: %q %v, want %q", in, got, found, want)
		}
	}
	for _, fine := range []string{"", "Ecole", "École", "L’ÉTÉ »", "CAFÉ…", "François", "Âne", "SÃO PAULO", "IRMÃ", "Å", "Ångström", "pâte", "MÂCON", "日本", "â"} {
		if got, found := twice(fine); found {
			t.Errorf("%q is taken for %q", fine, got)
		}
	}
}

func TestWhatWasEncodedTwiceIsReportedAndKept(t *testing.T) {
	for name, file := range map[string]string{
		"a.csv": "Nom;Prénom;Notes\nÃ‰cole;Ada;Vue Ã\u00a0 Lyon\n",
		"a.vcf": "BEGIN:VCARD\nVERSION:3.0\nFN:Ada Ã‰cole\nN:Ã‰cole;Ada;;;\nEND:VCARD\n",
	} {
		p := mustReadText(t, Options{}, file)
		if len(p.Contacts) != 1 || p.Contacts[0].Person.Family != "Ã‰cole" {
			t.Errorf("%s: %+v", name, p.Contacts)
		}
		reported := false
		for _, q := range p.Problems {
			reported = reported || q.Code == EncodedTwice && q.Line > 0 && q.Field != "" && q.Likely == "École" && q.Lost == Nothing
		}
		if !reported {
			t.Errorf("%s: %+v", name, p.Problems)
		}
	}
}
