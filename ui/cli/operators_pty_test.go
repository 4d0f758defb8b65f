//go:build !windows

package cli

import (
	"encoding/json"
	"strings"
	"testing"
)

// The review on the screen finds what the command finds, and both what doctor
// does: the same checks, as grave (GDPR art. 32(1)(d)).
func TestReviewFindsWhatDoctorFinds(t *testing.T) {
	t.Parallel()
	for way, start := range map[string]func(t *testing.T, home, key string){
		"command": func(t *testing.T, home, key string) { run(t, home, 0, "--identity", key, "review", "start") },
		"screen": func(t *testing.T, home, key string) {
			s := takeSeat(t, home, nil, "--identity", key)
			s.await("Today")
			s.press("R")
			s.await("Purposes")
			s.press("s")
			s.await("No security review")
			s.press("a")
			s.await("Questions")
			s.press("T", "q")
			s.exits(0)
		},
	} {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			home, key := newVault(t)
			run(t, home, 0, "--identity", key, "operator", "add", "Claire", "--role", "seller", "--identity-file", home+"/claire.txt")
			run(t, home, 0, "--identity", key, "backup", "create") // else leaving the screen makes one in between
			start(t, home, key)
			var review struct {
				Checks []struct{ Check, Level string }
			}
			var doctor []struct{ Check, Level string }
			for _, got := range []struct {
				out  string
				into any
			}{
				{run(t, home, 0, "--identity", key, "--json", "review", "show"), &review},
				{run(t, home, 0, "--identity", key, "--json", "doctor"), &doctor},
			} {
				if err := json.Unmarshal([]byte(got.out[strings.IndexAny(got.out, "[{"):]), got.into); err != nil {
					t.Fatal(err, got.out)
				}
			}
			found := map[string]string{}
			for _, c := range review.Checks {
				found[c.Check] = c.Level
			}
			for _, c := range doctor {
				if level, there := found[c.Check]; level != c.Level {
					t.Errorf("%s: %q (%v) in the review, %q by doctor", c.Check, level, there, c.Level)
				}
			}
			for _, name := range []string{"key", "second_factor", "operators", "audit", "backup", "recovery", "indexes"} {
				if found[name] == "" {
					t.Errorf("no check of %s", name)
				}
			}
			if len(found) != len(doctor) || len(review.Checks) != len(doctor) {
				t.Errorf("%d checks in the review, %d by doctor", len(review.Checks), len(doctor))
			}
		})
	}
}
