package store

import "slices"

// SortRecords sorts a list as slices.SortStableFunc does, by way of pointers: Go
// compiles that function anew for each type of record, ten kilobytes and more,
// and but once for all pointers. Lists of many thousands do without.
func SortRecords[T any](list []T, compare func(a, b T) int) {
	order := make([]*T, len(list))
	for i := range list {
		order[i] = &list[i]
	}
	slices.SortStableFunc(order, func(a, b *T) int { return compare(*a, *b) })
	sorted := make([]T, len(list))
	for i, at := range order {
		sorted[i] = *at
	}
	copy(list, sorted)
}
