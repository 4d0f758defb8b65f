package crypto

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"
	"time"

	"filippo.io/age"
	"filippo.io/age/plugin"
)

// Keys on hardware are reached through age's plugins: programs named
// age-plugin-NAME that are installed on the computer, started for one question
// and spoken to over their standard input and output (C2SP age-plugin).

// PluginPatience is how long a plugin may take, the person's part included: a
// touch, a PIN.
var PluginPatience = 90 * time.Second

// Prompts are what a plugin may need of a person. What is nil is refused to it.
// They are called from a goroutine of the plugin's.
type Prompts struct {
	// Context ends the wait for the plugin; nil for none.
	Context context.Context
	// Begin is told that a plugin starts, and until when it is waited for.
	Begin func(plugin string, until time.Time)
	// Say shows what the plugin says, as that the key is to be touched.
	Say func(plugin, message string)
	// Ask returns what the plugin asks for, as a PIN.
	Ask func(plugin, question string, secret bool) (string, error)
	// Confirm returns whether yes, and not no, was chosen.
	Confirm func(plugin, question, yes, no string) (bool, error)
}

// PluginError says that a plugin did not do what it was asked. Its text holds
// nothing of the plugin's own words, which may name somebody.
type PluginError struct {
	Name string // of the plugin, from the key: letters and digits
	Kind PluginKind
	Err  error
}

// PluginKind is what went wrong with a plugin.
type PluginKind string

// The kinds.
const (
	PluginMissing   PluginKind = "missing" // not installed
	PluginSilent    PluginKind = "silent"  // it gave no answer in time, and was left
	PluginCancelled PluginKind = "cancelled"
	PluginFailed    PluginKind = "failed"
)

func (e *PluginError) Error() string { return fmt.Sprintf("plugin %s: %s", e.Name, e.Kind) }
func (e *PluginError) Unwrap() error { return e.Err }

// ErrNoRecipient is a plugin's key without the public key that goes with it: the
// file has to have it in a comment, as plugins write it.
var ErrNoRecipient = errors.New("a plugin's key without its public key in a comment")

// pluginKey is a key that a plugin holds.
type pluginKey struct {
	*plugin.Identity
	public  string
	prompts *atomic.Pointer[Prompts] // one given up on may still ask
}

// Attend has the plugin of a key ask through p from now on. It does nothing of
// other keys.
func (id *Identity) Attend(p Prompts) {
	if id != nil && id.plugin != nil {
		id.plugin.prompts.Store(&p)
	}
}

// Plugin is the name of the plugin that holds the key, empty for age's own kinds.
func (id *Identity) Plugin() string {
	if id.plugin == nil {
		return ""
	}
	return id.plugin.Name()
}

// parsePlugin reads a plugin's identity; comments are those of its file, one of
// which has the public key.
func parsePlugin(line string, comments []string) (*Identity, error) {
	prompts := &atomic.Pointer[Prompts]{}
	prompts.Store(&Prompts{})
	key, err := plugin.NewIdentity(line, ui(prompts.Load))
	if err != nil {
		return nil, ErrPlugin
	}
	for _, c := range comments {
		for _, word := range strings.Fields(c) {
			if name, _, err := plugin.ParseRecipient(word); err == nil && name == key.Name() {
				return &Identity{plugin: &pluginKey{key, word, prompts}}, nil
			}
		}
	}
	return nil, ErrNoRecipient
}

// ui hands the plugin's questions over to whoever attends to the key.
func ui(prompts func() *Prompts) *plugin.ClientUI {
	return &plugin.ClientUI{
		DisplayMessage: func(name, message string) error {
			if say := prompts().Say; say != nil {
				say(name, message)
				return nil
			}
			return errors.ErrUnsupported
		},
		RequestValue: func(name, question string, secret bool) (string, error) {
			if ask := prompts().Ask; ask != nil {
				return ask(name, question, secret)
			}
			return "", errors.ErrUnsupported
		},
		Confirm: func(name, question, yes, no string) (bool, error) {
			if confirm := prompts().Confirm; confirm != nil {
				return confirm(name, question, yes, no)
			}
			return false, errors.ErrUnsupported
		},
	}
}

// alone are the prompts of a plugin that nobody attends to.
func alone() *Prompts { return &Prompts{} }

// Unwrap is part of age.Identity.
func (k *pluginKey) Unwrap(stanzas []*age.Stanza) (key []byte, err error) {
	attended := k.prompts.Load()
	ctx := attended.Context
	if ctx == nil {
		ctx = context.Background()
	}
	if attended.Begin != nil {
		attended.Begin(k.Name(), time.Now().Add(PluginPatience))
	}
	return inTime(ctx, k.Name(), func() ([]byte, error) { return k.Identity.Unwrap(stanzas) })
}

// pluginRecipient is a public key of a plugin's, which has to be installed to
// seal for it.
type pluginRecipient struct{ *plugin.Recipient }

// Wrap is part of age.Recipient.
func (r pluginRecipient) Wrap(key []byte) ([]*age.Stanza, error) {
	stanzas, _, err := r.WrapWithLabels(key)
	return stanzas, err
}

// WrapWithLabels is part of age.RecipientWithLabels: the plugin says itself
// whether it goes with post-quantum keys.
func (r pluginRecipient) WrapWithLabels(key []byte) ([]*age.Stanza, []string, error) {
	type wrapped struct {
		stanzas []*age.Stanza
		labels  []string
	}
	w, err := inTime(context.Background(), r.Name(), func() (w wrapped, err error) {
		w.stanzas, w.labels, err = r.Recipient.WrapWithLabels(key)
		return w, err
	})
	return w.stanzas, w.labels, err
}

// atWork is held by the one plugin at work: what is new among the children of this
// process meanwhile is its.
var atWork = make(chan struct{}, 1)

// inTime runs work in a goroutine of its own. When the time is up, or ctx ends, it
// is given up on, and the plugin's process is ended before it returns.
func inTime[T any](ctx context.Context, name string, work func() (T, error)) (result T, err error) {
	select {
	case atWork <- struct{}{}:
	case <-ctx.Done():
		return result, &PluginError{name, PluginCancelled, ctx.Err()}
	}
	if ctx.Err() != nil {
		<-atWork
		return result, &PluginError{name, PluginCancelled, ctx.Err()}
	}
	type answer struct {
		result T
		err    error
	}
	before, done := pluginProcesses(name), make(chan answer, 1)
	go func() {
		r, err := work()
		done <- answer{r, err}
	}()
	late := time.NewTimer(PluginPatience)
	defer late.Stop()
	giveUp := func(kind PluginKind, why error) (T, error) {
		endPlugin(name, before, done)
		<-atWork
		return result, &PluginError{name, kind, why}
	}
	var missing *plugin.NotFoundError
	select {
	case a := <-done:
		<-atWork
		switch {
		case a.err == nil, errors.Is(a.err, age.ErrIncorrectIdentity):
			return a.result, a.err
		case errors.As(a.err, &missing):
			return result, &PluginError{name, PluginMissing, nil}
		}
		return result, &PluginError{name, PluginFailed, nil}
	case <-ctx.Done():
		return giveUp(PluginCancelled, ctx.Err())
	case <-late.C:
		return giveUp(PluginSilent, nil)
	}
}
