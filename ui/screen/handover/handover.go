// Package handover puts a person's data together for them, step by step: which
// right and language, who is masked, how it is sealed, where it goes.
package handover

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"

	"calepin/crypto"
	"calepin/privacy"
	"calepin/store"
	"calepin/ui/parcel"
	"calepin/ui/screen"
	"calepin/ui/screen/due"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// making is a package on its way.
type making struct {
	d      *screen.Desk
	parcel parcel.Parcel
	others []privacy.OtherPerson // still to be answered for
	masked []privacy.OtherPerson
	seal   parcel.Seal
	made   bool // the passphrase is calepin's

	ids []store.ID // the person, and the request that asks for it, if any
}

// Open answers screen.PackageMake: it asks for the right and the language.
func Open(d *screen.Desk, ids ...store.ID) tea.Cmd {
	w := d.T.Handover
	options := []widget.Option{
		{Value: "access fr", Label: w.Access.With("language", w.French), Key: "a"}, {Value: "access en", Label: w.Access.With("language", w.English), Key: "b"},
		{Value: "portability fr", Label: w.Portability.With("language", w.French), Key: "p"}, {Value: "portability en", Label: w.Portability.With("language", w.English), Key: "q"},
	}
	c := widget.NewChoose(d, w.Title, options, func(value string) tea.Cmd {
		right, language, _ := strings.Cut(value, " ")
		return gather(d, ids, right == "portability", text.Language(language))
	})
	right := "access"
	if len(ids) > 1 {
		if r, err := d.Store.Request(ids[1]); err == nil && r.Right == store.Portability {
			right = "portability"
		}
	}
	c.Select(right + " " + string(d.Language()))
	return screen.Overlay(c)
}

// gather reads what is held, and who else is named, off the loop.
func gather(d *screen.Desk, ids []store.ID, portable bool, language text.Language) tea.Cmd {
	return screen.Do(screen.Job{Label: d.T.Handover.Gathering}, func(context.Context, screen.Report) (*making, error) {
		m := &making{d: d, ids: ids, parcel: parcel.Parcel{Store: d.Store}}
		var err error
		if m.parcel.Words, err = text.Load(language); err != nil {
			return m, err
		}
		if m.parcel.Access, err = privacy.AccessOf(d.Store, ids[0], string(language), d.Now()); err != nil {
			return m, err
		}
		if portable {
			p, err := privacy.PortableOf(m.parcel.Access)
			m.parcel.Portable = &p
			return m, err
		}
		m.others, err = m.parcel.Access.Others(d.Store)
		return m, err
	}, func(m *making, err error) tea.Cmd {
		if err != nil {
			return screen.Toast(screen.Failure, text.Capital(d.W.Sentence(err)))
		}
		return m.askMasks()
	})
}

// askMasks asks whether the other people are masked (GDPR art. 15(4)).
func (m *making) askMasks() tea.Cmd {
	if len(m.others) == 0 {
		return m.askSeal()
	}
	w := m.d.W.Parcel
	options := []widget.Option{{Value: "all", Label: w.MaskAll, Key: "a"}, {Value: "each", Label: w.MaskEach, Key: "e"}, {Value: "none", Label: w.MaskNone, Key: "n"}}
	title := strings.TrimRight(w.OthersFound.Of(len(m.others)), " \u202f:") + ". " + m.d.T.Handover.Mask
	return screen.Overlay(widget.NewChoose(m.d, title, options, func(value string) tea.Cmd {
		switch value {
		case "all":
			m.masked = m.others
		case "each":
			return m.askNext()
		}
		return m.askSeal()
	}))
}

// askNext asks about the next of the other people, with where they are named.
func (m *making) askNext() tea.Cmd {
	if len(m.others) == 0 {
		return m.askSeal()
	}
	w, other := m.d.T.Handover, m.others[0]
	at := other.Places[0]
	options := []widget.Option{{Value: "yes", Label: w.MaskIt, Key: "m"}, {Value: "no", Label: w.LeaveIt, Key: "l"}}
	return screen.Overlay(widget.NewChoose(m.d, m.d.W.Parcel.MaskThis.With("name", widget.Clean(other.Key)), options, func(value string) tea.Cmd {
		if value == "yes" {
			m.masked = append(m.masked, other)
		}
		m.others = m.others[1:]
		return m.askNext()
	}).Say(at.Before + at.Words + at.After))
}

// askSeal asks how the package is closed.
func (m *making) askSeal() tea.Cmd {
	m.parcel.Access.Mask(m.masked)
	w := m.d.T.Handover
	options := []widget.Option{{Value: "made", Label: w.SealMade, Key: "p"}, {Value: "typed", Label: w.SealTyped, Key: "t"},
		{Value: "key", Label: w.SealKey, Key: "k"}, {Value: "clear", Label: w.SealClear, Key: "c"}}
	return screen.Overlay(widget.NewChoose(m.d, w.Seal, options, func(value string) tea.Cmd {
		switch value {
		case "typed":
			return m.askPhrase()
		case "key":
			return m.askKey()
		case "clear":
			m.seal.Clear = true
			return m.askPlace()
		}
		var err error
		if m.seal.Passphrase, err = crypto.NewPassphrase(); err != nil {
			return screen.Toast(screen.Failure, m.d.W.Sentence(err))
		}
		m.made = true
		return m.askPlace()
	}))
}

func (m *making) askPlace() tea.Cmd {
	home, _ := os.UserHomeDir() // the picker starts where it can
	return m.askPath(filepath.Join(home, m.parcel.Base()+m.seal.Ending()))
}

// askPath asks where to, and again where there is a file of that name.
func (m *making) askPath(start string) tea.Cmd {
	w := m.d.T.Handover
	return screen.Overlay(widget.NewFilePicker(m.d, widget.FileOptions{Title: w.Where, Start: start, New: true, Pick: func(path string) tea.Cmd {
		return screen.Do(screen.Job{Write: true, Label: w.Writing}, func(context.Context, screen.Report) (parcel.Written, error) {
			done, err := m.parcel.Write(parcel.Target{Path: path}, m.seal)
			if err == nil {
				err = due.Carried(m.d, m.ids, m.said(done))
			}
			return done, err
		}, func(done parcel.Written, err error) tea.Cmd {
			switch {
			case errors.Is(err, fs.ErrExist):
				return tea.Batch(screen.Toast(screen.Failure, widget.Clean(m.d.W.Sentence(err))), m.askPath(path))
			case err != nil:
				return screen.Toast(screen.Failure, widget.Clean(m.d.W.Sentence(err)))
			}
			return tea.Batch(screen.Overlay(newResult(m, done)), screen.Reread())
		})
	}}))
}
