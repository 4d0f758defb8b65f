package demo

import (
	"time"

	"calepin/store"
)

// beat is one interaction to come: a step of a story, and the project it is
// about.
type beat struct {
	*step
	project *project
	thread  int // which support thread it belongs to, 0 for none
	wait    float64
}

// plot lays out n interactions for a contact: how they turn up, the projects
// they order, and what happens in between.
func (g *generator) plot(s standing, n int) []beat {
	w := &g.words.stories
	p := &plotter{dice: g.dice, left: n, project: pick(g.dice, projects(w))}
	p.add(&w.Approach[g.dice.IntN(len(w.Approach))], 0)
	if s.status == store.Prospect {
		p.until(w.Project, store.Order)
		if g.dice.chance(0.4) {
			p.all(w.Lost, 0)
		}
	} else {
		p.all(w.Project, 0)
	}
	for thread := 1; p.left > 0; thread++ {
		switch chance := g.dice.Float64(); {
		case s.status == store.Prospect || chance < 0.3:
			p.add(&w.Care[g.dice.IntN(len(w.Care))], 0)
		case chance < 0.75:
			p.all(pick(g.dice, w.Support), thread)
		default:
			p.project = pick(g.dice, projects(w))
			p.add(&w.Care[g.dice.IntN(len(w.Care))], 0)
			p.all(w.Project, 0)
		}
	}
	return p.beats
}

func projects(w *storyWords) []*project {
	list := make([]*project, len(w.Projects))
	for i := range w.Projects {
		list[i] = &w.Projects[i]
	}
	return list
}

// plotter adds beats until none is left to add.
type plotter struct {
	dice    dice
	project *project
	left    int
	beats   []beat
}

func (p *plotter) add(s *step, thread int) {
	if p.left == 0 || p.dice.chance(s.Optional) {
		return
	}
	p.left--
	wait := workdays(s.Days) * (0.3 + 0.9*p.dice.ExpFloat64())
	p.beats = append(p.beats, beat{step: s, project: p.project, thread: thread, wait: max(wait, 0.02)})
}

func (p *plotter) all(steps []step, thread int) {
	for i := range steps {
		p.add(&steps[i], thread)
	}
}

// until adds the steps before the one that makes such a document.
func (p *plotter) until(steps []step, stop store.DocumentKind) {
	for i := range steps {
		if steps[i].Document == stop {
			return
		}
		p.add(&steps[i], 0)
	}
}

// timeline places the beats: the last one some time ago, the others before it
// at their usual distance, closer together where the two years would not do.
// It returns the moment of each, and the moment the contact was first met.
func (g *generator) timeline(s standing, beats []beat) (moments []float64, met float64) {
	last, window := g.lastMoment(s)
	if len(beats) == 0 {
		return nil, last - g.dice.Float64()*window*0.9
	}
	length := 0.0
	for _, b := range beats[1:] {
		length += b.wait
	}
	scale := min(1, window/max(length, 1))
	at := last - length*scale
	moments = make([]float64, len(beats))
	for i, b := range beats {
		if i > 0 {
			at += b.wait * scale
		}
		moments[i] = min(at, last)
	}
	return moments, moments[0]
}

// lastMoment draws when the contact was last heard of, and how long before
// that the first interaction may lie.
func (g *generator) lastMoment(s standing) (last, window float64) {
	ago := 0.0
	switch {
	case s.dormant:
		return g.today - g.between(37*month, 50*month), year
	case s.status == store.Former:
		ago = g.between(0.75*year, 1.8*year)
	case s.status == store.Prospect:
		ago = min(g.dice.ExpFloat64()*0.3*year, 1.9*year)
	default:
		ago = min(g.dice.ExpFloat64()*0.16*year, 1.9*year)
	}
	return g.today - 0.05 - ago, 2*year - ago
}

func (g *generator) between(low, high float64) float64 {
	return low + (high-low)*g.dice.Float64()
}

// since counts the days of the calendar up to the day of the demonstration.
func (g *generator) since(t time.Time) float64 { return g.day.Sub(t).Hours() / 24 }
