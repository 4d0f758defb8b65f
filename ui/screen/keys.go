package screen

import "unicode/utf8"

// Keys are the keys of an action: the person's own where the configuration
// names some, none where it names an empty list.
func (d *Desk) Keys(a Action) []string {
	if d.Prefs != nil {
		if own, ok := d.Prefs.Keys[a.ID]; ok {
			return own
		}
	}
	return a.Keys
}

// KeyOf is the key an action shows, as people call it; empty for none.
func (d *Desk) KeyOf(a Action) string { return d.keyThat(a, func(string) bool { return true }) }

// KeyWhileTyping is the key an action shows beside a field, where letters are
// written; empty for none.
func (d *Desk) KeyWhileTyping(a Action) string {
	return d.keyThat(a, func(key string) bool { return utf8.RuneCountInString(key) > 1 && key != "space" })
}

func (d *Desk) keyThat(a Action, fits func(string) bool) string {
	for _, key := range d.Keys(a) {
		if fits(key) {
			return d.T.KeyName(key)
		}
	}
	return ""
}
