package app

import (
	"fmt"
	"runtime"
	"runtime/debug"
)

// fault is a panic of the program's own. Its text is kept only where the Go
// runtime wrote it: any other could quote a record.
type fault struct {
	text  string
	stack []byte
}

func newFault(p any) *fault {
	f := &fault{text: fmt.Sprintf("%T", p), stack: debug.Stack()}
	if e, ok := p.(runtime.Error); ok {
		f.text = e.Error()
	}
	return f
}
