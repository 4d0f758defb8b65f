package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/term"
)

// errNoTerminal says that a question could not be asked: stdin is not a
// terminal, and what is not one is never asked anything.
var errNoTerminal = errors.New("no terminal to ask on")

// errCancelled says that the person ended a question with ctrl+d.
var errCancelled = errors.New("cancelled")

// console asks questions: it reads the terminal on stdin, and writes to the
// terminal even where stderr is redirected.
type console struct {
	app *app
	in  *os.File
	out io.Writer
}

// interactive tells whether questions can be asked.
func (a *app) interactive() bool { return term.IsTerminal(int(a.in.Fd())) }

// console returns the way to ask questions, or errNoTerminal.
func (a *app) console() (*console, error) {
	if !a.interactive() {
		return nil, errNoTerminal
	}
	if err := a.out.Flush(); err != nil {
		return nil, err
	}
	c := &console{app: a, in: a.in, out: a.err}
	if !term.IsTerminal(int(os.Stderr.Fd())) {
		tty, err := os.OpenFile(ttyName, os.O_WRONLY, 0)
		if err != nil {
			return nil, errNoTerminal
		}
		_, _ = a.exits.add(func() { _ = tty.Close() })
		c.out = tty
	}
	return c, nil
}

// say writes a paragraph to the terminal, broken between words, without control
// characters.
func (c *console) say(line string) { fmt.Fprintln(c.out, wordwrap(cleanLines(line), helpWidth)) }

// title writes a heading.
func (c *console) title(line string) { fmt.Fprintln(c.out, c.app.bold(clean(line))) }

// ask returns the line typed in answer, trimmed; empty takes byDefault.
func (c *console) ask(question, byDefault string) (string, error) {
	if byDefault != "" {
		question += " [" + byDefault + "]"
	}
	fmt.Fprint(c.out, cleanLines(question)+" ")
	line, err := c.line()
	if err != nil {
		return "", err
	}
	if line = strings.TrimSpace(line); line == "" {
		return byDefault, nil
	}
	return line, nil
}

// restoreTerminal puts the terminal back as it was found: the last thing a
// signal does, for a question may just have turned the echo off.
func (a *app) restoreTerminal() {
	if a.tty != nil {
		_ = term.Restore(int(a.in.Fd()), a.tty)
	}
}

// secret returns what is typed without showing it.
func (c *console) secret(question string) (string, error) {
	fd := int(c.in.Fd())
	state, err := term.GetState(fd)
	if err != nil {
		return "", fmt.Errorf("read the terminal: %w", err)
	}
	_, drop := c.app.exits.add(func() { _ = term.Restore(fd, state) })
	defer drop()
	fmt.Fprint(c.out, cleanLines(question)+" ")
	typed, err := term.ReadPassword(fd)
	c.say("")
	if errors.Is(err, io.EOF) {
		return "", errCancelled
	}
	return string(typed), err
}

// yes asks a question that only a clear yes answers.
func (c *console) yes(question string) (bool, error) {
	words := c.app.T.Common
	answer, err := c.ask(question+" "+words.YesNo, "")
	return slices.Contains(strings.Fields(words.YesAnswers), strings.ToLower(answer)), err
}

// yesOrNo asks until the answer is a clear yes or a clear no, for questions
// where either costs something.
func (c *console) yesOrNo(question string) (bool, error) {
	words := c.app.T.Common
	for {
		answer, err := c.ask(question+" "+words.YesOrNo, "")
		answer = strings.ToLower(answer)
		switch {
		case err != nil:
			return false, err
		case slices.Contains(strings.Fields(words.YesAnswers), answer):
			return true, nil
		case slices.Contains(strings.Fields(words.NoAnswers), answer):
			return false, nil
		}
	}
}

// choose returns the index of the option taken by its number, the first one by
// default.
func (c *console) choose(question string, options ...string) (int, error) {
	c.say(question)
	for i, option := range options {
		c.say(fmt.Sprintf("  %d. %s", i+1, option))
	}
	for {
		answer, err := c.ask(c.app.T.Common.YourChoice, "1")
		if err != nil {
			return 0, err
		}
		if n, err := strconv.Atoi(answer); err == nil && n >= 1 && n <= len(options) {
			return n - 1, nil
		}
		c.say(c.app.T.Common.NumberUpTo.With("n", len(options)))
	}
}

// line reads one line, a byte at a time, so that what is typed ahead stays for
// the next question. ctrl+d gives errCancelled.
func (c *console) line() (string, error) {
	var line []byte
	b := make([]byte, 1)
	for len(line) < 64<<10 {
		n, err := c.in.Read(b)
		switch {
		case n == 1 && b[0] == '\n':
			return strings.TrimSuffix(string(line), "\r"), nil
		case n == 1:
			line = append(line, b[0])
		case errors.Is(err, io.EOF):
			return "", errCancelled
		case err != nil:
			return "", fmt.Errorf("read the terminal: %w", err)
		}
	}
	return "", errCancelled
}

// confirm asks before something that cannot be taken back. yes is the flag
// that answers beforehand; without it and without a terminal, sentence says
// that the flag is needed.
func (a *app) confirm(question string, yes bool) (bool, error) {
	if yes {
		return true, nil
	}
	c, err := a.console()
	if errors.Is(err, errNoTerminal) {
		return false, failure(exitUsage, a.T.Common.NeedsYes, err)
	}
	if err != nil {
		return false, err
	}
	return c.yes(question)
}

// wipe takes the line just typed off the screen, where it holds a secret. What
// a terminal keeps of lines scrolled away is out of reach.
func (c *console) wipe(typed string) {
	lines := 1
	if width := stdoutWidth(); width > 0 {
		lines = 1 + (len(typed)+2)/width
	}
	if c.app.env("TERM") != "dumb" {
		fmt.Fprintf(c.out, "\x1b[%dA\x1b[J", lines)
	}
}

// key waits for one key and returns the bytes it sends.
func (c *console) key() (string, error) {
	fd := int(c.in.Fd())
	var state *term.State
	restore, err := c.app.exits.enter(
		func() (err error) { state, err = term.MakeRaw(fd); return err },
		func() { _ = term.Restore(fd, state) })
	if err != nil {
		return "", fmt.Errorf("read the terminal: %w", err)
	}
	defer restore()
	b := make([]byte, 16)
	n, err := c.in.Read(b)
	if errors.Is(err, io.EOF) {
		return "", errCancelled
	}
	return string(b[:n]), err
}
