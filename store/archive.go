package store

import (
	"bytes"
	"cmp"

	"calepin/store/vault"
)

// bucketArchiveData holds the files of archived documents: the archived
// record's id, the attachment's id, part.
const bucketArchiveData = "archive_data"

// archive puts what the order keeps into the archive, before the rest goes:
// the reference of each document and the files attached to it, which for an
// invoice are the invoice itself (C. com. L123-22).
func (e *eraser) archive() error {
	for _, a := range e.order.Archive {
		a.ID = cmp.Or(a.ID, a.Document.ID)
		a.Document.Contact, a.Document.Batch = ID{}, ID{}
		a.Document.Note = e.m.mask(a.Document.Note)
		if err := e.archiveFiles(&a); err != nil {
			return err
		}
		e.report.Erasure.Kept = append(e.report.Erasure.Kept, a.ID)
		if err := e.put(&a); err != nil {
			return err
		}
	}
	return nil
}

// archiveFiles copies the files attached to the document, whose names may name
// the person.
func (e *eraser) archiveFiles(a *Archived) error {
	a.Attachments = nil
	type part struct{ key, value []byte }
	var parts []part
	files, err := e.files()
	if err != nil {
		return err
	}
	for _, file := range files {
		if file.Document != a.Document.ID {
			continue
		}
		n := 0
		for _, chunk := range e.tx.Prefix(bucketData, key(file.Contact, file.ID)) {
			parts = append(parts, part{chunkKey(key(a.ID, file.ID), n), bytes.Clone(chunk)})
			n++
		}
		file.Contact, file.Interaction, file.Batch = ID{}, ID{}, ID{}
		file.Name = e.m.mask(file.Name)
		a.Attachments = append(a.Attachments, file)
	}
	for _, p := range parts {
		if err := e.tx.Put(bucketArchiveData, p.key, p.value); err != nil {
			return err
		}
	}
	return nil
}

// files returns the person's attachments, those that undo keeps too: what was
// deleted with the person may have to be kept for the law.
func (e *eraser) files() (files []Attachment, err error) {
	seen := map[ID]bool{}
	add := func(v []byte) error {
		file, err := decodeAs[Attachment](v)
		if err == nil && e.own(file.Contact) && !seen[file.ID] {
			seen[file.ID] = true
			files = append(files, file)
		}
		return err
	}
	for _, id := range e.report.Identity.Contacts {
		for _, v := range e.tx.Prefix(string(KindAttachment), id[:]) {
			if err := add(v); err != nil {
				return nil, err
			}
		}
	}
	for _, v := range e.tx.Prefix(bucketUndo, nil) {
		entry, err := decodeAs[undoEntry](v)
		if err != nil {
			return nil, err
		}
		for _, it := range entry.Items {
			if it.Kind == KindAttachment && it.Before != nil {
				if err := add(it.Before); err != nil {
					return nil, err
				}
			}
		}
	}
	return files, nil
}

// ArchivedFile returns the content of a file kept with an archived document.
func (s *Store) ArchivedFile(archived, file ID) (content []byte, err error) {
	err = s.v.View(func(tx *vault.Tx) error {
		for _, chunk := range tx.Prefix(bucketArchiveData, key(archived, file)) {
			content = append(content, chunk...)
		}
		return nil
	})
	return content, err
}
