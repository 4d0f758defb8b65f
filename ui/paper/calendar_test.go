package paper

import (
	"bytes"
	"strings"
	"testing"
	"time"

	"calepin/store"
)

// TestCalendar: a day each, escaped, folded at 75 octets between characters
// (RFC 5545, 3.1, 3.3.11).
func TestCalendar(t *testing.T) {
	var b bytes.Buffer
	long := "à répondre ; " + strings.Repeat("é", 80) + ", fin"
	err := WriteCalendar(&b, "Demandes", []Reminder{{Day: store.Date("2026-12-31"), Summary: long}}, time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.SplitSeq(b.String(), "\r\n") {
		if len(line) > 75 || strings.Contains(line, "\n") || strings.ToValidUTF8(line, "?") != line {
			t.Errorf("%d octets: %q", len(line), line)
		}
	}
	whole := strings.ReplaceAll(b.String(), "\r\n ", "")
	for _, want := range []string{"DTSTART;VALUE=DATE:20261231\r\n", "DTEND;VALUE=DATE:20270101\r\n", "DTSTAMP:20261123T100000Z\r\n",
		`SUMMARY:à répondre \; ` + strings.Repeat("é", 80) + `\, fin` + "\r\n", "END:VCALENDAR\r\n"} {
		if !strings.Contains(whole, want) {
			t.Errorf("no %q in %s", want, whole)
		}
	}
}
