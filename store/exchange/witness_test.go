package exchange

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"calepin/store"
)

// vobject reads cards with a library that shares nothing with calepin:
// python3-vobject, where it is installed.
const vobject = `
import json, sys, vobject
cards = []
for v in vobject.readComponents(sys.stdin.buffer.read().decode("utf-8")):
    c = v.contents
    one = lambda k: c[k][0].value if k in c else ""
    n = c["n"][0].value if "n" in c else None
    part = lambda x: x if isinstance(x, str) else " ".join(x)
    adr = lambda a: [part(x) for x in (a.box, a.extended, a.street, a.city, a.region, a.code)]
    cards.append({"uid": one("uid"), "fn": one("fn"), "note": one("note"), "nickname": one("nickname"),
        "n": [part(x) for x in (n.family, n.given, n.additional, n.prefix, n.suffix)] if n else [],
        "emails": [x.value for x in c.get("email", [])], "phones": [x.value for x in c.get("tel", [])],
        "addresses": [adr(x.value) for x in c.get("adr", [])],
        "org": [part(x) for x in c["org"][0].value] if "org" in c else []})
json.dump(cards, sys.stdout)
`

type witnessed struct {
	UID, FN, Note, Nickname string
	N, Emails, Phones, Org  []string
	Addresses               [][]string
}

// TestVCardWitness has the cards read elsewhere, and finds everything again.
func TestVCardWitness(t *testing.T) {
	python, err := exec.LookPath("/usr/bin/python3")
	if err == nil {
		err = exec.Command(python, "-c", "import vobject").Run()
	}
	if err != nil {
		if os.Getenv("CALEPIN_REQUIRE_TOOLS") != "" {
			t.Fatal("python3-vobject is not there:", err)
		}
		t.Skip("python3-vobject is not there")
	}
	s := randomStore(t, 7, 80)
	for _, f := range []Format{VCard, VCard3} {
		var cards, faults bytes.Buffer
		export(t, s, ExportOptions{Format: f}, &cards)
		cmd := exec.Command(python, "-c", vobject)
		cmd.Stdin, cmd.Stderr = &cards, &faults
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err, faults.String())
		}
		var got []witnessed
		if err := json.Unmarshal(out, &got); err != nil {
			t.Fatal(err)
		}
		all := people(t, s)
		if len(got) != len(all) {
			t.Fatalf("%s: %d cards of %d", f, len(got), len(all))
		}
		for i, p := range all {
			compareWitness(t, f, got[i], p)
		}
	}
}

func compareWitness(t *testing.T, f Format, got witnessed, p store.Person) {
	t.Helper()
	want := witnessed{UID: "urn:uuid:" + p.ID.String(), Note: p.Note, Nickname: p.Nickname}
	for _, e := range p.Emails {
		want.Emails = append(want.Emails, e.Address)
	}
	for _, n := range p.Phones {
		want.Phones = append(want.Phones, n.Number)
	}
	if got.UID != want.UID || got.Note != want.Note || got.Nickname != want.Nickname ||
		!slices.Equal(got.Emails, want.Emails) || !slices.Equal(got.Phones, want.Phones) {
		t.Errorf("%s: got %+v\nwant %+v", f, got, want)
	}
	if len(got.N) > 0 && !slices.Equal(got.N, []string{p.Family, p.Given, p.Middle, p.Prefix, p.Suffix}) {
		t.Errorf("%s: N %q", f, got.N)
	}
	for i, a := range p.Addresses {
		if !slices.Equal(got.Addresses[i], []string{a.POBox, a.Extended, a.Street, a.City, a.Region, a.PostalCode}) {
			t.Errorf("%s: ADR %q of %+v", f, got.Addresses[i], a)
		}
	}
	if len(p.Organisations) > 0 && p.Organisations[0].Department != "" && !slices.Contains(got.Org, p.Organisations[0].Department) {
		t.Errorf("%s: ORG %q", f, strings.Join(got.Org, "|"))
	}
}
