package store

// eachText calls fn with each free text of a record, in which others may be
// spoken of, and keeps what fn makes of it. The names and numbers of another
// contact are that contact's own; for notices and wordings, see shown.
func (e *eraser) eachText(r record, fn func(*string)) {
	switch r := r.(type) {
	case *Activity:
		for language, t := range r.Texts {
			for _, text := range append(t.texts(), &t.Name) {
				fn(text)
			}
			r.Texts[language] = t
		}
	case *LetterText:
		fn(&r.Text)
		r.SHA256 = hashed(r.Text)
	}
	for _, text := range e.texts(r) {
		fn(text)
	}
}

// texts returns those of a record that it holds as they are.
func (e *eraser) texts(r record) []*string {
	switch r := r.(type) {
	case *Person:
		t := []*string{&r.Note, &r.Source}
		for i := range r.Tags {
			t = append(t, &r.Tags[i])
		}
		for i := range r.Organisations {
			t = append(t, &r.Organisations[i].Title, &r.Organisations[i].Department)
		}
		for i := range r.Fields {
			t = append(t, &r.Fields[i].Text)
		}
		return append(t, inAddresses(r.Addresses)...)
	case *Organisation:
		return append(inAddresses(r.Addresses), &r.Note)
	case *Interaction:
		return []*string{&r.Subject, &r.Body}
	case *Document:
		return []*string{&r.Note}
	case *Attachment:
		return []*string{&r.Name}
	case *Task:
		return []*string{&r.Title, &r.Note}
	case *Disclosure:
		return []*string{&r.Recipient, &r.Purpose, &r.Risk}
	case *Archived:
		t := []*string{&r.Document.Note}
		if r.Consent != nil {
			t = append(t, &r.Consent.Collector, &r.Consent.Reference)
		}
		if r.Given != nil {
			t = append(t, &r.Given.Note)
		}
		return t
	case *Consent:
		return []*string{&r.Collector, &r.Reference, &r.Parent, &r.Note}
	case *NoticeGiven:
		return []*string{&r.Note}
	case *Retained:
		return []*string{&r.Reason}
	case *Request:
		t := []*string{&r.Name, &r.Reach, &r.Asked}
		for i := range r.Events {
			t = append(t, &r.Events[i].Text, &r.Events[i].By)
			for j := range r.Events[i].Changes {
				t = append(t, &r.Events[i].Changes[j].Before, &r.Events[i].Changes[j].After)
			}
		}
		return t
	case *Telling:
		return []*string{&r.Recipient, &r.Note}
	case *Reading:
		return []*string{&r.Reason}
	case *Hold:
		return []*string{&r.Reason}
	case *Processor:
		t := []*string{&r.Name, &r.Service, &r.Data, &r.Place, &r.Reach, &r.Transfer, &r.Reference}
		for i := range r.Reviews {
			t = append(t, &r.Reviews[i].Note, &r.Reviews[i].By)
		}
		return t
	case *Review:
		t := []*string{&r.By}
		for i := range r.Checks {
			t = append(t, &r.Checks[i].Finding)
		}
		for i := range r.Answers {
			t = append(t, &r.Answers[i].Note, &r.Answers[i].By)
		}
		return t
	case *Breach:
		t := []*string{&r.Title, &r.Facts, &r.Data, &r.People, &r.Consequences, &r.Measures, &r.Advice}
		for i := range r.Events {
			t = append(t, &r.Events[i].Text, &r.Events[i].Delay, &r.Events[i].By)
		}
		return t
	case *Restriction:
		t := []*string{&r.Reason}
		if r.Lifting != nil {
			t = append(t, &r.Lifting.Reason)
		}
		return t
	case *Erasure:
		return []*string{&r.Reason}
	case *Activity:
		return []*string{&r.Justification}
	case *Field:
		return []*string{&r.Name}
	case *Policy:
		return []*string{&r.Justification}
	case *Rule:
		return []*string{&r.Justification}
	case *Batch:
		t := []*string{}
		for i := range r.Files {
			t = append(t, &r.Files[i])
		}
		return t
	}
	return nil
}

// inAddresses are the lines that may say at whose place somebody is.
func inAddresses(all []Address) (t []*string) {
	for i := range all {
		t = append(t, &all[i].Extended, &all[i].Street)
	}
	return t
}

func contactOf(r record) ID {
	switch r := r.(type) {
	case *Person:
		return r.ID
	case *Interaction:
		return r.Contact
	case *Document:
		return r.Contact
	case *Attachment:
		return r.Contact
	case *Task:
		return r.Contact
	case *Consent:
		return r.Contact
	case *NoticeGiven:
		return r.Contact
	case *Retained:
		return r.Contact
	case *Request:
		return r.Contact
	case *Telling:
		return r.Contact
	case *Restriction:
		return r.Contact
	case *Hold:
		return r.Contact
	}
	return ID{}
}
