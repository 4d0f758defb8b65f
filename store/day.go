package store

import (
	"encoding/binary"
	"time"
)

// Day is a calendar day as a number that compares as days do, 20261123; 0 for
// none.
type Day int32

// DayOf returns the number of a date.
func DayOf(d Date) Day {
	if len(d) != len(dateLayout) {
		return 0
	}
	n := Day(0)
	for i := range len(d) {
		if i != 4 && i != 7 {
			n = n*10 + Day(d[i]-'0')
		}
	}
	return n
}

func dayOfTime(t time.Time) Day {
	if t.IsZero() {
		return 0
	}
	y, m, d := t.UTC().Date()
	return Day(y*10000 + int(m)*100 + d)
}

// Date returns the date of a number.
func (d Day) Date() Date {
	if d == 0 {
		return ""
	}
	b := []byte("0000-00-00")
	for i := len(b) - 1; i >= 0; i-- {
		if b[i] != '-' {
			b[i] = byte('0' + d%10)
			d /= 10
		}
	}
	return Date(b)
}

// AddMonths returns the same day some months later, or the last day of a month
// that lacks it: 29 February and three years make 28 February.
func (d Day) AddMonths(n int) Day {
	if d == 0 {
		return 0
	}
	months := int(d)/10000*12 + int(d)/100%100 - 1 + n
	y, m := months/12, months%12
	last := [12]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[m]
	if m == 1 && (y%4 == 0 && y%100 != 0 || y%400 == 0) {
		last = 29
	}
	return Day(y*10000 + (m+1)*100 + min(int(d)%100, last))
}

func appendDays(b []byte, days ...Day) []byte {
	for _, d := range days {
		b = binary.BigEndian.AppendUint32(b, uint32(d))
	}
	return b
}

func dayAt(v []byte, i int) Day { return Day(binary.BigEndian.Uint32(v[i:])) }
