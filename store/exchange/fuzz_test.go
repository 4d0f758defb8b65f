package exchange

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"hash/crc32"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"unicode/utf8"
)

func FuzzVCard(f *testing.F) {
	seed(f, "*.vcf")
	f.Fuzz(func(t *testing.T, data []byte) { hostile(t, VCard, data) })
}

func FuzzCSV(f *testing.F) {
	seed(f, "*.csv")
	f.Fuzz(func(t *testing.T, data []byte) { hostile(t, CSV, data) })
}

func FuzzJSON(f *testing.F) {
	for s := range uint64(3) {
		var b bytes.Buffer
		export(f, randomStore(f, s, 3), ExportOptions{Format: JSON, NoContent: true}, &b)
		f.Add(b.Bytes())
	}
	f.Fuzz(func(t *testing.T, data []byte) { hostile(t, JSON, data) })
}

func seed(f *testing.F, pattern string) {
	files, err := filepath.Glob(filepath.Join("testdata", pattern))
	if err != nil || len(files) == 0 {
		f.Fatal("no files", err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
}

// hostile reads data twice and loads it: the same comes of it both times, it is
// refused with a Problem or the vault takes all that was read, and what the
// vault took comes out and in again.
func hostile(t *testing.T, format Format, data []byte) {
	read := func() (*Parsed, error) {
		return Read(context.Background(), []Input{{Name: "f", Source: "test", Reader: bytes.NewReader(data)}}, Options{Format: format})
	}
	p, err := read()
	again, errAgain := read()
	if err != nil {
		problem, is := errors.AsType[*Problem](err)
		if !is || problem.Lost != AllOfIt || problem.File != "f" || errAgain == nil || err.Error() != errAgain.Error() {
			t.Fatalf("%v, then %v", err, errAgain)
		}
		return
	}
	if a, b := text(t, p), text(t, again); a != b {
		t.Fatalf("%s\nthen %s", a, b)
	}
	for _, problem := range p.Problems {
		if problem.Line < 1 || problem.File != "f" || problem.Code == "" || !utf8.ValidString(problem.Field) {
			t.Fatalf("problem %+v", problem)
		}
	}
	if !chosen(data) {
		return
	}
	s := newStore(t)
	planned := load(t, s, p, PlanOptions{Policy: Create})
	if n := len(people(t, s)); n != planned.Created {
		t.Fatalf("%d people of %d", n, planned.Created)
	}
	if wrong, err := s.CheckIndexes(); wrong != 0 || err != nil {
		t.Fatal(wrong, err)
	}
	want := comparables(t, s)
	for _, f := range []Format{JSON, VCard, VCard3, CSV} {
		var b bytes.Buffer
		export(t, s, ExportOptions{Format: f}, &b)
		if planned.Created == 0 && f != JSON {
			continue
		}
		other := newStore(t)
		load(t, other, mustReadText(t, Options{}, b.String()), PlanOptions{Policy: Create})
		if got := comparables(t, other); f == JSON && !slices.Equal(got, want) || len(got) != len(want) {
			t.Fatalf("%s: %d people came back of %d\n%s\n%s", f, len(got), len(want), b.String(), got)
		}
	}
}

// chosen tells whether an input goes into a vault: all do in a test, one in
// sixteen while fuzzing, since a vault costs a hundred parses.
func chosen(data []byte) bool {
	worker := flag.Lookup("test.fuzzworker")
	return worker == nil || worker.Value.String() != "true" || crc32.ChecksumIEEE(data)%16 == 0
}

func text(t *testing.T, p *Parsed) string {
	b, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
