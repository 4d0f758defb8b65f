package session

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"calepin/crypto"
	"calepin/store/vault"
)

// A list of marks lies in the state folder, the last used first: "key" and the mark
// on each line.
func (at At) seatsFile(id [16]byte) string {
	return filepath.Join(at.State, fmt.Sprintf("keys-%x", id[:4]))
}

func (at At) marks(id [16]byte) (marks []string) {
	if at.State == "" {
		return nil
	}
	data, err := os.ReadFile(at.seatsFile(id))
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(data)) {
		if mark, ok := strings.CutPrefix(strings.TrimSpace(line), "key"); ok && !slices.Contains(marks, mark) {
			marks = append(marks, mark)
		}
	}
	return marks
}

func (at At) setMarks(id [16]byte, marks []string) error {
	if at.State == "" {
		return nil
	}
	if err := os.MkdirAll(at.State, 0o700); err != nil {
		return err
	}
	var b strings.Builder
	for _, mark := range marks {
		b.WriteString("key" + mark + "\n")
	}
	return os.WriteFile(at.seatsFile(id), []byte(b.String()), 0o600)
}

// beside are the marks of the sealed identities beside the vault.
func (at At) beside() (marks []string) {
	stem := strings.TrimSuffix(vault.IdentityName, ".age")
	entries, _ := os.ReadDir(at.Dir)
	for _, e := range entries {
		if rest, ok := strings.CutPrefix(e.Name(), stem); ok {
			if mark, ok := strings.CutSuffix(rest, ".age"); ok {
				marks = append(marks, mark)
			}
		}
	}
	return marks
}

// names are who the marks stand for, as the keyring knows: nowhere else, for a name
// on the disk would be personal data in clear.
func (at At) names(ctx context.Context, id [16]byte) map[string]string {
	names := map[string]string{}
	text, err := crypto.Keyring{NoPrompt: true, Backend: at.Keyring}.Get(ctx, namesAccount(id))
	if err != nil || json.Unmarshal([]byte(text), &names) != nil {
		return map[string]string{}
	}
	return names
}

func (at At) setNames(ctx context.Context, id [16]byte, names map[string]string) error {
	ring := crypto.Keyring{NoPrompt: true, Backend: at.Keyring}
	if len(names) < 2 { // nobody is asked
		if err := ring.Delete(ctx, namesAccount(id)); !Missing(err) {
			return err
		}
		return nil
	}
	text, err := json.Marshal(names)
	if err != nil {
		return err
	}
	return ring.Set(ctx, namesAccount(id), string(text))
}

func namesAccount(id [16]byte) string { return fmt.Sprintf("names:%x", id) }
