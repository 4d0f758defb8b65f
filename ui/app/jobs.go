package app

import (
	"context"
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"calepin/ui/screen"
)

// jobs is the work off the loop.
type jobs struct {
	running map[*job]bool
	beating bool
	frame   int // of the spinner
}

type job struct {
	screen.Job
	since       time.Time
	cancel      context.CancelFunc
	stale       bool
	done, total atomic.Int64
}

// finished is a job's end, back on the loop.
type finished struct {
	job  *job
	then func() tea.Cmd
}

// beat redraws the spinner and the progress.
type beat struct{}

const beatEvery = 100 * time.Millisecond

// atOnce is how long the loop waits for what is read: less than a frame. What
// ends in it, a search through 100,000 people for one, is drawn together with
// the letter that asked for it, and not a frame later.
const atOnce = 7 * time.Millisecond

// start runs a job in a goroutine.
func (r *root) start(asked screen.Job) tea.Cmd {
	if asked.Owner != nil && !r.has(asked.Owner) && !asked.Write {
		return nil // it left before its work began
	}
	if asked.Key != "" {
		r.jobs.replace(asked.Owner, asked.Key)
	}
	ctx, cancel := context.WithCancel(context.Background())
	j := &job{Job: asked, since: r.desk.Now(), cancel: cancel}
	r.jobs.running[j] = true
	work := func() (msg tea.Msg) {
		defer func() {
			if p := recover(); p != nil {
				f := newFault(p)
				msg = finished{j, func() tea.Cmd { r.fault = f; return tea.Quit }}
			}
		}()
		return finished{j, j.Work(ctx, func(done, total int) {
			j.done.Store(int64(done))
			j.total.Store(int64(total))
		})}
	}
	if asked.Write || asked.Label != "" {
		return tea.Batch(work, r.jobs.watch())
	}
	done := make(chan tea.Msg, 1)
	go func() { done <- work() }()
	select {
	case msg := <-done:
		return r.finish(msg.(finished))
	case <-time.After(atOnce):
		return tea.Batch(func() tea.Msg { return <-done }, r.jobs.watch())
	}
}

// watch keeps the spinner turning while there is work.
func (j *jobs) watch() tea.Cmd {
	if j.beating {
		return nil
	}
	j.beating = true
	return tea.Tick(beatEvery, func(time.Time) tea.Msg { return beat{} })
}

func (r *root) beat() tea.Cmd {
	r.jobs.frame++
	r.jobs.beating = false
	if len(r.jobs.running) == 0 {
		return nil
	}
	return r.jobs.watch()
}

// finish gives a job's result to whom it is for, unless that one has left or
// has asked for something newer. What a write did is never dropped.
func (r *root) finish(f finished) tea.Cmd {
	delete(r.jobs.running, f.job)
	f.job.cancel()
	var cmd tea.Cmd
	gone := f.job.Owner != nil && !r.has(f.job.Owner)
	if f.job.Write || !f.job.stale && !gone {
		cmd = f.then()
	}
	if len(r.ahead.waiting) > 0 {
		cmd = tea.Batch(r.fence(cmd), r.catchUp(false))
	}
	if r.ending.begun {
		return tea.Batch(cmd, r.end())
	}
	return cmd
}

// replace makes earlier jobs of the same key stale.
func (j *jobs) replace(owner screen.Screen, key string) {
	for other := range j.running {
		if other.Owner == owner && other.Key == key {
			other.drop()
		}
	}
}

// abandon ends the work for a screen that left.
func (j *jobs) abandon(owner screen.Screen) {
	for other := range j.running {
		if other.Owner == owner {
			other.drop()
		}
	}
}

func (j *job) drop() {
	if j.Write {
		return
	}
	j.stale = true
	j.cancel()
}

// writes counts the work that must be waited for.
func (j *jobs) writes() (n int) {
	for other := range j.running {
		if other.Write {
			n++
		}
	}
	return n
}

// shown is the job the status line is about: the oldest that has something to
// say.
func (j *jobs) shown(now time.Time) *job {
	var oldest *job
	for other := range j.running {
		late := now.Sub(other.since) >= spinAfter && !other.stale
		if late && (oldest == nil || other.since.Before(oldest.since)) {
			oldest = other
		}
	}
	return oldest
}

func (j *jobs) cancellable() bool {
	for other := range j.running {
		if other.Label != "" && !other.Firm {
			return true
		}
	}
	return false
}

// cancelJob asks the work shown to stop; it ends with context.Canceled, which
// whoever began it tells.
func (r *root) cancelJob() tea.Cmd {
	if j := r.jobs.shown(r.desk.Now()); j != nil {
		j.cancel()
	}
	return nil
}

// busy tells whether work that a person waits for is under way.
func (j *jobs) busy() bool { return j.writes() > 0 || j.cancellable() }
