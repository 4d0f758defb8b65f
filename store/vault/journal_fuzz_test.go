package vault

import (
	"errors"
	"io"
	"os"
	"testing"

	"calepin/crypto"
	"calepin/store/vault/disk/sim"
)

// FuzzJournal reads a journal whose bytes were changed: it never panics and
// never applies a change that was not written.
func FuzzJournal(f *testing.F) {
	key, auth := crypto.NewKey(), crypto.NewKey()
	d := sim.New()
	h := header{Format: format, Generation: 1}
	j, err := createJournal(d, "/j", h, key, auth)
	if err != nil {
		f.Fatal(err)
	}
	for _, k := range []string{"a", "b", "c"} {
		if err := j.append([]op{{testBucket, []byte(k), []byte("value of " + k)}}); err != nil {
			f.Fatal(err)
		}
	}
	whole := make([]byte, j.size())
	if _, err := j.file.ReadAt(whole, 0); err != nil && !errors.Is(err, io.EOF) {
		f.Fatal(err)
	}
	f.Add(whole, uint64(3))
	f.Add(whole[:len(whole)-5], uint64(2))
	whole = whole[:len(whole):len(whole)]
	f.Add(append(whole, make([]byte, 300)...), uint64(3))
	f.Add(append(append(whole, make([]byte, 300)...), "torn"...), uint64(3))
	f.Fuzz(func(t *testing.T, b []byte, pinned uint64) {
		d := sim.New()
		file, err := d.OpenFile("/j/"+journalName(1), os.O_CREATE|os.O_RDWR, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.WriteAt(b, 0); err != nil {
			t.Fatal(err)
		}
		j, err := openJournal(d, "/j", h, key, pinned, false)
		if err != nil {
			return
		}
		// The header itself is authenticated before a journal is opened.
		got := j.at.end
		if got > int64(headerSize) && (got > int64(len(whole)) || string(b[:got]) != string(whole[:got])) {
			t.Errorf("%d foreign bytes were taken for changes", got)
		}
	})
}
