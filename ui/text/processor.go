package text

import (
	"strings"

	"calepin/privacy"
	"calepin/store"
)

// GapsOf says what a processor lacks.
func (w *Words) GapsOf(gaps []privacy.ProcessorGap) string {
	if len(gaps) == 0 {
		return w.Processor.Complete
	}
	said := make([]string, len(gaps))
	for i, g := range gaps {
		said[i] = word(w.Processor.Gaps, g)
	}
	return strings.Join(said, ", ")
}

// TransferOf says whether data leave the European Economic Area to a processor,
// and by which safeguard.
func (w *Words) TransferOf(p *store.Processor) string {
	if !p.Outside {
		return w.Processor.Inside
	}
	said := w.Processor.Outside
	if p.Safeguard != "" {
		said = word(w.Processor.Safeguards, p.Safeguard) + " (" + w.Privacy.Rule(privacy.SafeguardArticle(p.Safeguard)) + ")"
	}
	if p.Transfer != "" {
		said += "\n" + p.Transfer
	}
	return said
}
