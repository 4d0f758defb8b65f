package store

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"mime"
	"path"
	"slices"

	"calepin/store/vault"
)

// MaxAttachment is the longest attachment taken, in bytes.
const MaxAttachment = 64 << 20

// chunkSize is how much of an attachment one value holds.
const chunkSize = 1 << 20

// AddAttachment stores a file tied to a contact, and fills in its size, its
// hash and, where empty, its media type. Over MaxAttachment bytes it returns a
// *TooLargeError and stores nothing.
func (s *Store) AddAttachment(a *Attachment, r io.Reader) error {
	chunks, err := readChunks(r)
	if err != nil {
		return err
	}
	return s.update(Added, func(c *change) error { return c.addAttachment(a, chunks) })
}

func (c *change) addAttachment(a *Attachment, chunks [][]byte) error {
	if err := c.tieAttachment(a); err != nil {
		return err
	}
	if a.ID == (ID{}) {
		a.ID = newID(c.now)
	} else if err := c.unused(a); err != nil {
		return err
	}
	updated := a.CreatedAt
	c.stamp(&a.CreatedAt, &updated, a.Batch)
	if err := a.describe(chunks); err != nil {
		return err
	}
	if err := c.put(a); err != nil {
		return err
	}
	for n, chunk := range chunks {
		if err := c.tx.Put(bucketData, chunkKey(key(a.Contact, a.ID), n), chunk); err != nil {
			return err
		}
	}
	return nil
}

// tieAttachment checks what the attachment is tied to.
func (c *change) tieAttachment(a *Attachment) error {
	if _, err := c.contact(a.Contact); err != nil {
		return err
	}
	if a.Interaction != (ID{}) && c.tx.Get(string(KindInteraction), key(a.Contact, a.Interaction)) == nil {
		return &FieldError{"interaction", NoSuch}
	}
	if a.Document != (ID{}) && c.tx.Get(string(KindDocument), key(a.Contact, a.Document)) == nil {
		return &FieldError{"document", NoSuch}
	}
	return nil
}

// describe cleans the name and says what the content is.
func (a *Attachment) describe(chunks [][]byte) error {
	var cl cleaner
	a.Name = baseName(a.Name)
	cl.line("name", &a.Name, maxName)
	if a.Name == "" {
		cl.fail("name", Required)
	}
	cl.line("media_type", &a.MediaType, maxName)
	a.MediaType = cmp.Or(a.MediaType, mime.TypeByExtension(path.Ext(a.Name)), "application/octet-stream")
	sum, size := sha256.New(), 0
	for _, chunk := range chunks {
		sum.Write(chunk)
		size += len(chunk)
	}
	a.Size, a.SHA256 = int64(size), hex.EncodeToString(sum.Sum(nil))
	return cl.err
}

// readChunks reads r to its end, and no further than an attachment may be long.
func readChunks(r io.Reader) (chunks [][]byte, err error) {
	for size := 0; ; {
		chunk := make([]byte, chunkSize)
		n, err := io.ReadFull(r, chunk)
		if size += n; size > MaxAttachment {
			return nil, &TooLargeError{Limit: MaxAttachment}
		}
		if n > 0 {
			chunks = append(chunks, bytes.Clone(chunk[:n]))
		}
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return chunks, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read the file to attach: %w", err)
		}
	}
}

func chunkKey(attachment []byte, n int) []byte {
	return binary.BigEndian.AppendUint32(bytes.Clone(attachment), uint32(n))
}

// Attachment returns what is known of an attachment, by id.
func (s *Store) Attachment(id ID) (a Attachment, err error) {
	err = s.v.View(func(tx *vault.Tx) error { a, err = findTied[Attachment](tx, KindAttachment, id); return err })
	return a, err
}

// FindAttachment returns the attachment of an id or of a unique id prefix.
func (s *Store) FindAttachment(ref string) (a Attachment, err error) {
	err = s.v.View(func(tx *vault.Tx) error { a, err = findRef[Attachment](tx, KindAttachment, ref); return err })
	return a, err
}

