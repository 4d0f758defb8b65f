package app

import (
	"testing"

	"github.com/charmbracelet/colorprofile"

	"calepin/ui/text"
	"calepin/ui/theme"
)

// BenchmarkView draws each screen at 120×40: the whole of it, header, footer
// and boxes included, has 2 ms.
func BenchmarkView(b *testing.B) {
	s := business(b, 240, 1200)
	for _, scene := range scenes {
		b.Run(scene.name, func(b *testing.B) {
			d := drive(b, text.French, theme.New(theme.Dark, colorprofile.TrueColor), s)
			d.play(120, 40, scene.keys)
			for b.Loop() {
				d.root.View()
			}
		})
	}
}

// BenchmarkMove moves the cursor of the list of contacts, and draws it.
func BenchmarkMove(b *testing.B) {
	s := business(b, 20_000, 20_000)
	for _, k := range []string{"j", "pgdown", "G", "g"} {
		b.Run(k, func(b *testing.B) {
			d := drive(b, text.French, theme.New(theme.Dark, colorprofile.TrueColor), s)
			d.play(120, 40, []string{"C"})
			msg := key(k)
			for b.Loop() {
				d.root.Update(msg)
				d.root.View()
			}
		})
	}
}
