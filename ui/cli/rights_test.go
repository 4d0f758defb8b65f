package cli

import (
	"archive/zip"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

// TestRightsByCommand answers each right of GDPR arts 7(3), 15 to 18, 20 and 21
// on the real program, by commands, in both languages.
func TestRightsByCommand(t *testing.T) {
	for language, words := range map[string]map[string]string{
		"en": {"DATA": "data", "ACCESS_OPENING": "access-opening.html", "RECEIVED": "We received", "ANSWERING": "This is our answer", "CONFIRMED": "done", "CLOSED": "closed",
			"SUPPRESSED": "objection", "ART18": "GDPR art. 18", "GOES": "Goes", "NOTHING": "No trace", "CERTIFICATE": "Certificate of erasure"},
		"fr": {"DATA": "donnees", "ACCESS_OPENING": "access-ouvrir.html", "RECEIVED": "Nous avons", "ANSWERING": "Voici", "CONFIRMED": "fait", "CLOSED": "close",
			"SUPPRESSED": "opposition", "ART18": "RGPD art. 18", "GOES": "Part", "NOTHING": "Aucune trace", "CERTIFICATE": "Attestation d’effacement"},
	} {
		t.Run(language, func(t *testing.T) {
			testscript.Run(t, testscript.Params{Files: []string{"testdata/rights.txt"}, Cmds: scriptCommands, Condition: has, Setup: func(env *testscript.Env) error {
				words["CALEPIN_LANG"], words["L"] = language, language
				for name, value := range words {
					env.Setenv(name, value)
				}
				return atHome(env)
			}})
		})
	}
}

// unzip is "unzip ARCHIVE FOLDER".
func unzip(ts *testscript.TestScript, _ bool, args []string) {
	z, err := zip.OpenReader(ts.MkAbs(args[0]))
	ts.Check(err)
	defer z.Close()
	for _, f := range z.File {
		path := filepath.Join(ts.MkAbs(args[1]), filepath.FromSlash(f.Name))
		ts.Check(os.MkdirAll(filepath.Dir(path), 0o700))
		r, err := f.Open()
		ts.Check(err)
		content, err := io.ReadAll(r)
		ts.Check(err)
		ts.Check(os.WriteFile(path, content, 0o600))
	}
}
