package parcel

import (
	"io"
	"strings"

	"calepin/crypto"
	"calepin/ui/paper"
	"calepin/ui/text"
)

// Seal is how a package is closed: for a passphrase, for the person's own age
// key, or, where that was chosen, not at all.
type Seal struct {
	Passphrase string
	Recipient  string // age1…
	Clear      bool
}

// Ending is how the name of the file ends.
func (s Seal) Ending() string {
	if s.Clear {
		return ".zip"
	}
	return ".zip.age"
}

// Check tells what is wrong with the key, before any work is done.
func (s Seal) Check() error {
	if s.Clear || s.Recipient == "" {
		return nil
	}
	_, err := crypto.ParseRecipient(s.Recipient)
	return err
}

// close writes to w what write writes, sealed.
func (s Seal) close(w io.Writer, write func(io.Writer) error) error {
	if s.Clear {
		return write(w)
	}
	sealed, err := s.over(w)
	if err != nil {
		return err
	}
	if err := write(sealed); err != nil {
		return err
	}
	return sealed.Close()
}

func (s Seal) over(w io.Writer) (io.WriteCloser, error) {
	if s.Recipient != "" {
		return crypto.SealForRecipient(w, s.Recipient)
	}
	return crypto.SealForPassphrase(w, s.Passphrase)
}

// opening is the page that says how to open a sealed package, whose file has
// that name. It holds nothing of anybody's.
func (s Seal) opening(w *text.Words, name string) paper.Document {
	t := w.Opening
	plain := strings.TrimSuffix(name, ".age")
	d := paper.Document{Title: t.Title, Language: w.Language, Footer: t.Footer}
	d.Paragraph(t.Intro)
	d.Heading(1, t.Get)
	d.Bullets(strings.Split(t.GetLines, "\n")...)
	d.Heading(1, t.Open)
	d.Paragraph(t.OpenIntro)
	command := t.ByPhrase
	if s.Recipient != "" {
		command = t.ByKey
	}
	d.Frame(paper.Strong(command.With("plain", plain, "sealed", name)))
	if s.Recipient == "" {
		d.Paragraph(t.Asks)
	} else {
		d.Paragraph(t.KeyFile)
		if crypto.HybridRecipient(s.Recipient) {
			d.Paragraph(t.NeedsHybrid)
		}
	}
	d.Heading(1, t.Read)
	d.Paragraph(t.Then.With("plain", plain))
	d.Paragraph(t.Wrong)
	return d
}

// Kind names the seal as JSON and the words do: passphrase, key or clear.
func (s Seal) Kind() string {
	switch {
	case s.Clear:
		return "clear"
	case s.Recipient != "":
		return "key"
	}
	return "passphrase"
}
