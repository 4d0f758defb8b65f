package importer

import (
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	tea "charm.land/bubbletea/v2"

	"calepin/privacy"
	"calepin/store"
	"calepin/store/exchange"
	"calepin/ui/screen"
	"calepin/ui/text"
)

// open opens the file for reading, as the command does: contacts that do not
// say where they come from come from the file.
func (p *Page) open() (exchange.Input, io.Closer, error) {
	f, err := os.Open(p.path)
	if err != nil {
		return exchange.Input{}, nil, err
	}
	in := exchange.Input{Name: p.name, Reader: f, Source: p.source()}
	info, err := f.Stat()
	switch {
	case err != nil:
	case info.IsDir():
		err = &os.PathError{Op: "read", Path: p.path, Err: syscall.EISDIR}
	case !info.Mode().IsRegular():
		err = &os.PathError{Op: "read", Path: p.path, Err: os.ErrInvalid}
	default:
		in.Size = info.Size()
		return in, f, nil
	}
	return in, nil, errors.Join(err, f.Close())
}

// take looks at the file that was chosen.
func (p *Page) take(path string) tea.Cmd {
	p.path, p.name = path, filepath.Base(path)
	p.refused, p.said, p.undone, p.header = "", "", nil, false
	p.forget()
	clear(p.chosen)
	clear(p.decided)
	p.policy, p.which, p.step = exchange.Skip, showAll, stepFile
	country := p.d.Store.Settings().Country
	return screen.Do(screen.Job{Owner: p, Key: "read", Label: p.d.W.Import.Reading},
		func(ctx context.Context, _ screen.Report) (*exchange.Survey, error) {
			in, file, err := p.open()
			if err != nil {
				return nil, err
			}
			defer file.Close()
			return exchange.Look(ctx, in, exchange.Options{Country: country})
		},
		func(s *exchange.Survey, err error) tea.Cmd {
			if err != nil {
				return p.refuse(err)
			}
			p.survey = s
			if s.Format == exchange.CSV {
				p.step = stepColumns
				p.showColumns()
				return nil
			}
			return p.prepare()
		})
}

// refuse goes back to where what is wrong can be mended: the columns where it
// is about them, else the file.
func (p *Page) refuse(err error) tea.Cmd {
	p.forget()
	var problem *exchange.Problem
	if errors.As(err, &problem) && problem.Code == exchange.NoHeader && p.survey != nil {
		p.step = stepColumns
		return screen.Toast(screen.Warning, p.d.T.Importer.NoName)
	}
	if p.step = stepFile; errors.Is(err, context.Canceled) {
		return p.failed(err)
	}
	p.refused = p.why(err)
	return nil
}

// why says why a file cannot be imported, and what to do about it.
func (p *Page) why(err error) string {
	var problem *exchange.Problem
	if !errors.As(err, &problem) {
		return text.Capital(p.d.W.Sentence(err))
	}
	said, ok := p.d.T.Importer.Refusals[string(problem.Code)]
	if !ok {
		return text.Capital(p.d.W.Sentence(err))
	}
	l := p.d.Language()
	return text.Phrase(said).With("line", l.Number(int64(problem.Line)), "count", l.Number(problem.Count), "limit", l.Number(problem.Limit))
}

// options is what the person says of the columns, as the command's --map has it.
func (p *Page) options() exchange.Options {
	o := exchange.Options{Country: p.d.Store.Settings().Country, Map: map[string]string{}}
	named := p.survey.HasHeader || !p.header
	for n, field := range p.chosen {
		key := "#" + strconv.Itoa(n)
		if !named && p.alone(n) { // a header is said to be one by naming a column
			key, named = p.survey.Columns[n-1].Header, true
		}
		o.Map[key] = field
	}
	return o
}

// alone tells whether a column can be named by its header.
func (p *Page) alone(n int) bool {
	own := store.Fold(p.survey.Columns[n-1].Header)
	if own == "" || strings.HasPrefix(own, "#") || strings.HasSuffix(own, "…") {
		return false
	}
	for _, c := range p.survey.Columns {
		if c.Number != n && store.Fold(c.Header) == own {
			return false
		}
	}
	return true
}

