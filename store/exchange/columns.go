package exchange

import (
	"slices"
	"strconv"
	"strings"
)

// column is what becomes of the cells of one column.
type column struct {
	role
	at      int // index in the row
	labelAt int // index of the column that names the label, -1 for none
	slot    int // which address or organisation of the contact it is part of
	header  string
}

// table is the reading of a CSV's header.
type table struct {
	columns   []column // recognised, in the order of the file
	others    []column // not: counted as unkept, by header
	addresses []string // the labels of the slots of addresses
	labelAts  []int    // of the same: the column of the label, -1 for none
	firms     int      // slots of organisations
	width     int
}

// columns reads the header row, or makes up for it where there is none, and
// applies the user's map. isHeader tells whether the row is one.
func (r *reading) columns(row []string, line int) (t *table, isHeader bool, err error) {
	roles, isHeader, err := r.roles(row, line)
	if err != nil {
		return nil, false, err
	}
	t = layOut(roles, row, isHeader)
	if slices.ContainsFunc(t.columns, func(c column) bool { return names(c.role) }) {
		return t, isHeader, nil
	}
	return nil, false, r.refuse(Problem{Line: line, Code: NoHeader})
}

// roles says what each column is for.
func (r *reading) roles(row []string, line int) (roles []role, isHeader bool, err error) {
	recognised := 0
	roles = make([]role, len(row))
	for i, cell := range row {
		if found, ok := roleOf(cell); ok {
			roles[i] = found
			recognised++
		}
	}
	isHeader = recognised > 0 && !slices.ContainsFunc(row, looksLikeData)
	byName := false
	for key := range r.options.Map {
		byName = byName || !numbered(key)
	}
	isHeader = isHeader || byName
	if !isHeader {
		roles = make([]role, len(row))
	}
	if err := r.applyMap(roles, row, line); err != nil {
		return nil, false, err
	}
	settleTitles(roles)
	return roles, isHeader, nil
}

// names tells whether a column may hold what to call a contact by.
func names(r role) bool {
	switch r.field {
	case "given", "family", "nickname", "name", "organisation", "email", "phone":
		return !r.naming
	}
	return false
}

// fieldAt is the field of a column by its index, "" where it has none.
func (t *table) fieldAt(at int) string {
	for _, c := range t.columns {
		if c.at == at {
			return c.field
		}
	}
	return ""
}

func numbered(key string) bool {
	n, err := strconv.Atoi(strings.TrimPrefix(key, "#"))
	return strings.HasPrefix(key, "#") && err == nil && n > 0
}

// looksLikeData tells a cell that no header has: an e-mail address, a number.
func looksLikeData(cell string) bool {
	digits := 0
	for _, c := range cell {
		if c >= '0' && c <= '9' {
			digits++
		}
	}
	return strings.Contains(cell, "@") || digits > 5
}

// applyMap sets the roles that the user gave. A header that several columns
// bear maps them all.
func (r *reading) applyMap(roles []role, row []string, line int) error {
	for key, value := range r.options.Map {
		as, ok := parseField(value)
		if !ok {
			return r.refuse(Problem{Line: line, Field: value, Code: MapField})
		}
		if numbered(key) {
			n, _ := strconv.Atoi(key[1:])
			if n > len(roles) {
				return r.refuse(Problem{Line: line, Field: key, Code: MapColumn})
			}
			roles[n-1] = as
			continue
		}
		found := false
		for i, cell := range row {
			if fold(cell) == fold(key) {
				roles[i], found = as, true
			}
		}
		if !found {
			return r.refuse(Problem{Line: line, Field: key, Code: MapColumn})
		}
	}
	return nil
}

