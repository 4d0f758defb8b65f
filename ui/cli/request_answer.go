package cli

import (
	"cmp"
	"maps"

	"github.com/spf13/cobra"

	"calepin/privacy"
	"calepin/store"
)

// requestReply is the answer to a request under way. What a right takes beyond
// a note of it, an entry of replies does first.
type requestReply struct {
	step
	s       *store.Store
	request store.Request
	pack    *packing
	contact contactFlags
	edit    func(*store.Person) error // what is corrected, with the answer
	yes     bool                      // erase without asking
	whose   settling                  // of texts that may be of a namesake
	ground  store.Ground              // on which the data are kept apart
	purpose string                    // that is objected to, or agreed to no more
}

// replies are, by right, what is done before the answer is noted: it returns
// what was sent or done, in a line, for the register. Where it was done by hand,
// --what tells it.
var replies = map[store.Right]struct {
	define func(*requestReply) // its own flags
	// unsaid is what to say where no flag tells what to do and nobody can be
	// asked: nil where nothing need be told.
	unsaid func(*requestReply) string
	do     func(*requestReply) (done string, err error)
}{
	store.ToObject:      {define: purposes, do: objectTo},
	store.ToWithdraw:    {do: withdrawAll},
	store.Access:        {define: packages, unsaid: sealUnsaid, do: packageFor(forAccess)},
	store.Portability:   {unsaid: sealUnsaid, do: packageFor(forPortability)},
	store.Rectification: {define: corrections, unsaid: correctionUnsaid, do: rectify},
	store.ToErasure:     {define: erasures, do: eraseAsked},
	store.ToRestriction: {define: grounds, unsaid: groundUnsaid, do: restrictAsked},
}

func requestAnswer(a *app) *cobra.Command {
	o := &requestReply{step: step{app: a}}
	words := a.T.Request.Answer
	words.Flags = maps.Clone(a.T.Contact.Edit.Flags) // what corrects is called as there
	maps.Copy(words.Flags, a.T.Request.Answer.Flags)
	cmd := stepCommand(&o.step, "answer", words, func(s *store.Store, r store.Request) error {
		o.s, o.request = s, r
		e, err := o.event(store.Answered)
		if err != nil {
			return err
		}
		if o.pack.dryRun {
			return o.tried()
		}
		if reply, has := replies[r.Right]; has && r.Contact != (store.ID{}) {
			if o.text == "" && reply.unsaid != nil && reply.unsaid(o) != "" {
				return usage(o.cmd, reply.unsaid(o))
			}
			if err := o.mayAnswer(e); err != nil {
				return err
			}
			if err := s.Despite(r.Contact, store.ForAnswering); err != nil { // GDPR art. 18(2)
				return err
			}
			done, err := reply.do(o)
			if err != nil {
				return err
			}
			e.Text = cmp.Or(e.Text, done)
		}
		if r.Right == store.ToErasure && r.Erasure != (store.ID{}) { // the power may have gone before it was noted
			e.Text = cmp.Or(e.Text, o.app.T.Erase.Done.With("id", shortID(r.Erasure)))
		}
		if o.edit != nil {
			return o.corrected(e)
		}
		return o.note(s, r, e)
	})
	o.define("what")
	cmd.Flags().StringVar(&o.by, "by", "", "")
	for _, right := range store.Rights {
		if reply := replies[right]; reply.define != nil {
			reply.define(o)
		}
	}
	return cmd
}

// tried says what an answer would hold, or take away, and notes nothing.
func (o *requestReply) tried() error {
	switch o.request.Right {
	case store.Access, store.Portability:
		_, err := replies[o.request.Right].do(o)
		return err
	case store.ToErasure:
		return o.wouldErase()
	}
	return usage(o.cmd, o.app.T.Request.NoDryRun)
}

// mayAnswer refuses, before anything is sent or done, what could not be noted
// after it.
func (o *requestReply) mayAnswer(e store.RequestEvent) error {
	e.Text = cmp.Or(e.Text, string(o.request.Right))
	return o.refused(privacy.MayHappen(o.request, e, privacy.CalendarOf(o.s.Settings().Business), o.app.today()))
}
