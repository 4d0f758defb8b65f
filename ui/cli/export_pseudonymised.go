package cli

import (
	"errors"
	"io"
	"path/filepath"
	"strings"

	"calepin/privacy"
	"calepin/store"
	"calepin/store/exchange"
	"calepin/ui/paper"
)

// pseudonymFlags are those of an export by pseudonyms.
type pseudonymFlags struct {
	on, leaveSmall, dryRun bool
	purpose, risk          string
	dates                  datesBy
	places                 placesBy
	k                      int
}

type (
	datesBy  string
	placesBy string
)

func (x *exporting) definePseudonymised() {
	f, o := x.cmd.Flags(), &x.pseudonyms
	f.BoolVar(&o.on, "pseudonymised", false, "")
	f.StringVar(&o.purpose, "purpose", "", "")
	enumFlag(x.cmd, f, &o.dates, "dates", "month", "year")
	enumFlag(x.cmd, f, &o.places, "places", "department", "country")
	f.IntVar(&o.k, "k", privacy.UsualK, "")
	f.BoolVar(&o.leaveSmall, "leave-out-small", false, "")
	f.StringVar(&o.risk, "accept-risk", "", "")
	f.BoolVar(&o.dryRun, "dry-run", false, "")
}

// pseudonymReport is what JSON says of an export by pseudonyms.
type pseudonymReport struct {
	Count     int                 `json:"count"`
	K         int                 `json:"k"`
	Asked     int                 `json:"k_asked"`
	Small     int                 `json:"in_small_groups"`
	Groups    []privacy.LookGroup `json:"smallest_groups"`
	Apart     int                 `json:"left_out_objected"`
	SmallLeft int                 `json:"left_out_small"`
	Risk      string              `json:"risk,omitempty"`
}

// pseudonymised writes people by pseudonyms, once the small groups were decided on
// (GDPR arts 4(5), 25). With --dry-run it tells of them alone.
func (x *exporting) pseudonymised(s *store.Store) error {
	o, w := &x.pseudonyms, x.app.T.Pseudonyms
	if strings.TrimSpace(x.recipient) == "" || strings.TrimSpace(o.purpose) == "" {
		return usage(x.cmd, w.NeedsBoth)
	}
	format := x.format
	switch json := strings.EqualFold(filepath.Ext(x.out), ".json"); {
	case format == exchange.VCard || x.contact != "":
		return usage(x.cmd, w.NotThat)
	case format == "" && json:
		format = exchange.JSON
	case format == "":
		format = exchange.CSV
	}
	if err := s.May(store.Export); err != nil {
		return err
	}
	tell, end := x.app.progress(x.app.T.Export.Writing)
	out, err := privacy.Pseudonymise(x.cmd.Context(), s, privacy.PseudonymOrder{Recipient: x.recipient, Purpose: o.purpose, Years: o.dates == "year",
		Countries: o.places == "country", K: o.k, LeaveSmall: o.leaveSmall, Risk: o.risk}, counting(tell))
	end()
	var small *privacy.SmallGroupsError
	if errors.As(err, &small) {
		out = small.Export
	}
	if o.dryRun && (err == nil || small != nil) {
		return x.app.print(pseudonymReport{len(out.People), out.K, out.Order.K, out.Small, orEmpty(out.Groups), out.Apart, out.SmallLeft, o.risk},
			func() { x.showGroups(out) })
	}
	if small != nil {
		x.showGroups(out)
		_ = x.app.out.Flush()
	}
	if err != nil {
		return err
	}
	return x.writePseudonyms(s, out, format)
}

// writePseudonyms writes the export, notes it as a disclosure, and says what it is.
func (x *exporting) writePseudonyms(s *store.Store, out privacy.Pseudonyms, format exchange.Format) error {
	words := x.app.T
	err := x.app.writeOut(x.out, x.force, func(to io.Writer) error {
		if format == exchange.JSON {
			return paper.PseudonymsJSON(to, words, out, x.app.now())
		}
		return paper.PseudonymRows(to, words, out)
	})
	if err != nil {
		return err
	}
	d := out.Disclosure()
	if err := s.RecordDisclosure(&d); err != nil {
		return err
	}
	if x.out != "-" {
		x.app.say(x.app.T.Export.Done.Of(len(out.People), "path", x.out))
	}
	if out.Apart+out.SmallLeft > 0 {
		x.app.say(x.app.T.Pseudonyms.LeftOut.With("apart", out.Apart, "small", out.SmallLeft))
	}
	x.app.say(x.app.T.Pseudonyms.StillPersonal)
	return nil
}

// showGroups lists the smallest groups of people who look alike.
func (x *exporting) showGroups(out privacy.Pseudonyms) {
	w := x.app.T.Pseudonyms
	h := w.Columns
	rows := make([][]string, len(out.Groups))
	for i, g := range out.Groups {
		rows[i] = append([]string{x.app.T.Language.Number(int64(g.Size))}, x.app.T.Looks(g.Looks)...)
	}
	x.app.say(x.app.T.Smallest(out))
	x.app.table([]string{w.Size, h["status"], h["nature"], h["country"], h["department"], h["since"], h["last_contact"]}, rows)
}
