package bus

import (
	"bytes"
	"encoding/binary"
	"encoding/hex"
	"io"
	"strings"
	"testing"
)

// A call as the specification lays it out, and read back as what it is.
func TestCallOnTheWire(t *testing.T) {
	c := Call{To: "a.b", Path: "/p", Interface: "i.f", Member: "M", Signature: "sb"}
	c.Body.Text("é")
	c.Body.Bool(true)
	want := strings.Join([]string{
		"6c010001" + "0c000000" + "07000000" + "48000000", // little-endian, a call, 12 bytes of body, serial 7, 72 of fields
		"01016f00" + "02000000" + "2f7000" + "0000000000", // path
		"02017300" + "03000000" + "692e6600" + "00000000", // interface
		"03017300" + "01000000" + "4d00" + "000000000000", // member
		"06017300" + "03000000" + "612e6200" + "00000000", // destination
		"08016700" + "02736200",                           // signature
		"02000000" + "c3a900" + "00" + "01000000",
	}, "")
	got := c.encode(7)
	if hex.EncodeToString(got) != want {
		t.Errorf("%x\nwant\n%s", got, want)
	}
	m, err := readMessage(bytes.NewReader(got))
	if err != nil || m.path != "/p" || m.member != "M" || m.signature != "sb" {
		t.Fatal(m, err)
	}
	d := m.decoder()
	if s, ok := d.Text(), d.Bool(); s != "é" || !ok || d.Err != nil {
		t.Error(s, ok, d.Err)
	}
	if d.Text(); d.Err == nil {
		t.Error("read on past the end")
	}
	for n := range got {
		if _, err := readMessage(bytes.NewReader(got[:n])); err == nil {
			t.Errorf("a message cut after %d bytes", n)
		}
	}
}

// What claims to be longer than any answer is refused before it has its room.
func TestMessageTooLong(t *testing.T) {
	for _, at := range []int{4, 12} {
		head := make([]byte, 16)
		head[0] = 'l'
		binary.LittleEndian.PutUint32(head[at:], maxMessage+1)
		if _, err := readMessage(io.MultiReader(bytes.NewReader(head), neverEnding{})); err != errMessage {
			t.Error(err)
		}
	}
}

type neverEnding struct{}

func (neverEnding) Read(b []byte) (int, error) { return len(b), nil }

func TestAddress(t *testing.T) {
	for address, want := range map[string]string{
		"unix:path=/run/user/1000/bus,guid=00": "/run/user/1000/bus",
		"unix:guid=00,path=/a%20b":             "/a b",
		"unix:abstract=/tmp/dbus-x":            "@/tmp/dbus-x",
		"tcp:host=h,port=1;unix:path=/second":  "/second",
		"tcp:host=h,port=1":                    "",
		"unixexec:path=/bin/sh":                "",
		"nonsense:":                            "",
		"hello":                                "",
		"unix:path=%zz":                        "",
		"unix:path=":                           "",
	} {
		if got, err := socketOf(address); got != want || (err == nil) != (want != "") {
			t.Errorf("%s: %q, %v", address, got, err)
		}
	}
}

// Whatever comes over the bus ends in values or an error.
func FuzzMessage(f *testing.F) {
	c := Call{To: "a.b", Path: "/p", Interface: "i.f", Member: "M", Signature: "aosv"}
	c.Body.Array(4, func() { c.Body.Text("/x") })
	c.Body.Text("s")
	f.Add(c.encode(1))
	f.Fuzz(func(t *testing.T, b []byte) {
		m, err := readMessage(bytes.NewReader(b))
		if err != nil {
			return
		}
		d := m.decoder()
		d.Strings()
		d.Text()
		d.Variant()
		d.Bytes()
		if d.at > len(d.b) {
			t.Error("read past the end")
		}
	})
}
