package requests

import (
	"os"
	"testing"

	"calepin/crypto"
)

func TestMain(m *testing.M) {
	crypto.SetWorkFactor(4) // a second each time would teach nothing more
	os.Exit(m.Run())
}
