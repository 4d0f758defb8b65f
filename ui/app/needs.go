package app

import (
	"calepin/store"
	"calepin/ui/screen"
)

// needs says what whoever is at work must be allowed for an action: it is refused
// before anything is typed. What is not named here is refused by the gate
// (store/gate.go) when it is saved.
var needs = func() map[string]store.Act {
	all := map[string]store.Act{}
	for act, ids := range map[store.Act][]string{
		store.Work: {"app.log", "breaches.add", "contacts.add", "contacts.delete", "contacts.edit", "contacts.import", "contacts.merge", "contacts.tag",
			"exchange.delete", "exchange.edit", "exchanges.delete", "exchanges.edit", "organisation.add", "organisation.delete", "organisation.edit",
			"organisations.add", "organisations.delete", "organisations.edit", "owed.tell", "person.attach", "person.delete", "person.document", "person.edit",
			"person.merge", "person.restrict", "person.task", "person.withdraw", "request.answer", "request.close", "request.extend", "request.identity",
			"request.refuse", "request.verify", "requests.add", "suppression.add", "tasks.add", "tasks.delete", "tasks.done", "tasks.edit", "tasks.postpone",
			"today.add", "today.done", "today.import", "today.postpone"},
		store.Erase:       {"erasure.erase", "holds.add", "holds.end", "person.erase", "retention.anonymise", "retention.purge"},
		store.ReadArchive: {"archive.open", "archive.readings", "retention.archive"},
		store.Govern: {"fields.add", "fields.delete", "fields.edit", "letters.edit", "processors.add", "processors.delete", "processors.edit",
			"register.add", "register.delete", "register.edit", "register.turn", "retention.automatic", "reviews.start", "rules.delete", "rules.edit", "wordings.edit"},
		store.Administer: {"backups.restore", "operators.add", "operators.remove", "operators.rename", "operators.role"},
		store.ReadTrail:  {"audit.export", "register.audit"},
	} {
		for _, id := range ids {
			all[id] = act
		}
	}
	return all
}()

// doable are the actions, those that whoever is at work may not do with the reason.
func (r *root) doable(actions []screen.Action) []screen.Action {
	if r.desk.Store == nil || r.desk.Store.Operator().Role == store.Owner {
		return actions
	}
	for i := range actions {
		a := &actions[i]
		if act, is := needs[a.ID]; is && a.Disabled == "" {
			if err := r.desk.Store.Can(act); err != nil {
				a.Disabled = r.desk.W.Sentence(err)
			}
		}
	}
	return actions
}
