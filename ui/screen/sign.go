package screen

import "calepin/store"

// KindSign is a sign of one cell for a kind of interaction, to be found at a
// glance; the word stands beside it wherever there is room.
func KindSign(k store.Kind) string {
	switch k {
	case store.Call:
		return "☏"
	case store.Mail:
		return "@"
	case store.Meeting:
		return "&"
	case store.Message:
		return "»"
	case store.Letter:
		return "✉"
	case store.Note:
		return "✎"
	case store.Purchase:
		return "¤"
	}
	return "·"
}

// DirectionSign points towards the business or away from it.
func DirectionSign(d store.Direction) string {
	switch d {
	case store.In:
		return "←"
	case store.Out:
		return "→"
	}
	return " "
}

// SupportSign is a sign of one cell for where a support request stands.
func SupportSign(s store.SupportState) string {
	switch s {
	case store.Opened:
		return "●"
	case store.Waiting:
		return "◐"
	case store.Solved:
		return "✓"
	}
	return " "
}
