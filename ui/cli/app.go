// Package cli is the program as commands: what is typed, what is asked on the
// terminal, what is printed, and the code it exits with. Data go to stdout,
// words to stderr.
package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"calepin/store"
	"calepin/ui/text"
)

// app is one run of the program.
type app struct {
	T      *text.Words
	in     *os.File
	out    *bufio.Writer // data; flushed at the end and before every prompt
	err    io.Writer     // words
	env    func(string) string
	now    func() time.Time
	flags  globals
	exits  exits
	warned []string                        // what was said already
	landed string                          // how to undo the import that is in; written while exits are held
	tty    *term.State                     // as it was before the first question
	helped map[*cobra.Command]text.Command // the words of each command
	deaf   func()                          // stops watching for signals
	shown  atomic.Bool                     // the interface has the terminal
}

// globals are the flags every command takes.
type globals struct {
	vault, identity, as, lang         string
	despite                           store.Exception
	json, noColor, plain, acceptOlder bool
}

// Run runs the command that args name and returns the code to exit with. It
// does not return when a signal ends the run.
func Run(args []string) (code int) {
	debug.SetGCPercent(shortLife)
	language, languageErr := text.Choose(askedLanguage(args), os.Getenv)
	words, err := text.Load(language)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return exitFailed
	}
	a := &app{T: words, in: os.Stdin, out: bufio.NewWriter(os.Stdout), err: os.Stderr, env: os.Getenv, now: time.Now}
	a.tty, _ = term.GetState(int(a.in.Fd()))
	ctx, stop := a.watchSignals()
	a.deaf = sync.OnceFunc(stop)
	defer func() { a.deaf() }()
	defer a.recoverPanic(&code)
	root := rootFor(a, args)
	if languageErr != nil {
		return a.finish(languageErr)
	}
	root.SetArgs(args)
	return a.finish(root.ExecuteContext(ctx))
}

// Most commands end before they have made 32 MiB of garbage: collecting any of
// it would be a tenth of their time. The interface goes back to Go's own pace
// once its first screen is there, for the first collection would take half a
// core from it; long work goes a little quicker, which keeps an import's memory
// down and was not seen to cost it time.
const (
	shortLife = 800
	longLife  = 100
	longWork  = 80
)

// askedLanguage finds --lang before the commands exist, for they are described
// in it.
func askedLanguage(args []string) string {
	for i, arg := range args {
		if value, ok := strings.CutPrefix(arg, "--lang="); ok {
			return value
		}
		if arg == "--lang" && i+1 < len(args) {
			return args[i+1]
		}
		if arg == "--" {
			break
		}
	}
	return ""
}

// finish says what went wrong, if anything, and returns the exit code. Where a
// signal is ending the program, it never returns.
func (a *app) finish(err error) int {
	a.exits.run()
	if e := a.out.Flush(); err == nil {
		err = e
	}
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, syscall.EPIPE): // the reader had seen enough
		return exitFailed
	}
	if sentence := a.sentence(err); !slices.Contains(a.warned, sentence) {
		a.warn(sentence)
	}
	if hint := a.hint(err); hint != "" {
		a.say(hint)
	}
	return exitCode(err)
}

// say writes a line of words to stderr, after the data written so far. A write
// of those that fails is told at the end: the buffer remembers it. Control
// characters go, wherever the words took them from: no file's name, argument or
// record moves the cursor or colours the screen.
func (a *app) say(line string) {
	_ = a.out.Flush()
	fmt.Fprintln(a.err, a.fitting(cleanLines(line)))
}

// fitting breaks lines too long for the terminal on stderr between words.
func (a *app) fitting(s string) string {
	columns, _, err := term.GetSize(int(os.Stderr.Fd()))
	if err != nil || columns <= 0 {
		return s
	}
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		if width(line) > columns {
			lines[i] = wordwrap(line, columns)
		}
	}
	return strings.Join(lines, "\n")
}

// recoverPanic ends a run that panicked: terminal restored, vault closed, and
// a stack that holds no data. The panic's own text is shown only where the Go
// runtime wrote it, for any other could quote a record.
func (a *app) recoverPanic(code *int) {
	p := recover()
	if p == nil {
		return
	}
	*code = exitFailed
	a.exits.run()
	a.say("calepin: " + a.T.Errors.Panic)
	if e, ok := p.(runtime.Error); ok {
		a.say(e.Error())
	}
	a.say(string(debug.Stack()))
}

// interrupted says that a signal ends the run, and what the run has done for
// good all the same.
func (a *app) interrupted() string {
	if a.landed != "" {
		return a.T.Errors.ImportIsIn.With("undo", a.landed)
	}
	return a.T.Errors.Interrupted
}

// watchSignals returns the context commands run in, cancelled by the first
// SIGINT, SIGTERM or SIGHUP. The signal waits for the write under way, does
// what must be done, and ends the program.
func (a *app) watchSignals() (ctx context.Context, stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	signals := make(chan os.Signal, 1)
	notify(signals)
	go func() {
		s, ok := <-signals
		if !ok {
			return
		}
		cancel()
		a.exits.dying()
		if a.interactive() {
			fmt.Fprintln(a.err) // behind the question that was not answered
		}
		a.say("calepin: " + a.interrupted())
		a.restoreTerminal()
		os.Exit(signalCode(s))
	}()
	return ctx, func() { ignore(signals); close(signals); cancel() }
}
