package exchange

import (
	"cmp"
	"context"
	"io"
	"strings"
	"sync"
	"time"

	"calepin/store"
)

// Answered is an answer as a row of a CSV has it. What names records is as the
// file writes it.
type Answered struct {
	Line      int
	Contact   string // an id, an e-mail, a telephone number or a full name
	Activity  string // a code, or the name of a purpose
	Channel   store.Channel
	Answer    store.Answer
	At        time.Time
	Means     store.Means
	Wording   string // the exact words, or the id of a version of them
	Language  string // of the words
	Collector string
	Reference string // where the evidence lies
	Note      string
}

// The columns of a CSV of answers, by the words that files head them with.
var answerColumns = dictionary(map[string]string{
	"contact":   "contact, email, e-mail, courriel, mail, personne, person, client, adresse e-mail, email address, telephone, phone, id",
	"activity":  "activity, purpose, finalite, activite, traitement",
	"channel":   "channel, canal",
	"answer":    "answer, reponse, consent, consentement, statut, status, opt-in, optin",
	"at":        "at, date, when, quand, horodatage, timestamp, consent date, date du consentement",
	"means":     "means, moyen, how, comment, method, methode",
	"wording":   "wording, formulation, text, texte, exact wording, texte exact, mention",
	"language":  "language, langue",
	"collector": "collector, collected by, recueilli par, collecteur, operateur",
	"reference": "reference, evidence, preuve, proof, justificatif, ip",
	"note":      "note, notes, remarque, commentaire, comment",
})

var (
	answerWords = dictionary(map[string]string{
		string(store.Yes):       "yes, oui, true, vrai, 1, x, accepte, granted, given, opt-in, optin, consent, consentement",
		string(store.No):        "no, non, false, faux, 0, refuse, refused, denied, opt-out, optout",
		string(store.Later):     "later, not now, plus tard, pas maintenant",
		string(store.Unknown):   "unknown, inconnu, ?",
		string(store.Withdrawn): "withdrawn, withdrawal, retrait, retire, unsubscribed, desinscrit, desabonne",
		string(store.Objected):  "objected, objection, opposition, oppose",
	})
	channelWords = dictionary(map[string]string{
		string(store.ByEmail): "email, e-mail, mail, courriel, mel",
		string(store.ByPhone): "phone, telephone, tel, call, appel",
		string(store.ByPost):  "post, letter, courrier, postal, poste",
		string(store.BySMS):   "sms, text, text message, texto",

		string(store.ForSpecialData): "special, sensitive, sensitive data, donnees sensibles, sensible",
	})
	meansWords = dictionary(map[string]string{
		string(store.InPerson):  "in-person, in person, en personne, oral, comptoir, counter, magasin",
		string(store.Telephone): "phone, telephone, tel, call, appel",
		string(store.Paper):     "paper, papier, formulaire papier, paper form",
		string(store.EMail):     "email, e-mail, mail, courriel",
		string(store.Web):       "web, web form, formulaire web, site, internet, online, en ligne",
	})
	languageWords = dictionary(map[string]string{"fr": "fr, french, francais", "en": "en, english, anglais"})
)

// dictionary turns lists of words by value into values by folded word, when
// they are first asked for.
func dictionary(lists map[string]string) func() map[string]string {
	return sync.OnceValue(func() map[string]string {
		out := map[string]string{}
		for value, list := range lists {
			for _, w := range strings.Split(list, ",") {
				out[answerFold(w)] = value
			}
		}
		return out
	})
}

// answerFold is fold, with "?" kept, which stands for what is not known.
func answerFold(s string) string {
	if strings.TrimSpace(s) == "?" {
		return "?"
	}
	return fold(s)
}

// ReadAnswers reads a CSV of answers that another program, or a sheet, kept. A
// value that cannot be read is a Problem that names its line and its field, and
// loses its row; an error means that the file cannot be read at all. A first
// row without a column for the contact, the purpose, the channel and the answer
// is refused.
func ReadAnswers(ctx context.Context, in Input) (rows []Answered, problems []Problem, err error) {
	r := &reading{ctx: ctx, inputs: []Input{in}, parsed: &Parsed{}, total: -1}
	src, err := newSource(&counted{reading: r, r: in.Reader})
	if err != nil {
		return nil, nil, r.failed(0, err)
	}
	head, err := src.Peek(4096)
	if err != nil && err != io.EOF {
		return nil, nil, r.failed(0, err)
	}
	if format, code := recognise(head); code != "" || format != CSV {
		return nil, nil, r.refuse(Problem{Code: cmp.Or(code, UnknownFormat)})
	}
	reader := &rowReader{reading: r, text: &rowText{r: newUTF8Reader(src), line: 1}}
	first, err := reader.begin()
	if err != nil {
		return nil, nil, r.failed(1, err)
	}
	columns, missing := answerHeader(first)
	if missing != "" {
		return nil, nil, r.refuse(Problem{Line: reader.line, Field: missing, Code: MissingColumn})
	}
	reader.table = &table{width: len(first)}
	for {
		row, err := reader.next()
		if err == io.EOF {
			return rows, r.parsed.Problems, nil
		}
		if err != nil {
			return nil, nil, err
		}
		if a, fine := r.answer(columns, row, reader.line); fine {
			rows = append(rows, a)
		}
	}
}

func answerHeader(row []string) (columns map[string]int, missing string) {
	columns = map[string]int{}
	for i, cell := range row {
		if name, known := answerColumns()[answerFold(cell)]; known {
			if _, twice := columns[name]; !twice {
				columns[name] = i
			}
		}
	}
	for _, needed := range []string{"contact", "activity", "channel", "answer"} {
		if _, has := columns[needed]; !has {
			return nil, needed
		}
	}
	return columns, ""
}

// answer reads a row; false where it is lost, which is reported.
func (r *reading) answer(columns map[string]int, row []string, line int) (a Answered, fine bool) {
	fine = true
	bad := func(field string, code Code) {
		fine = false
		r.parsed.report(Problem{File: r.name(), Line: line, Column: columns[field] + 1, Field: field, Code: code, Lost: Record})
	}
	cell := func(field string) string {
		i, has := columns[field]
		if !has || i >= len(row) {
			return ""
		}
		text, _ := clean(defuse(row[i]), true)
		return strings.TrimSpace(text)
	}
	chosen := func(field string, words map[string]string) string {
		typed := cell(field)
		value, known := words[answerFold(typed)]
		if typed != "" && !known {
			bad(field, InvalidValue)
		}
		return value
	}
	a = Answered{Line: line, Contact: cell("contact"), Activity: cell("activity"), Wording: cell("wording"),
		Collector: cell("collector"), Reference: cell("reference"), Note: cell("note")}
	a.Channel = store.Channel(chosen("channel", channelWords()))
	a.Answer = store.Answer(chosen("answer", answerWords()))
	a.Means = store.Means(chosen("means", meansWords()))
	a.Language = chosen("language", languageWords())
	if when := cell("at"); when != "" {
		var read bool
		if a.At, read = parseTime(when); !read {
			bad("at", InvalidTime)
		}
	}
	needed := []string{"contact", "activity", "channel", "answer"}
	if a.Answer == store.Objected { // to all marketing, where it names nothing
		needed = needed[:1]
	}
	for _, field := range needed {
		if cell(field) == "" {
			bad(field, Missing)
		}
	}
	return a, fine
}
