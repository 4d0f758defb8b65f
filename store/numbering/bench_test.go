package numbering

import (
	"testing"

	lib "github.com/nyaruka/phonenumbers"
)

var someNumbers = []string{"01 23 45 67 89", "+33639981234", "+32 2 123 45 67", "+41 44 668 18 00"}

func BenchmarkParseAndWrite(b *testing.B) {
	b.Run("calepin", func(b *testing.B) {
		for b.Loop() {
			for _, s := range someNumbers {
				n, _ := Parse(s, "FR")
				_, _ = n.Possible(), n.Domestic()
			}
		}
	})
	b.Run("library", func(b *testing.B) {
		for b.Loop() {
			for _, s := range someNumbers {
				n, _ := lib.Parse(s, "FR")
				_, _ = lib.IsPossibleNumberWithReason(n), lib.Format(n, lib.NATIONAL)
			}
		}
	})
}

func BenchmarkUnpack(b *testing.B) {
	for b.Loop() {
		if _, err := unpack(); err != nil {
			b.Fatal(err)
		}
	}
}
