//go:build !race

package app

import "time"

// silence is how long a driver waits for a command before it takes it for a
// clock, or for a job.
const silence = 20 * time.Millisecond
