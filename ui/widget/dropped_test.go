package widget

import (
	"runtime"
	"testing"
)

func TestDroppedFiles(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("a backslash is part of a path there")
	}
	for pasted, want := range map[string]string{
		"/tmp/a.vcf":                "/tmp/a.vcf",
		"'/tmp/my file.csv' ":       "/tmp/my file.csv",
		`"/tmp/my file.csv"`:        "/tmp/my file.csv",
		`'/tmp/l'\''été.csv'`:       "/tmp/l'été.csv",
		`/tmp/my\ file\ \(1\).csv`:  "/tmp/my file (1).csv",
		"file:///tmp/my%20file.csv": "/tmp/my file.csv",
		"~/contacts.vcf\n":          "~/contacts.vcf",
	} {
		if got := dropped(pasted); got != want {
			t.Errorf("%q: %q, not %q", pasted, got, want)
		}
	}
}
