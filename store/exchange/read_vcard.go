package exchange

import "io"

// readVCard adds the contacts of a vCard file, one card in memory at a time.
func (r *reading) readVCard(src *source) error {
	cards := newCardReader(src, r.name(), r.parsed)
	for {
		card, line, err := cards.next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return r.failed(cards.lines.line, err)
		}
		if err := r.add(cards.contact(card, r.file, line, r.input().Source), line); err != nil {
			return err
		}
	}
}
