//go:build race

package app

import "time"

// silence is longer under the detector, which slows everything down.
const silence = 40 * time.Millisecond
