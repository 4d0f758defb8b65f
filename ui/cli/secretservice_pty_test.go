//go:build secretservice && linux

package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Two operators at one computer, both keys in its one keyring, on the screens of
// the real program: who made the vault lets a seller in and locks; she opens, works
// as far as her role goes, and is told where it ends; her half-filled form waits
// for her alone; the trail names both; once she is shut out her key opens nothing.
func TestSecretServiceOperators(t *testing.T) {
	const inside = "CALEPIN_TEST_INSIDE"
	if os.Getenv(inside) == "" {
		script, err := filepath.Abs("../../.ci/secret-service")
		if err != nil {
			t.Fatal(err)
		}
		cmd := exec.Command(script, os.Args[0], "-test.run=^TestSecretServiceOperators$", "-test.v", "-test.timeout=120s")
		cmd.Env = append(os.Environ(), inside+"=unlocked")
		if out, err := cmd.CombinedOutput(); err != nil || !strings.Contains(string(out), "--- PASS: TestSecretServiceOperators/fr") {
			t.Errorf("%v\n%s", err, out)
		}
		return
	}
	const words = "des mots que personne ne devinerait"
	for _, w := range []struct {
		lang, today, who, enter, seats, added, asked, made, pass, saved, disabled, given, trail, erase, sure, out, locked, recovery string
		yes                                                                                                                         string
	}{
		{"en", "Today", "Who may enter", "Their passphrase", "Who opens the vault?", "may enter as seller", "Claire Exemple, seller", "Who made the vault",
			"Your passphrase opens the vault", "Saved", "let in: as seller, you may not", "New contact", "Audit trail", "erase: as seller, you may not erase", "Shut Claire Exemple out?", "is shut out", "The vault is locked.", "The recovery key", "y"},
		{"fr", "Aujourd’hui", "Qui peut entrer", "Sa phrase de passe", "Qui ouvre le coffre ?", "peut entrer comme commercial", "Claire Exemple, commercial", "Qui a créé le coffre",
			"Votre phrase de passe ouvre le coffre", "Enregistré", "faire entrer : avec le rôle « commercial »", "Nouveau contact", "Journal d’audit", "effacer : avec le rôle « commercial », vous ne", "Retirer Claire Exemple", "ne peut plus entrer", "Le coffre est verrouillé.", "La clé de secours", "o"},
	} {
		t.Run(w.lang, func(t *testing.T) {
			home := t.TempDir()
			bus := "DBUS_SESSION_BUS_ADDRESS=" + os.Getenv("DBUS_SESSION_BUS_ADDRESS")
			do := func(code int, args ...string) string {
				t.Helper()
				cmd := command(home, args...)
				cmd.Env = append(cmd.Env, bus)
				out, _ := cmd.CombinedOutput()
				if got := cmd.ProcessState.ExitCode(); got != code {
					t.Errorf("%v: exit %d, want %d:\n%s", args, got, code, out)
				}
				return string(out)
			}
			do(0, "init", "--key", "keyring", "--recovery-file", filepath.Join(home, "recovery.txt"))
			do(0, "contact", "add", "--given", "Bea", "--family", "Fictive", "--source", "salon")

			s := takeSeat(t, home, []string{bus, "CALEPIN_LANG=" + w.lang})
			s.await(w.today)
			s.press("R")
			s.press("o")
			s.await(w.who)
			s.press("a")
			s.await(w.enter)
			s.fill("Claire Exemple")
			s.focus(w.enter)
			s.fill(words, words)
			s.press("ctrl+s")
			s.await("calepin --as claire", "--as -", w.added)
			s.calm()
			s.press("enter")
			s.gone("--as -")
			theirs := keysIn(t)

			s.press("ctrl+l")
			s.await(w.seats, "› ● "+w.made)
			s.press("down")
			s.await("› ● Claire Exemple")
			s.press("enter")
			s.await(w.pass, "Claire Exemple")
			s.write(words)
			s.press("enter")
			s.await(w.asked)

			s.press("C")
			s.await("Bea Fictive")
			s.press("a")
			s.await(w.given)
			s.fill("Zoé", "Vendue")
			s.press("ctrl+s")
			s.await(w.saved)
			s.press("C", "R", "o")
			s.await(w.who)
			s.press("a")
			s.await(w.disabled)
			s.press("C")
			s.await("Bea Fictive")
			s.press("enter", "X")
			s.await(w.erase)
			s.press("C")
			s.press("a")
			s.await(w.given)
			s.fill("Lou", "À-Moitié")
			s.await("À-Moitié")
			s.press("ctrl+l")
			s.await(w.seats, "› ● Claire Exemple")

			s.press("down", "enter")
			s.await("Zoé Vendue")
			if strings.Contains(s.screen(), "Moitié") {
				t.Errorf("her form is shown to another:\n%s", s.screen())
			}
			s.press("ctrl+l")
			s.await(w.seats)
			s.press("down", "enter")
			s.await(w.pass)
			s.write(words)
			s.press("enter")
			s.await(w.given, "Lou", "À-Moitié") // as she left it
			s.press("ctrl+s")
			s.await(w.saved)
			s.press("ctrl+l")
			s.await(w.seats)
			s.press("down", "enter")
			s.await("Zoé Vendue")

			s.press("R", "y")
			s.await(w.trail, "Claire Exemple", strings.ToLower(w.made[:1])+w.made[1:])
			s.press("R", "o")
			s.await(w.who)
			s.press("down", "d")
			s.await(w.sure)
			s.calm()
			s.press(w.yes)
			s.await(w.out)
			s.calm()
			s.press("enter")
			s.gone(w.out)
			s.press("ctrl+l")
			s.await(w.locked)
			s.press("ctrl+o")
			s.await(w.seats)
			s.press("down", "enter")
			s.write("claire")
			s.press("enter")
			s.await(w.recovery)
			s.press("ctrl+c")
			s.exits(0)

			// Her key, kept from before, opens no more; there is none of hers here.
			if kept := keysIn(t); strings.Count(kept, "BEGIN AGE ENCRYPTED") != 0 || strings.Count(theirs, "BEGIN AGE ENCRYPTED") != 1 {
				t.Errorf("%d sealed keys in the keyring, %d before", strings.Count(kept, "BEGIN AGE ENCRYPTED"), strings.Count(theirs, "BEGIN AGE ENCRYPTED"))
			}
			old := filepath.Join(home, "old.age")
			if err := os.WriteFile(old, []byte(sealedIn(theirs)), 0o600); err != nil {
				t.Fatal(err)
			}
			at := sitAt(t, withBus(command(home, "--lang", w.lang, "--identity", old, "contact", "list"), bus))
			at.send(words + "\r")
			at.exits(3)
			if out := do(0, "operator", "list", "--all"); !strings.Contains(out, "Claire Exemple") {
				t.Error(out)
			}
			do(0, "audit", "verify")
		})
	}
}

func withBus(cmd *exec.Cmd, bus string) *exec.Cmd {
	cmd.Env = append(cmd.Env, bus)
	return cmd
}

// keysIn are the secrets of calepin's that the keyring holds.
func keysIn(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("secret-tool", "search", "--all", "--unlock", "service", "calepin").CombinedOutput()
	if err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	return string(out)
}

// sealedIn is the one sealed key among them.
func sealedIn(secrets string) string {
	_, rest, _ := strings.Cut(secrets, "secret = -----BEGIN AGE")
	body, _, _ := strings.Cut(rest, "-----END AGE ENCRYPTED FILE-----")
	return "-----BEGIN AGE" + body + "-----END AGE ENCRYPTED FILE-----\n"
}
