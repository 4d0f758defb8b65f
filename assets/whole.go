package assets

import (
	"compress/gzip"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
)

// Whole returns a file as it lies in the repository: .ci/build gzips those of
// words and fonts, which a released program unpacks when it asks for them.
func Whole(file string) string {
	if !strings.HasPrefix(file, "\x1f\x8b") { // RFC 1952, 2.3.1
		return file
	}
	var whole strings.Builder
	r, err := gzip.NewReader(strings.NewReader(file))
	if err == nil {
		whole.Grow(int(binary.LittleEndian.Uint32([]byte(file[len(file)-4:])))) // its size comes last
		_, err = io.Copy(&whole, r)
	}
	if err != nil {
		panic(fmt.Errorf("a file of the program is not as it was built: %w", err))
	}
	return whole.String()
}
