package screen

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
func (d *Desk) KeyOf(a Action) string {
	if keys := d.Keys(a); len(keys) > 0 {
		return d.T.KeyName(keys[0])
	}
	return ""
}
