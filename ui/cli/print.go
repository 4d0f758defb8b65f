package cli

import (
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// done reports a change: the record with --json, else a sentence.
func (a *app) done(record any, sentence string) error {
	return a.print(record, func() { a.say(sentence) })
}

// edited is done for a change that may have changed nothing.
func (a *app) edited(record any, sentence string, same bool) error {
	if same {
		sentence = a.T.Records.AlreadySo
	}
	return a.done(record, sentence)
}

// delete asks, deletes, and says so.
func (a *app) delete(question string, yes bool, run func() error, sentence string) error {
	sure, err := a.confirm(question, yes)
	if err != nil {
		return err
	}
	if !sure {
		return failure(exitFailed, a.T.Common.Cancelled, nil)
	}
	if err := run(); err != nil {
		return err
	}
	a.say(sentence + " " + a.T.Records.UndoHint)
	return nil
}

// date writes the day of a moment, "" for none.
func (a *app) date(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return a.T.Language.Date(t.Local())
}

// changedOn writes the day of a change, "" where it is that of the creation.
func (a *app) changedOn(created, updated time.Time) string {
	if day := a.date(updated); day != a.date(created) {
		return day
	}
	return ""
}

// minute writes a moment, "" for none.
func (a *app) minute(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return a.T.Language.Time(t.Local())
}

// changed tells whether any of the command's own flags was given.
func changed(cmd *cobra.Command) (given bool) {
	cmd.LocalNonPersistentFlags().VisitAll(func(f *pflag.Flag) { given = given || f.Changed })
	return given
}
