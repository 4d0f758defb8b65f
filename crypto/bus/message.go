package bus

import (
	"encoding/binary"
	"errors"
	"io"
)

// The kinds of message (D-Bus specification, "Message Format").
const (
	methodCall   = 1
	methodReturn = 2
	errorReply   = 3
	signal       = 4
)

// The fields of a header.
const (
	fieldPath        = 1
	fieldInterface   = 2
	fieldMember      = 3
	fieldErrorName   = 4
	fieldReplySerial = 5
	fieldDestination = 6
	fieldSignature   = 8
)

// maxMessage is the longest message that is read, where the bus allows 128 MiB:
// the answers of a keyring to one of its clients are short.
const maxMessage = 1 << 20

var errMessage = errors.New("not a message of the bus")

// message is one that came in.
type message struct {
	kind                    byte
	reply                   uint32 // the serial of the call that it answers
	path, member, errorName string
	signature               string
	order                   binary.ByteOrder
	body                    []byte
}

func (m *message) decoder() *Decoder { return &Decoder{order: m.order, b: m.body} }

// A Call is a call of a method. Signature names the types in the body.
type Call struct {
	To, Path, Interface, Member string
	Signature                   string
	Body                        Encoder
}

// encode returns the call as it is sent.
func (c *Call) encode(serial uint32) []byte {
	e := Encoder{b: []byte{'l', methodCall, 0, 1}}
	e.Uint32(uint32(len(c.Body.b)))
	e.Uint32(serial)
	e.Array(8, func() {
		for _, f := range []struct {
			code        byte
			kind, value string
		}{{fieldPath, "o", c.Path}, {fieldInterface, "s", c.Interface}, {fieldMember, "s", c.Member}, {fieldDestination, "s", c.To}} {
			e.Struct()
			e.b = append(e.b, f.code)
			e.Variant(f.kind)
			e.Text(f.value)
		}
		if c.Signature != "" {
			e.Struct()
			e.b = append(e.b, fieldSignature)
			e.Variant("g")
			e.Variant(c.Signature)
		}
	})
	e.align(8)
	return append(e.b, c.Body.b...)
}

// readMessage reads the next message.
func readMessage(r io.Reader) (*message, error) {
	head := make([]byte, 16)
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, err
	}
	m := &message{kind: head[1], order: binary.LittleEndian}
	if head[0] == 'B' {
		m.order = binary.BigEndian
	}
	body, fields := m.order.Uint32(head[4:]), m.order.Uint32(head[12:])
	if body > maxMessage || fields > maxMessage {
		return nil, errMessage
	}
	start := (16 + int(fields) + 7) &^ 7
	all := append(head, make([]byte, start-16+int(body))...)
	if _, err := io.ReadFull(r, all[16:]); err != nil {
		return nil, err
	}
	m.body = all[start:]
	return m, m.header(&Decoder{order: m.order, b: all[:start], at: 12})
}

// header reads the fields that calepin needs.
func (m *message) header(d *Decoder) error {
	d.Array(8, func() {
		d.Struct()
		code, text, number := d.byte(), "", uint32(0)
		switch d.Variant() {
		case "s", "o":
			text = d.Text()
		case "g":
			text = d.Variant()
		case "u":
			number = d.Uint32()
		default:
			d.Err = errMessage
		}
		switch code {
		case fieldPath:
			m.path = text
		case fieldMember:
			m.member = text
		case fieldErrorName:
			m.errorName = text
		case fieldReplySerial:
			m.reply = number
		case fieldSignature:
			m.signature = text
		}
	})
	return d.Err
}