// prepare reads the file and compares it with what is on file, off the loop. A
// later one takes its place.
func (p *Page) prepare() tea.Cmd {
	p.busy = true
	p.step = stepPreview
	o := p.options()
	return screen.Do(screen.Job{Owner: p, Key: "read", Label: p.d.W.Import.Reading},
		func(ctx context.Context, report screen.Report) (*exchange.Parsed, error) {
			in, file, err := p.open()
			if err != nil {
				return nil, err
			}
			defer file.Close()
			o.Progress = func(done, total int64) { report(int(done), int(total)) }
			return exchange.Read(ctx, []exchange.Input{in}, o)
		},
		func(parsed *exchange.Parsed, err error) tea.Cmd {
			if err != nil {
				return p.refuse(err)
			}
			return p.compare(parsed)
		})
}

// compare makes the plan of what was read.
func (p *Page) compare(parsed *exchange.Parsed) tea.Cmd {
	if !p.busy {
		return nil // the person went back meanwhile
	}
	s, policy, decided := p.d.Store, p.policy, maps.Clone(p.decided)
	var sensitive privacy.Sensitive
	return screen.Do(screen.Job{Owner: p, Key: "read", Label: p.d.W.Import.Comparing},
		func(ctx context.Context, report screen.Report) (*exchange.Planned, error) {
			sensitive = privacy.SensitiveIn(parsed)
			return exchange.Plan(ctx, s, parsed, exchange.PlanOptions{Policy: policy, Decide: decider(decided), Progress: report})
		},
		func(plan *exchange.Planned, err error) tea.Cmd {
			if err != nil {
				return p.refuse(err)
			}
			if p.busy {
				p.busy, p.plan, p.unkept, p.photos, p.sensitive = false, plan, parsed.Unkept, parsed.Photos, sensitive
				p.blame()
				p.showRows()
				p.showProblems()
			}
			return nil
		})
}

// decider answers as the person did, and for the others as the policy does.
func decider(decided map[place]exchange.Policy) func(exchange.Row, *exchange.Contact) (exchange.Policy, error) {
	if len(decided) == 0 {
		return nil
	}
	return func(r exchange.Row, _ *exchange.Contact) (exchange.Policy, error) {
		if said, ok := decided[place{r.Line, r.Name}]; ok {
			return said, nil
		}
		return exchange.Policy(r.Action), nil
	}
}

// run carries the plan out: all of it, or nothing.
func (p *Page) run() tea.Cmd {
	if p.plan == nil || p.busy || p.writing {
		return nil
	}
	p.writing = true
	s, plan := p.d.Store, p.plan
	return screen.Do(screen.Job{Owner: p, Write: true, Label: p.d.W.Import.Writing},
		func(ctx context.Context, report screen.Report) (store.Batch, error) {
			return exchange.Apply(ctx, s, plan, report)
		},
		func(batch store.Batch, err error) tea.Cmd {
			p.writing = false
			if err != nil {
				return tea.Batch(p.failed(err), p.prepare()) // the plan is used up
			}
			p.batch, p.step, p.faults = batch, stepDone, false
			p.rows.Top()
			return tea.Batch(changed, screen.Toast(screen.Success, p.d.T.Importer.Done))
		})
}

// undo takes the whole import back.
func (p *Page) undo() tea.Cmd {
	if p.writing || p.undone != nil {
		return nil
	}
	p.writing = true
	s, id := p.d.Store, p.batch.ID
	return screen.Do(screen.Job{Owner: p, Write: true, Label: p.d.W.Undo.Undoing},
		func(_ context.Context, report screen.Report) (store.UndoReport, error) {
			s.Progress = report
			defer func() { s.Progress = nil }()
			return s.UndoBatch(id)
		},
		func(r store.UndoReport, err error) tea.Cmd {
			p.writing = false
			if err != nil {
				return screen.Toast(screen.Failure, p.d.W.Sentence(err))
			}
			w := &p.d.W.Undo
			p.undone = []string{w.Removed.Of(r.Removed) + ", " + w.Restored.Of(r.Restored) + "."}
			if n := len(r.Kept); n > 0 {
				p.undone = append(p.undone, strings.TrimSuffix(strings.TrimRight(w.Kept.Of(n), ": \u202f"), ":")+".")
			}
			if r.Unrestored > 0 {
				p.undone = append(p.undone, w.Unrestored.Of(r.Unrestored))
			}
			return tea.Batch(changed, screen.Toast(screen.Success, p.d.T.Importer.Undone))
		})
}

func changed() tea.Msg { return screen.Changed{} }
