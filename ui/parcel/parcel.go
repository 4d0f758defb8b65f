// Package parcel makes what is handed over to a person who asked for their
// data: one zip file, which opens by a double click anywhere, with the papers,
// the data and the files; sealed with age unless told otherwise; and the page
// that says how to open it. Nothing in clear is written to disk on the way.
package parcel

import (
	"archive/zip"
	"fmt"
	"io"
	"time"

	"calepin/privacy"
	"calepin/store"
	"calepin/store/exchange"
	"calepin/ui/paper"
	"calepin/ui/text"
	"calepin/ui/widget"
)

// Parcel is a package for a person, in the language of Words.
type Parcel struct {
	Store    *store.Store
	Words    *text.Words
	Access   privacy.Access    // what is masked is masked already
	Portable *privacy.Portable // of a package to take elsewhere; nil for access
}

// Base is the name of a package's file without its ending: it names nobody.
func (p Parcel) Base() string {
	what := p.Words.Parcel.AccessName
	if p.Portable != nil {
		what = p.Words.Parcel.PortabilityName
	}
	return what + "-" + p.Access.At.Local().Format(time.DateOnly)
}

// Zip writes the package.
func (p Parcel) Zip(w io.Writer) error {
	z := &archive{Writer: zip.NewWriter(w), at: p.Access.At}
	if p.Portable != nil {
		p.portable(z)
	} else {
		p.access(z)
	}
	if z.err == nil {
		z.err = z.Close()
	}
	if z.err != nil {
		return fmt.Errorf("make a package: %w", z.err)
	}
	return nil
}

func (p Parcel) access(z *archive) {
	name, d := p.Words.Portability.Files["all"], paper.Access(p.Words, p.Access)
	paths := p.paths(p.Access.Attachments)
	z.add(name+".pdf", func(w io.Writer) error { return paper.Write(w, d, paper.PDF) })
	z.add(name+".html", func(w io.Writer) error { return paper.Write(w, d, paper.HTML) })
	z.add(name+".json", func(w io.Writer) error { return paper.AccessJSON(w, p.Words, p.Access, paths) })
	p.files(z, p.Access.Attachments, paths)
}

func (p Parcel) portable(z *archive) {
	names, x := p.Words.Portability.Files, *p.Portable
	language := string(p.Words.Language)
	paths := p.paths(x.Attachments)
	z.add(names["all"]+".json", func(w io.Writer) error { return paper.PortableJSON(w, p.Words, x, paths) })
	z.add(names["card"]+".vcf", func(w io.Writer) error { return exchange.Card(w, x.Person, language, x.OrganisationName) })
	z.add(names["sheet"]+".csv", func(w io.Writer) error {
		return exchange.Sheet(w, x.Person, language, x.OrganisationName, p.Words.Export.Headers, p.Words.Label)
	})
	z.add(names["messages"]+".csv", func(w io.Writer) error { return paper.MessagesCSV(w, p.Words, x.Messages) })
	z.add(names["purchases"]+".csv", func(w io.Writer) error { return paper.PurchasesCSV(w, p.Words, x) })
	p.files(z, x.Attachments, paths)
}

// paths are where the files lie, numbered: two may have the same name.
func (p Parcel) paths(all []store.Attachment) map[store.ID]string {
	paths := map[store.ID]string{}
	for i, f := range all {
		name := widget.FileName(f.Name, p.Words.Parcel.Nameless)
		paths[f.ID] = fmt.Sprintf("%s/%02d-%s", p.Words.Parcel.Folder, i+1, name)
	}
	return paths
}

func (p Parcel) files(z *archive, all []store.Attachment, paths map[store.ID]string) {
	for _, f := range all {
		z.add(paths[f.ID], func(w io.Writer) error { return p.Store.AttachmentContent(f.ID, w) })
	}
}

// archive is a zip that keeps the first error of its writes.
type archive struct {
	*zip.Writer
	at  time.Time
	err error
}

func (z *archive) add(name string, write func(io.Writer) error) {
	if z.err != nil {
		return
	}
	w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: z.at})
	if err == nil {
		err = write(w)
	}
	z.err = err
}