// settleTitles tells apart what one word means in different files: "Title" is
// Mr or Mrs right before the first name, and where another column is the job's
// (Outlook, in French "Titre" twice); "Nom" is the whole name where there is no first name.
func settleTitles(roles []role) {
	var titles, names []int
	given := false
	for i, r := range roles {
		given = given || r.field == "given"
		switch {
		case r.field == "title" && r.number == 0 && !r.mapped:
			titles = append(titles, i)
		case r.field == "family" && r.word == "nom" && !r.mapped:
			names = append(names, i)
		}
	}
	if len(titles) == 1 {
		i := titles[0]
		if (roles[i].word == "title" || roles[i].word == "titre") && i+1 < len(roles) && roles[i+1].field == "given" {
			roles[i].field = "prefix"
		}
	}
	if len(titles) > 1 {
		for n, i := range titles {
			switch word := roles[i].word; {
			case word == "profession":
				roles[i].field = ""
			case n == 0 && (word == "title" || word == "titre"):
				roles[i].field = "prefix"
			}
		}
	}
	if !given {
		for _, i := range names {
			roles[i].field = "name"
		}
	}
}

// layOut ties the columns together: values to the columns of their labels,
// parts to the address that they are of.
func layOut(roles []role, row []string, isHeader bool) *table {
	t := &table{width: len(row)}
	slots, naming := map[string]int{}, map[string]int{}
	last := ""
	for i, r := range roles {
		if r.naming {
			naming[kindOf(r.field)+strconv.Itoa(max(r.number, 1))] = i
		}
	}
	for i, r := range roles {
		c := column{role: r, at: i, labelAt: -1}
		if isHeader {
			c.header = row[i]
		} else {
			c.header = "#" + strconv.Itoa(i+1)
		}
		switch {
		case r.naming:
			continue
		case r.field == "":
			if !r.mapped {
				t.others = append(t.others, c)
			}
			continue
		case slices.Contains(addressParts, r.field):
			if r.label == "" && r.number == 0 && last != "" && !has(t.columns, r.field, slots[last]) {
				r.label, r.number = splitKey(last) // "Work address; City; Country"
			}
			if r.field == "street" && r.number > 1 && !alone(roles, r, naming) {
				r.number = 0 // the second line of the street
			}
			last = slotKey(r)
			slot, known := slots[last]
			if !known {
				slot = len(t.addresses)
				slots[last] = slot
				t.addresses = append(t.addresses, r.label)
				t.labelAts = append(t.labelAts, labelColumn(naming, "address", r.number))
			}
			c.slot, c.label = slot, r.label
		case r.field == "organisation" || r.field == "title" || r.field == "department":
			c.slot = max(r.number, 1) - 1
			if r.field == "organisation" && r.number == 0 {
				for has(t.columns, "organisation", c.slot) {
					c.slot++
				}
			}
			t.firms = max(t.firms, c.slot+1)
		default:
			c.labelAt = labelColumn(naming, r.field, r.number)
		}
		t.columns = append(t.columns, c)
	}
	return t
}

func kindOf(field string) string {
	if slices.Contains(addressParts, field) {
		return "address"
	}
	return field
}

func labelColumn(naming map[string]int, kind string, number int) int {
	if at, ok := naming[kind+strconv.Itoa(max(number, 1))]; ok {
		return at
	}
	return -1
}

func slotKey(r role) string { return strconv.Itoa(max(r.number, 1)) + r.label }

func splitKey(key string) (label string, number int) {
	digits := len(key) - len(strings.TrimLeft(key, "0123456789"))
	number, _ = strconv.Atoi(key[:digits])
	return key[digits:], number
}

func has(columns []column, field string, slot int) bool {
	return slices.ContainsFunc(columns, func(c column) bool { return c.field == field && c.slot == slot })
}

// alone tells whether an address of r's label and number stands by itself:
// another part of it, or its label, has a column.
func alone(roles []role, r role, naming map[string]int) bool {
	if _, ok := naming["address"+strconv.Itoa(r.number)]; ok {
		return true
	}
	return slices.ContainsFunc(roles, func(o role) bool {
		return o.field != "street" && slices.Contains(addressParts, o.field) && o.label == r.label && o.number == r.number
	})
}
