package store

// Sketch is what a list says of a record: what it is, of when, and what it is
// called, in the words of whoever wrote it. It is personal data.
type Sketch struct {
	Kind RecordKind `json:"kind"`
	// Sort is the kind of exchange or of document.
	Sort  string `json:"sort,omitempty"`
	ID    ID     `json:"id"`
	Day   Date   `json:"day,omitempty"`
	Title string `json:"title,omitempty"`
	// Document is the one that a file is attached to, Contact who else the
	// record is about.
	Document ID `json:"document,omitzero"`
	Contact  ID `json:"contact,omitzero"`
}

func sketchOf(r record) Sketch {
	kind, k := r.place()
	s := Sketch{Kind: kind, ID: ID(k[len(k)-16:])}
	switch r := r.(type) {
	case *Person:
		s.Day, s.Title = DateOf(r.CreatedAt), r.DisplayName("")
	case *Interaction:
		s.Sort, s.Day, s.Title = string(r.Kind), DateOf(r.At), r.Subject
	case *Document:
		s.Sort, s.Day, s.Title = string(r.Kind), r.Date, r.Number
	case *Attachment:
		s.Day, s.Title, s.Document = DateOf(timeOf(r.ID)), r.Name, r.Document
	case *Task:
		s.Day, s.Title = r.Due, r.Title
	case *Consent:
		s.Day = DateOf(r.At)
	case *NoticeGiven:
		s.Day = DateOf(r.At)
	case *Restriction:
		s.Day = DateOf(r.At)
	case *Request:
		s.Day = r.Received
	case *Hold:
		s.Day, s.Title = DateOf(r.At), r.Reason
	}
	return s
}

// detail adds a record to a list of the report, where the order asks for it.
func (p *leaver) detail(list *[]Sketch, r record) {
	if p.order.Detail {
		*list = append(*list, sketchOf(r))
	}
}
