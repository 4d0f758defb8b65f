package app

import (
	"fmt"
	"html"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"

	"calepin/ui/text"
	"calepin/ui/theme"
)

// TestPictures draws the screens that the README shows, as they are now, where
// PICTURES names a folder: PICTURES=docs/pictures go test ./ui/app -run Pictures
func TestPictures(t *testing.T) {
	folder := os.Getenv("PICTURES")
	if folder == "" {
		t.Skip("PICTURES names no folder")
	}
	if !filepath.IsAbs(folder) {
		folder = filepath.Join("..", "..", folder)
	}
	s := business(t, 240, 1200)
	for _, p := range []struct {
		name string
		l    text.Language
		kind theme.Kind
		keys []string
	}{
		{"today", text.English, theme.Dark, nil},
		{"contacts", text.English, theme.Dark, []string{"C", "/", "b", "e", "n"}},
		{"person", text.English, theme.Light, []string{"C", "enter"}},
		{"log", text.French, theme.Dark, []string{"C", "enter", "l", "c", "o"}},
		{"consent", text.French, theme.Dark, []string{"C", "enter", "p", "c", "enter", "enter"}},
		{"register", text.English, theme.Dark, []string{"R"}},
		{"retention", text.English, theme.Light, []string{"R", "v"}},
	} {
		d := drive(t, p.l, theme.New(p.kind, colorprofile.TrueColor), s)
		d.play(110, 30, p.keys)
		picture := draw(d.root.View().Content, 110, 30, p.kind == theme.Dark)
		if err := os.WriteFile(filepath.Join(folder, p.name+".svg"), []byte(picture), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// The size of a cell, in pixels.
const cellW, cellH = 8.4, 18

// draw makes an SVG of a screen.
func draw(content string, w, h int, dark bool) string {
	fore, back := "#d5d9e3", "#14171f"
	if !dark {
		fore, back = "#1c2230", "#ffffff"
	}
	em := vt.NewEmulator(w, h)
	defer func() { _ = em.Close() }()
	_, _ = em.WriteString(strings.ReplaceAll(content, "\n", "\r\n"))
	var b strings.Builder
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" width="%.0f" height="%d" font-family="ui-monospace,Menlo,Consolas,DejaVu Sans Mono,monospace" font-size="14" xml:space="preserve">`+"\n", float64(w)*cellW+24, h*cellH+24)
	fmt.Fprintf(&b, `<rect width="100%%" height="100%%" rx="8" fill="%s"/><g transform="translate(12 12)">`+"\n", back)
	for y := range h {
		for x := 0; x < w; {
			n, run := runAt(em, x, y, w)
			b.WriteString(run.svg(float64(x)*cellW, y*cellH, n, fore, back))
			x += n
		}
	}
	b.WriteString("</g></svg>\n")
	return b.String()
}

// run is cells of one style.
type run struct {
	text  string
	style uv.Style
}

// runAt gathers the cells from x on that share a style.
func runAt(em *vt.Emulator, x, y, w int) (n int, r run) {
	for i := x; i < w; i++ {
		c := em.CellAt(i, y)
		if c == nil {
			c = &uv.Cell{Content: " ", Width: 1}
		}
		if i > x && !c.Style.Equal(&r.style) && c.Width > 0 {
			break
		}
		if i == x {
			r.style = c.Style
		}
		if c.Content == "" && c.Width > 0 {
			r.text += " "
		}
		r.text += c.Content
		n++
	}
	return n, r
}

func (r run) svg(x float64, y, n int, fore, back string) string {
	f, b := hex(r.style.Fg, fore), hex(r.style.Bg, "")
	if r.style.Attrs&uv.AttrReverse != 0 {
		f, b = back, f
	}
	var s string
	if b != "" {
		s = fmt.Sprintf(`<rect x="%.1f" y="%d" width="%.1f" height="%d" fill="%s"/>`, x, y, float64(n)*cellW, cellH, b)
	}
	if strings.TrimSpace(r.text) == "" {
		return s
	}
	more := ""
	if r.style.Attrs&uv.AttrBold != 0 {
		more += ` font-weight="bold"`
	}
	if r.style.Attrs&uv.AttrItalic != 0 {
		more += ` font-style="italic"`
	}
	if r.style.Underline != uv.UnderlineNone {
		more += ` text-decoration="underline"`
	}
	return s + fmt.Sprintf(`<text x="%.1f" y="%d" textLength="%.1f" fill="%s"%s>%s</text>`+"\n", x, y+14, float64(n)*cellW, f, more, html.EscapeString(r.text))
}

func hex(c color.Color, other string) string {
	if c == nil {
		return other
	}
	r, g, b, _ := c.RGBA()
	return fmt.Sprintf("#%02x%02x%02x", r>>8, g>>8, b>>8)
}