// Attachments returns the attachments of a contact, or of all contacts where it
// is zero, oldest first.
func (s *Store) Attachments(contact ID) (all []Attachment, err error) {
	err = s.v.View(func(tx *vault.Tx) error { all, err = listTied[Attachment](tx, KindAttachment, contact); return err })
	SortRecords(all, func(a, b Attachment) int { return a.CreatedAt.Compare(b.CreatedAt) })
	return all, err
}

// AttachmentContent writes the content of an attachment to w, all of it
// checked against its hash before a byte is written.
func (s *Store) AttachmentContent(id ID, w io.Writer) error {
	return s.v.View(func(tx *vault.Tx) error {
		a, err := findTied[Attachment](tx, KindAttachment, id)
		if err != nil {
			return err
		}
		return writeContent(tx, a, w)
	})
}

func writeContent(tx *vault.Tx, a Attachment, w io.Writer) error {
	prefix := key(a.Contact, a.ID)
	sum := sha256.New()
	for _, chunk := range tx.Prefix(bucketData, prefix) {
		sum.Write(chunk)
	}
	if hex.EncodeToString(sum.Sum(nil)) != a.SHA256 {
		return &ContentError{ID: a.ID}
	}
	for _, chunk := range tx.Prefix(bucketData, prefix) {
		if _, err := w.Write(chunk); err != nil {
			return fmt.Errorf("write an attachment: %w", err)
		}
	}
	return nil
}

// DeleteAttachment removes an attachment. Its content stays for as long as the
// change can be undone. The evidence of a consent is refused: ErrEvidence.
func (s *Store) DeleteAttachment(id ID) error {
	return s.update(Deleted, func(c *change) error {
		a, err := findTied[Attachment](c.tx, KindAttachment, id)
		if err != nil {
			return err
		}
		past, err := listTied[Consent](c.tx, KindConsent, a.Contact)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(past, func(e Consent) bool { return e.Evidence == id }) {
			return ErrEvidence
		}
		if err := c.remove(&a); err != nil {
			return err
		}
		return c.orphanContent(&a)
	})
}

// orphanContent leaves the content of a removed attachment to the undo entry of
// the change, or removes it where there is none.
func (c *change) orphanContent(a *Attachment) error {
	k := key(a.Contact, a.ID)
	if c.undo == nil {
		return c.dropContent(k)
	}
	c.undo.Content = append(c.undo.Content, k)
	return nil
}

// dropContent removes the chunks under a prefix of attachment_data.
func (c *change) dropContent(prefix []byte) error {
	var chunks [][]byte
	for k := range c.tx.Prefix(bucketData, prefix) {
		chunks = append(chunks, bytes.Clone(k))
	}
	for _, k := range chunks {
		if err := c.tx.Delete(bucketData, k); err != nil {
			return err
		}
	}
	return nil
}

// moveContent files the content of an attachment under another contact.
func (c *change) moveContent(attachment, from, to ID) error {
	type chunk struct{ key, value []byte }
	var chunks []chunk
	for k, v := range c.tx.Prefix(bucketData, key(from, attachment)) {
		chunks = append(chunks, chunk{slices.Concat(to[:], k[16:]), bytes.Clone(v)})
	}
	if err := c.dropContent(key(from, attachment)); err != nil {
		return err
	}
	for _, ch := range chunks {
		if err := c.tx.Put(bucketData, ch.key, ch.value); err != nil {
			return err
		}
	}
	return nil
}

// cutAttachments unties a contact's attachments from a record that goes.
func (c *change) cutAttachments(contact, from ID) error {
	all, err := listTied[Attachment](c.tx, KindAttachment, contact)
	if err != nil {
		return err
	}
	for _, a := range all {
		if a.Interaction != from && a.Document != from {
			continue
		}
		if a.Interaction == from {
			a.Interaction = ID{}
		}
		if a.Document == from {
			a.Document = ID{}
		}
		if err := c.put(&a); err != nil {
			return err
		}
	}
	return nil
}
