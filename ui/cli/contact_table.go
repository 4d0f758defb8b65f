package cli

import (
	"slices"

	"calepin/store"
)

// wideTable is the width from which lists show all of their columns.
const wideTable = 100

// narrow tells that lists are for a terminal of less than that.
func (a *app) narrow() bool {
	width := stdoutWidth()
	return width > 0 && width < wideTable && !a.flags.plain
}

// contactTable lists contacts. A narrow terminal gets one way to reach each.
func (a *app) contactTable(rows []store.Row, country string, by store.SortKey) {
	columns := []string{"name", "organisation", "email", "phone", "status"}
	switch by {
	case store.SortLastContact:
		columns = append(columns, "last_contact")
	case store.SortFollowUp:
		columns = append(columns, "follow_up")
	}
	a.personTable(rows, country, columns)
}

// peopleTable lists the contacts of one organisation.
func (a *app) peopleTable(rows []store.Row, country string) {
	a.personTable(rows, country, []string{"name", "email", "phone", "status"})
}

func (a *app) personTable(rows []store.Row, country string, columns []string) {
	narrow := a.narrow()
	if narrow {
		columns = slices.DeleteFunc(columns, func(c string) bool { return c == "email" })
	}
	headings := a.fields(columns...)
	if narrow {
		headings[slices.Index(columns, "phone")] = a.T.Shell.Reach
	}
	table := make([][]string, len(rows))
	for i, r := range rows {
		for _, c := range columns {
			table[i] = append(table[i], a.contactCell(r, c, country, narrow))
		}
	}
	a.table(headings, table)
}

func (a *app) contactCell(r store.Row, column, country string, narrow bool) string {
	switch column {
	case "name":
		return r.Name
	case "organisation":
		if r.Organisation == r.Name {
			return ""
		}
		return r.Organisation
	case "email":
		return r.Email
	case "phone":
		if narrow && r.Phone == "" {
			return r.Email
		}
		return store.FormatPhone(r.Phone, country)
	case "status":
		return word(a.T.Records.Statuses, r.Status)
	case "last_contact":
		return a.date(r.LastContact)
	}
	return a.T.Language.Day(string(r.FollowUp))
}
