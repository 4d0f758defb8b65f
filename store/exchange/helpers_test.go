package exchange

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// readFiles reads files of testdata.
func readFiles(t testing.TB, o Options, names ...string) (*Parsed, error) {
	t.Helper()
	var inputs []Input
	for _, name := range names {
		data, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			t.Fatal(err)
		}
		inputs = append(inputs, Input{Name: name, Source: "import: " + name, Size: int64(len(data)), Reader: bytes.NewReader(data)})
	}
	return Read(context.Background(), inputs, o)
}

func mustRead(t testing.TB, o Options, names ...string) *Parsed {
	t.Helper()
	p, err := readFiles(t, o, names...)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// readText reads one file given as text.
func readText(o Options, text string) (*Parsed, error) {
	return Read(context.Background(), []Input{{Name: "f", Source: "test", Reader: strings.NewReader(text)}}, o)
}

func mustReadText(t testing.TB, o Options, text string) *Parsed {
	t.Helper()
	p, err := readText(o, text)
	if err != nil {
		t.Fatal(err)
	}
	return p
}
