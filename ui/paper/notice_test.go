package paper

import (
	"strings"
	"testing"
	"time"

	"calepin/privacy"
	"calepin/store"
	"calepin/ui/text"
)

// A notice looks the same in every format: its right to object in a frame of
// its own, one sheet an activity, no sign of Markdown left.
func TestNoticeAsPaper(t *testing.T) {
	for _, language := range []text.Language{text.French, text.English} {
		words, err := text.Load(language)
		if err != nil {
			t.Fatal(err)
		}
		b := store.Business{Name: "Atelier *Fictif*", Email: "a_b@fictif.example", Address: "1 rue Fictive"}
		markdown, _ := privacy.NoticeText(b, privacy.NoticeOrder{Article: 14, Form: store.Full, Language: string(language),
			Activities: privacy.DefaultActivities(), Source: "un annuaire"})
		n := store.Notice{Article: 14, Form: store.Full, Language: string(language), Version: 3, Text: markdown,
			CreatedAt: time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)}
		d := Notice(words, b, n)
		counts := map[Kind]int{}
		for _, block := range d.Blocks {
			counts[block.Kind]++
		}
		if counts[Frame] != 1 || counts[Sheet] != 10 || counts[Bullets] != 1 || counts[Table] != 0 {
			t.Errorf("%s: %v", language, counts)
		}
		got := pdfText(t, written(t, d, PDF)) + string(written(t, d, HTML)) + TextOf(d)
		for _, want := range []string{"Atelier *Fictif*", "a_b@fictif.example", "version 3", `<html lang="` + string(language) + `">`} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: no %q", language, want)
			}
		}
		for _, sign := range []string{"**", "\\_", "| ", "&lt;br", "## "} {
			if strings.Contains(got, sign) {
				t.Errorf("%s: %q was left", language, sign)
			}
		}
		if back := MarkdownOf(d); back != markdown+"\n" {
			t.Errorf("%s: read and written again it differs:\n%s", language, diff(back, markdown+"\n"))
		}
	}
}

// diff is the first line that differs.
func diff(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return x[i] + "\n" + y[i]
		}
	}
	return "in length"
}
