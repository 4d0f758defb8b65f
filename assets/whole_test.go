package assets

import (
	"bytes"
	"compress/gzip"
	"testing"
)

// TestWhole: what .ci/build gzips reads as what is embedded otherwise.
func TestWhole(t *testing.T) {
	for _, file := range []string{WordsFR, WordsEN, ScreensFR, ScreensEN, sansRegular, sansBold} {
		var packed bytes.Buffer
		w, err := gzip.NewWriterLevel(&packed, gzip.BestCompression)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(file)); err != nil {
			t.Fatal(err)
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		if Whole(packed.String()) != file || Whole(file) != file {
			t.Errorf("%.20q… does not come back", file)
		}
	}
}
