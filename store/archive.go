package store

import (
	"bytes"

	"calepin/store/vault"
)

// bucketArchiveData holds the files of archived documents: the archived
// record's id, the attachment's id, part.
const bucketArchiveData = "archive_data"

// archive puts what the order keeps into the archive, before the rest goes:
// the reference of each document and the files attached to it, which for an
// invoice are the invoice itself (C. com. L123-22); proofs with their evidence
// (C. civ. 2224).
func (e *eraser) archive() error {
	var deleted map[ID][]Attachment
	for _, p := range e.people {
		if len(p.order.Archive) == 0 {
			continue
		}
		if deleted == nil {
			var err error
			if deleted, err = e.deletedFiles(); err != nil {
				return err
			}
		}
		files, err := e.files(p, deleted)
		if err != nil {
			return err
		}
		for _, a := range p.order.Archive {
			a.loosen(p)
			if err := e.archiveFiles(&a, files, p.m); err != nil {
				return err
			}
			p.report.Erasure.Kept = append(p.report.Erasure.Kept, a.ID)
			p.proof.kept(&a)
			if err := e.put(&a); err != nil {
				return err
			}
		}
	}
	return nil
}

// archiveFiles copies the files attached to the document, whose names may name
// the person.
func (c *change) archiveFiles(a *Archived, files []Attachment, m *masker) error {
	a.Attachments = nil
	type part struct{ key, value []byte }
	var parts []part
	for _, file := range files {
		if !a.Keeps(file) {
			continue
		}
		n := 0
		for _, chunk := range c.tx.Prefix(bucketData, key(file.Contact, file.ID)) {
			parts = append(parts, part{chunkKey(key(a.ID, file.ID), n), bytes.Clone(chunk)})
			n++
		}
		file.Contact, file.Interaction, file.Batch = ID{}, ID{}, ID{}
		file.Name = m.mask(file.Name)
		a.Attachments = append(a.Attachments, file)
	}
	for _, p := range parts {
		if err := c.tx.Put(bucketArchiveData, p.key, p.value); err != nil {
			return err
		}
	}
	return nil
}

// files returns a person's attachments, those that undo keeps too: what was
// deleted with the person may have to be kept for the law.
func (e *eraser) files(p *leaver, deleted map[ID][]Attachment) (files []Attachment, err error) {
	seen := map[ID]bool{}
	for _, id := range p.report.Identity.Contacts {
		own, err := listTied[Attachment](e.tx, KindAttachment, id)
		if err != nil {
			return nil, err
		}
		for _, file := range append(own, deleted[id]...) {
			if !seen[file.ID] {
				seen[file.ID] = true
				files = append(files, file)
			}
		}
	}
	return files, nil
}

// deletedFiles are the attachments that undo keeps, by contact.
func (e *eraser) deletedFiles() (map[ID][]Attachment, error) {
	files := map[ID][]Attachment{}
	for _, v := range e.tx.Prefix(bucketUndo, nil) {
		entry, err := decodeAs[undoEntry](v)
		if err != nil {
			return nil, err
		}
		for _, it := range entry.Items {
			if it.Kind != KindAttachment || it.Before == nil {
				continue
			}
			file, err := decodeAs[Attachment](it.Before)
			if err != nil {
				return nil, err
			}
			files[file.Contact] = append(files[file.Contact], file)
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
