package talk

import (
	"strings"

	"calepin/store"
	"calepin/ui/screen"
	"calepin/ui/screen/facts"
	"calepin/ui/widget"
)

// Reader shows messages one below the other, whole, and scrolls. One of them is
// at hand: what is done is done to it.
type Reader struct {
	d        *screen.Desk
	messages []store.Interaction
	at, top  int
	w, h     int
	lines    []line
	starts   []int // of each message, and the end of the last
}

// line is a line of a message as it is drawn: wrapping a megabyte costs too
// much to be done again at every key.
type line struct {
	message int
	text    string
	part    part
}

type part int

const (
	body part = iota
	head
	subject
	none
	gap
)

// NewReader returns a reader of nothing.
func NewReader(d *screen.Desk) *Reader { return &Reader{d: d, h: 1} }

// Show shows other messages, or the same ones once they changed.
func (r *Reader) Show(messages []store.Interaction) {
	r.messages = messages
	r.at = max(0, min(r.at, len(messages)-1))
	r.wrap(r.w)
}

// Focus takes the message of that id at hand.
func (r *Reader) Focus(id store.ID) {
	for n, m := range r.messages {
		if m.ID == id {
			r.at = n
			r.reveal()
		}
	}
}

// Resize tells the room, before it is drawn.
func (r *Reader) Resize(w, h int) {
	r.h = max(1, h)
	if w != r.w {
		r.wrap(w)
	}
	r.reveal()
}

// At is the message at hand.
func (r *Reader) At() (i store.Interaction, ok bool) {
	if r.at < len(r.messages) {
		return r.messages[r.at], true
	}
	return i, false
}

// Step takes the next message at hand, or the one before.
func (r *Reader) Step(n int) {
	r.at = max(0, min(r.at+n, len(r.messages)-1))
	r.reveal()
}

// Scroll moves the text; the message at hand is one that shows.
func (r *Reader) Scroll(n int) {
	r.top = max(0, min(r.top+n, len(r.lines)-r.h))
	for r.at > 0 && r.starts[r.at] >= r.top+r.h {
		r.at--
	}
	for r.at < len(r.messages)-1 && r.starts[r.at+1] <= r.top {
		r.at++
	}
}

// reveal scrolls to the message at hand.
func (r *Reader) reveal() {
	if len(r.messages) == 0 {
		r.top = 0
		return
	}
	from, to := r.starts[r.at], r.starts[r.at+1]
	r.top = min(max(r.top, to-r.h), from)
	r.top = max(0, min(r.top, len(r.lines)-r.h))
}

func (r *Reader) wrap(w int) {
	r.w, r.lines, r.starts = w, nil, nil
	room := max(1, w-3)
	for n := range r.messages {
		m := &r.messages[n]
		r.starts = append(r.starts, len(r.lines))
		if len(r.messages) > 1 {
			r.lines = append(r.lines, line{n, r.about(m), head})
			for _, s := range widget.Wrap(widget.Clean(m.Subject), room) {
				if m.Subject != "" {
					r.lines = append(r.lines, line{n, s, subject})
				}
			}
		}
		if m.Body == "" && len(r.messages) == 1 {
			r.lines = append(r.lines, line{n, r.d.T.Exchange.NoText, none})
		}
		if m.Body != "" {
			for _, s := range widget.Wrap(widget.CleanLines(m.Body), room) {
				r.lines = append(r.lines, line{n, s, body})
			}
		}
		if n < len(r.messages)-1 {
			r.lines = append(r.lines, line{n, "", gap})
		}
	}
	r.starts = append(r.starts, len(r.lines))
}

// about says what a message was, which way it went and when.
func (r *Reader) about(m *store.Interaction) string {
	at := r.d.Language().Time(m.At.In(r.d.Now().Location()))
	return facts.Way(m.Direction) + " " + Sign(m.Kind) + " " + facts.Join(r.d.W.Records.Kinds[string(m.Kind)], at)
}

// View draws what shows. The message at hand has a bar of its own where there
// are several.
func (r *Reader) View(w, h int) string {
	if w != r.w {
		r.wrap(w)
	}
	top := max(0, min(r.top, len(r.lines)-h))
	th := r.d.Theme
	var out []string
	for _, l := range r.lines[top:min(len(r.lines), top+max(h, 0))] {
		out = append(out, r.bar(l)+r.style(l))
	}
	if more := len(r.lines) - top - h; more > 0 && h > 0 {
		out[h-1] = "  " + th.Muted.Render(r.d.T.Exchange.More.Of(more+1))
	}
	return widget.Block(out, w, h)
}

func (r *Reader) bar(l line) string {
	switch th := r.d.Theme; {
	case len(r.messages) < 2:
		return " "
	case l.part == gap:
		return "  "
	case l.message == r.at:
		return th.Focus.Render("┃") + " "
	default:
		return th.Border.Render("│") + " "
	}
}

func (r *Reader) style(l line) string {
	th := r.d.Theme
	switch l.part {
	case head:
		if strings.HasPrefix(l.text, "←") {
			return th.Accent.Render(l.text)
		}
		return th.Muted.Render(l.text)
	case subject:
		return th.Strong.Render(l.text)
	case none:
		return th.Muted.Render(l.text)
	}
	return l.text
}
