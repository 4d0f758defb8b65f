package bus

import (
	"encoding/binary"
	"errors"
)

// Encoder writes the values of a message's body, in the order of its signature.
type Encoder struct{ b []byte }

func (e *Encoder) align(n int) {
	for len(e.b)%n != 0 {
		e.b = append(e.b, 0)
	}
}

// Uint32 writes a value of type u.
func (e *Encoder) Uint32(v uint32) {
	e.align(4)
	e.b = binary.LittleEndian.AppendUint32(e.b, v)
}

// Bool writes a value of type b.
func (e *Encoder) Bool(v bool) {
	if v {
		e.Uint32(1)
	} else {
		e.Uint32(0)
	}
}

// Text writes a value of type s or o.
func (e *Encoder) Text(s string) {
	e.Uint32(uint32(len(s)))
	e.b = append(append(e.b, s...), 0)
}

// Bytes writes a value of type ay.
func (e *Encoder) Bytes(b []byte) {
	e.Uint32(uint32(len(b)))
	e.b = append(e.b, b...)
}

// Variant begins a value of type v: the value itself, of the type that the
// signature names, comes next.
func (e *Encoder) Variant(signature string) {
	e.b = append(append(append(e.b, byte(len(signature))), signature...), 0)
}

// Struct begins a struct or an entry of a dictionary.
func (e *Encoder) Struct() { e.align(8) }

// Array writes an array, whose elements stand at multiples of align.
func (e *Encoder) Array(align int, elements func()) {
	e.Uint32(0)
	length := len(e.b) - 4
	e.align(align)
	from := len(e.b)
	elements()
	binary.LittleEndian.PutUint32(e.b[length:], uint32(len(e.b)-from))
}

// A Decoder reads the values of a message's body, in the order of its
// signature. After an error, which Err keeps, it reads nothing but zeros.
type Decoder struct {
	order binary.ByteOrder
	b     []byte
	at    int
	Err   error
}

var errShort = errors.New("a message on the bus ends early")

func (d *Decoder) take(n int) []byte {
	if d.Err != nil || n < 0 || n > len(d.b)-d.at {
		d.Err = errShort
		return nil
	}
	d.at += n
	return d.b[d.at-n : d.at]
}

func (d *Decoder) align(n int) { d.take((n - d.at%n) % n) }

func (d *Decoder) byte() byte {
	if b := d.take(1); b != nil {
		return b[0]
	}
	return 0
}

// Uint32 reads a value of type u.
func (d *Decoder) Uint32() uint32 {
	d.align(4)
	if b := d.take(4); b != nil {
		return d.order.Uint32(b)
	}
	return 0
}

// Bool reads a value of type b.
func (d *Decoder) Bool() bool { return d.Uint32() == 1 }

// Bytes reads a value of type ay, which is of the message's memory.
func (d *Decoder) Bytes() []byte { return d.take(int(d.Uint32())) }

// Text reads a value of type s or o.
func (d *Decoder) Text() string {
	s := d.Bytes()
	d.byte()
	return string(s)
}

// Variant reads the signature of a value of type v, which comes next.
func (d *Decoder) Variant() string {
	s := d.take(int(d.byte()))
	d.byte()
	return string(s)
}

// Struct begins a struct or an entry of a dictionary.
func (d *Decoder) Struct() { d.align(8) }

// Array calls element while there are elements left, which stand at multiples
// of align.
func (d *Decoder) Array(align int, element func()) {
	n := int(d.Uint32())
	d.align(align)
	if d.Err != nil || n > len(d.b)-d.at {
		d.Err = errShort
		return
	}
	for end := d.at + n; d.Err == nil && d.at < end; {
		element()
	}
}

// Strings reads a value of type as or ao.
func (d *Decoder) Strings() (all []string) {
	d.Array(4, func() { all = append(all, d.Text()) })
	return all
}
