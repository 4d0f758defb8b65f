package paper

import (
	"cmp"

	"calepin/store"
	"calepin/ui/text"
)

// Notice is a version of a notice as a paper, in the language that it is
// written in: w are the words of that language.
func Notice(w *text.Words, b store.Business, n store.Notice) Document {
	title, blocks := Parse(n.Text)
	return Document{
		Title: cmp.Or(title, w.Notice.Title), Author: b.Name, Language: w.Language, Date: n.CreatedAt, Blocks: blocks,
		Footer: w.Notice.Footer.With("name", b.Name, "article", n.Article, "n", n.Version, "day", w.Language.Date(n.CreatedAt.Local())),
	}
}
