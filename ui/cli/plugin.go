package cli

import "calepin/crypto"

// pluginPrompts asks on the terminal what a hardware key's plugin needs, and says
// what it says. Without a terminal it asks nothing.
func (a *app) pluginPrompts() crypto.Prompts {
	w := &a.T.Errors.PluginKey
	asks := func(name, question string) string { return w.Asks.With("name", name, "question", clean(question)) }
	console := func() (*console, error) {
		if a.shown.Load() {
			return nil, errNoTerminal
		}
		return a.console()
	}
	return crypto.Prompts{
		Say: func(name, message string) {
			if !a.shown.Load() {
				a.say(w.Says.With("name", name, "message", clean(message)))
			}
		},
		Ask: func(name, question string, secret bool) (string, error) {
			c, err := console()
			if err != nil {
				return "", err
			}
			if secret {
				return c.secret(asks(name, question))
			}
			return c.ask(asks(name, question), "")
		},
		Confirm: func(name, question, yes, no string) (bool, error) {
			c, err := console()
			if err != nil {
				return false, err
			}
			if no == "" { // there is but one answer
				_, err := c.ask(asks(name, question)+" ["+clean(yes)+"]", "")
				return err == nil, err
			}
			n, err := c.choose(asks(name, question), clean(yes), clean(no))
			return n == 0, err
		},
	}
}
