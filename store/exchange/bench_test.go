package exchange

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"strings"
	"testing"

	"calepin/store"
)

// sheet100k is a CSV as an office exports it: names, an organisation for ten
// people, an e-mail, two numbers and an address each.
func manyRows(n int) []byte {
	given := strings.Fields("Anne Luc Zoé Hélène Côme Maëlle Yann Inès Ambre Tristan Noémie Basile")
	family := strings.Fields("Roy Petit Légaré Bérard Noël Vasseur Kerbrat Thibaud Ferrand Vautrin Ollivier Delmas Castel")
	var b bytes.Buffer
	b.WriteString("Civilité;Prénom;Nom;Société;Fonction;E-mail;Téléphone;Portable;Rue;Code postal;Ville;Pays;Étiquettes;Notes\r\n")
	for i := range n {
		fmt.Fprintf(&b, "Mme;%s;%s-%d;%s & Fils %d;Gérante;p%d@exemple%d.example;01 %02d %02d %02d %02d;06 %02d %02d %02d %02d;%d rue des Lilas;%05d;Besançon;France;Clients, Salon %d;Rencontrée au salon de %d\r\n",
			given[i%12], family[i%13], i, family[i/10%13], i/10, i, i%997, 40+i/1000000%50, i/10000%100, i/100%100, i%100,
			10+i/1000000%70, i/10000%100, i/100%100, i%100, i%200, i%95000, i%5, 2000+i%25)
	}
	return b.Bytes()
}

func BenchmarkImportCSV100k(b *testing.B) {
	data := manyRows(100_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		s := newStore(b)
		planned := importOnce(b, s, data, PlanOptions{})
		if planned.Created != 100_000 {
			b.Fatal(planned.Created, planned.Skipped, len(planned.Problems))
		}
	}
}

// The same file again: every row is a duplicate of someone on file.
func BenchmarkImportCSV100kAgain(b *testing.B) {
	data := manyRows(100_000)
	s := newStore(b)
	importOnce(b, s, data, PlanOptions{})
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if planned := importOnce(b, s, data, PlanOptions{}); planned.Skipped != 100_000 {
			b.Fatal(planned.Skipped)
		}
	}
}

func importOnce(b *testing.B, s *store.Store, data []byte, o PlanOptions) *Planned {
	parsed, err := Read(context.Background(), []Input{{Name: "f.csv", Source: "import", Reader: bytes.NewReader(data)}}, Options{})
	if err != nil {
		b.Fatal(err)
	}
	return load(b, s, parsed, o)
}

func BenchmarkReadCSV100k(b *testing.B) {
	data := manyRows(100_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		p, err := Read(context.Background(), []Input{{Name: "f.csv", Source: "import", Reader: bytes.NewReader(data)}}, Options{})
		if err != nil || len(p.Contacts) != 100_000 {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadVCard10k(b *testing.B) {
	s := newStore(b)
	importOnce(b, s, manyRows(10_000), PlanOptions{})
	var cards bytes.Buffer
	export(b, s, ExportOptions{Format: VCard}, &cards)
	b.SetBytes(int64(cards.Len()))
	for b.Loop() {
		p, err := Read(context.Background(), []Input{{Name: "f.vcf", Reader: bytes.NewReader(cards.Bytes())}}, Options{})
		if err != nil || len(p.Contacts) != 10_000 {
			b.Fatal(err)
		}
	}
}

func BenchmarkExport10k(b *testing.B) {
	s := newStore(b)
	importOnce(b, s, manyRows(10_000), PlanOptions{})
	for _, f := range []Format{JSON, CSV, VCard} {
		b.Run(string(f), func(b *testing.B) {
			for b.Loop() {
				if _, err := Export(context.Background(), io.Discard, s, ExportOptions{Format: f}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
