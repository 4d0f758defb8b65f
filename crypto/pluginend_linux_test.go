package crypto

import (
	"bytes"
	"context"
	"errors"
	"os/exec"
	"slices"
	"testing"
	"time"

	"filippo.io/age"
)

// TestPluginGivenUpOnEnds: a plugin that hangs is no process any more once it was
// given up on or cancelled, also one that does not heed being asked; another of the
// same name, which this process started for something else, goes on.
func TestPluginGivenUpOnEnds(t *testing.T) {
	was := PluginPatience
	t.Cleanup(func() { PluginPatience = was })
	sealed := sealFor(t, pluginNamed(t, "fake"))
	for _, name := range []string{"mute", "deaf"} {
		for _, want := range []PluginKind{PluginSilent, PluginCancelled} {
			id := pluginNamed(t, name)
			other := exec.Command("age-plugin-"+name, "--age-plugin=identity-v1")
			if _, err := other.StdinPipe(); err != nil { // held open
				t.Fatal(err)
			}
			if err := other.Start(); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(t.Context())
			PluginPatience = 300 * time.Millisecond
			if want == PluginCancelled {
				PluginPatience = was
				time.AfterFunc(300*time.Millisecond, cancel)
			}
			id.Attend(Prompts{Context: ctx})
			_, err := age.Decrypt(bytes.NewReader(sealed), id.Age())
			var failed *PluginError
			if !errors.As(err, &failed) || failed.Kind != want {
				t.Errorf("%s: %v, want %s", name, err, want)
			}
			left := pluginProcesses(name)
			if !slices.Equal(left, []int{other.Process.Pid}) {
				t.Errorf("%s, %s: %v run, want %d alone", name, want, left, other.Process.Pid)
			}
			cancel()
			_ = other.Process.Kill()
			_ = other.Wait()
		}
	}
}
