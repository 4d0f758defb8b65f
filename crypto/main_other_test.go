//go:build !linux

package crypto

import (
	"os"
	"testing"
)

func TestMain(m *testing.M) {
	actAsPlugin()
	workFactor = 4 // a second each time would teach nothing more
	os.Exit(m.Run())
}
