package store

import "slices"

// SortRecords sorts a list as slices.SortStableFunc does, by way of places: Go
// compiles that function anew for each type of record, ten kilobytes and more.
// Lists of many thousands do without.
func SortRecords[T any](list []T, compare func(a, b T) int) {
	order := sortedPlaces(len(list), func(a, b int) int { return compare(list[a], list[b]) })
	sorted := make([]T, len(list))
	for i, at := range order {
		sorted[i] = list[at]
	}
	copy(list, sorted)
}

// sortedPlaces returns 0 to n-1 in the order that compare gives them.
func sortedPlaces(n int, compare func(a, b int) int) []int {
	order := make([]int, n)
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, compare)
	return order
}
