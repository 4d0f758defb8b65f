package store

import (
	"bytes"
	"cmp"
	"reflect"
	"slices"
)

// SortRecords sorts a list as slices.SortStableFunc does, by way of places: Go
// compiles that function anew for each type of record, ten kilobytes and more.
func SortRecords[T any](list []T, compare func(a, b T) int) {
	order := sortedPlaces(len(list), func(a, b int) int { return compare(list[a], list[b]) })
	if !slices.IsSorted(order) { // most lists of one person are in order
		put(order, reflect.Swapper(list))
	}
}

// sortedPlaces returns 0 to n-1 in the order that compare gives them, what is
// alike as it was.
func sortedPlaces(n int, compare func(a, b int) int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int {
		if c := compare(a, b); c != 0 {
			return c
		}
		return cmp.Compare(a, b)
	})
	return order
}

// put brings a list in order: to each place what lies at the one that order
// names there. It spends order.
func put(order []int, swap func(a, b int)) {
	for first := range order {
		at := first
		for order[at] != first {
			from := order[at]
			swap(at, from)
			order[at], at = at, from
		}
		order[at] = at
	}
}

func sortIDs(ids []ID) { SortRecords(ids, func(a, b ID) int { return bytes.Compare(a[:], b[:]) }) }

// byBytes sorts a handful of keys where they lie, through sort.Sort.
type byBytes [][]byte

func (b *byBytes) Len() int           { return len(*b) }
func (b *byBytes) Less(i, j int) bool { return bytes.Compare((*b)[i], (*b)[j]) < 0 }
func (b *byBytes) Swap(i, j int)      { (*b)[i], (*b)[j] = (*b)[j], (*b)[i] }
