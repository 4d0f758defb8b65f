package crypto

import (
	"crypto/rand"
	"crypto/subtle"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// A recovery key is an ordinary Identity that lives on paper: it opens the
// vault when the keyring is lost. Nobody proves by a click that the paper
// exists, so part of it is asked back.

// groupSize is how many letters a group has on paper.
const groupSize = 5

// Groups cuts a key's text into pieces to copy by hand: the prefix that all
// keys share, whole, then groups of five letters (the last may be shorter).
// Joined, they are the key: SECRET.
func Groups(id *Identity) []string {
	text := id.String()
	prefix := text[:strings.LastIndexByte(text, '1')+1]
	groups := []string{prefix}
	for chunk := range slices.Chunk([]byte(text[len(prefix):]), groupSize) {
		groups = append(groups, string(chunk))
	}
	return groups
}

// PickGroups draws n different groups to ask back, in ascending order: indices
// into Groups, never the prefix nor the short last group. Fewer come when
// there are not n.
func PickGroups(id *Identity, n int) ([]int, error) {
	var all []int
	for i, g := range Groups(id) {
		if i > 0 && len(g) == groupSize {
			all = append(all, i)
		}
	}
	n = max(0, min(n, len(all)))
	for i := range n {
		j, err := rand.Int(rand.Reader, big.NewInt(int64(len(all)-i)))
		if err != nil {
			return nil, err
		}
		k := i + int(j.Int64())
		all[i], all[k] = all[k], all[i]
	}
	slices.Sort(all[:n])
	return all[:n], nil
}

// CheckPart tells whether someone typed those groups back, in that order.
// Blanks anywhere and small letters are forgiven, and so is the number of each
// group before it, as it stands on paper. An index outside Groups, the
// prefix (0), or no index at all is never proof. The comparison takes as long
// whatever is wrong in it.
func CheckPart(id *Identity, which []int, typed string) bool {
	groups := Groups(id)
	var want, numbered strings.Builder
	for _, i := range which {
		if i < 1 || i >= len(groups) {
			return false
		}
		want.WriteString(groups[i])
		numbered.WriteString(strconv.Itoa(i) + groups[i])
	}
	if want.Len() == 0 {
		return false
	}
	got := []byte(unblank(typed))
	return subtle.ConstantTimeCompare([]byte(want.String()), got)|subtle.ConstantTimeCompare([]byte(numbered.String()), got) == 1
}

// unblank drops all blanks and makes capitals.
func unblank(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' {
			return -1
		}
		return unicode.ToUpper(r)
	}, s)
}
