package exchange

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
)

// TestBatchesKeepOrder reads more rows than several batches hold: contacts and
// problems come in the order of the file, whoever made them.
func TestBatchesKeepOrder(t *testing.T) {
	const rows = 5*batchRows + 7
	var b strings.Builder
	b.WriteString("Given Name,Family Name,E-mail,Notes\n")
	wrong := 0
	for i := range rows {
		email, name := "a@example.org", fmt.Sprintf("N%d", i)
		if i%7 == 0 {
			email = "none"
			wrong++
		}
		if i%613 == 5 {
			name = `"` + name // a quote that is never closed
			wrong++
		}
		fmt.Fprintf(&b, "Anne,%s,%s,%s\n", name, email, strings.Repeat("x", i%1900))
	}
	p, err := Read(context.Background(), []Input{{Name: "a.csv", Reader: strings.NewReader(b.String())}}, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for i := 1; i < len(p.Contacts); i++ {
		if p.Contacts[i-1].Line >= p.Contacts[i].Line {
			t.Fatalf("line %d comes before %d", p.Contacts[i-1].Line, p.Contacts[i].Line)
		}
	}
	for i := 1; i < len(p.Problems); i++ {
		if p.Problems[i-1].Line > p.Problems[i].Line {
			t.Fatalf("a problem of line %d comes before one of %d", p.Problems[i-1].Line, p.Problems[i].Line)
		}
	}
	if len(p.Contacts)+p.Bad != rows || p.Bad == 0 || len(p.Problems) > wrong {
		t.Errorf("%d contacts, %d bad of %d rows, %d problems", len(p.Contacts), p.Bad, rows, len(p.Problems))
	}
}

// TestReadingStops holds that a reader that breaks half-way, and a context that
// ends, end the reading with what went wrong.
func TestReadingStops(t *testing.T) {
	text := "Given Name,Family Name\n" + strings.Repeat("Anne,Duval\n", 20*batchRows)
	broken := errors.New("broken")
	for name, r := range map[string]*breaking{"reader": {text: text, err: broken}, "context": {text: text}} {
		ctx, cancel := context.WithCancel(context.Background())
		want := broken
		if r.err == nil {
			r.end, want = cancel, context.Canceled
		}
		if _, err := Read(ctx, []Input{{Name: "a.csv", Reader: r}}, Options{}); !errors.Is(err, want) {
			t.Errorf("%s: %v", name, err)
		}
		cancel()
	}
}

// breaking gives its text, then an error or, with its last bytes, end.
type breaking struct {
	text string
	err  error
	end  func()
}

func (b *breaking) Read(p []byte) (int, error) {
	n := copy(p, b.text)
	b.text = b.text[n:]
	if b.text == "" && b.end != nil {
		b.end()
	}
	if n == 0 {
		return 0, b.err
	}
	return n, nil
}
