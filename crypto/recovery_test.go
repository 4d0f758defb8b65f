package crypto

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

func TestGroups(t *testing.T) {
	eachKind(t, func(t *testing.T, id *Identity) {
		groups := Groups(id)
		if strings.Join(groups, "") != id.String() {
			t.Error("the groups are not the key")
		}
		if !strings.HasSuffix(groups[0], "-1") || len(groups) != 13 {
			t.Errorf("%d groups, first %s", len(groups), groups[0])
		}
		for i, g := range groups[1:] {
			if len(g) != groupSize && i != len(groups)-2 {
				t.Errorf("group %d has %d letters", i+1, len(g))
			}
		}
	})
}

func TestPickGroups(t *testing.T) {
	id := generate(t, false)
	seen := map[int]bool{}
	for range 200 {
		which, err := PickGroups(id, 3)
		if err != nil {
			t.Fatal(err)
		}
		if len(slices.Compact(slices.Clone(which))) != 3 || !slices.IsSorted(which) {
			t.Fatal(which)
		}
		for _, i := range which {
			seen[i] = true
		}
	}
	// 11 whole groups; to miss one in 600 draws happens once in 10^27.
	if len(seen) != 11 || seen[0] || seen[12] {
		t.Errorf("drew %v", seen)
	}
	for n, want := range map[int]int{-1: 0, 0: 0, 11: 11, 99: 11} {
		if which, err := PickGroups(id, n); len(which) != want || err != nil {
			t.Errorf("%d of them: %v, %v", n, which, err)
		}
	}
}

func TestCheckPart(t *testing.T) {
	id := generate(t, false)
	g := Groups(id)
	for _, c := range []struct {
		name  string
		which []int
		typed string
		want  bool
	}{
		{"one", []int{3}, g[3], true},
		{"two", []int{3, 7}, g[3] + " " + g[7], true},
		{"not ascending", []int{7, 3}, g[7] + g[3], true},
		{"small letters", []int{3, 7}, strings.ToLower(g[3] + g[7]), true},
		{"blanks anywhere", []int{3}, " \t" + g[3][:2] + "\u00a0" + g[3][2:] + "\r\n", true},
		{"last, short", []int{12}, g[12], true},
		{"number and group", []int{3}, "3 " + strings.ToLower(g[3]), true},
		{"numbers and groups", []int{3, 11}, "3 " + g[3] + " 11" + g[11], true},
		{"another number", []int{3}, "4 " + g[3], false},
		{"order swapped", []int{3, 7}, g[7] + g[3], false},
		{"another group", []int{3}, g[4], false},
		{"too little", []int{3, 7}, g[3], false},
		{"too much", []int{3}, g[3] + g[4], false},
		{"nothing typed", []int{3}, "", false},
		{"nothing asked", nil, "", false},
		{"prefix", []int{0}, g[0], false},
		{"negative", []int{-1}, "", false},
		{"outside", []int{13}, "", false},
	} {
		if got := CheckPart(id, c.which, c.typed); got != c.want {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

func TestParsePaper(t *testing.T) {
	eachKind(t, func(t *testing.T, id *Identity) {
		numbered := ""
		for i, group := range Groups(id) {
			numbered += fmt.Sprintf("%2d %s\n", i, group)
		}
		for _, text := range []string{
			strings.ToLower(strings.Join(Groups(id), " \n")),
			"\ufeff# created: today\r\n# the recovery key\r\n" + strings.Join(Groups(id), " ") + "\r\n",
			"AGE- SECRET" + strings.TrimPrefix(id.String(), "AGE-SECRET"),
			numbered,
		} {
			if got, err := ParseIdentity(text); err != nil || got.String() != id.String() {
				t.Errorf("%q: %v", text, err)
			}
		}
		for _, text := range []string{id.String() + "\n" + id.String(), strings.Join(Groups(id)[1:], " "), numbered + "Q"} {
			if _, err := ParseIdentity(text); err == nil {
				t.Errorf("%q is a key", text)
			}
		}
	})
	if _, err := ParseIdentity(strings.Repeat(" ", MaxIdentitySize+1)); err == nil {
		t.Error("no limit")
	}
}
