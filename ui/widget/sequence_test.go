package widget

import (
	"reflect"

	tea "charm.land/bubbletea/v2"
)

// sequence runs the commands of tea.Sequence, whose message type is private,
// and returns any other message as it is.
func sequence(msg tea.Msg) []tea.Msg {
	v := reflect.ValueOf(msg)
	if v.Kind() != reflect.Slice || v.Type().Elem() != reflect.TypeFor[tea.Cmd]() {
		return []tea.Msg{msg}
	}
	var all []tea.Msg
	for i := range v.Len() {
		all = append(all, run(v.Index(i).Interface().(tea.Cmd))...)
	}
	return all
}
