package store

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"
)

// TestAppendPerson holds that people are written as json.Marshal writes them:
// with one field set, with some, with all, whatever is in them. A field that
// Person gains fails it until appendPerson writes it.
func TestAppendPerson(t *testing.T) {
	fields := reflect.TypeFor[Person]().NumField()
	rng := rand.New(rand.NewPCG(1, 2))
	check := func(p *Person) {
		t.Helper()
		want, err := json.Marshal(p)
		must(t, err)
		got, err := appendRecord([]byte("x"), p)
		if err != nil || string(got[1:]) != string(want) {
			t.Fatalf("%s, not %s (%v)", got[1:], want, err)
		}
	}
	for round := range 2000 {
		var p Person
		check(&p)
		for i := range fields {
			if round < fields && i == round || round >= fields && rng.IntN(3) > 0 {
				anything(rng, reflect.ValueOf(&p).Elem().Field(i))
			}
		}
		check(&p)
	}
	if _, err := appendRecord(nil, &Person{CreatedAt: time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC)}); err == nil {
		t.Error("a year that JSON has no room for is written")
	}
}

// anything fills v at random.
func anything(rng *rand.Rand, v reflect.Value) {
	texts := []string{"Zoé", "<Roy & Fils>", "a\u2028b\u2029", "\xff\x00\x7f\t\"\\/", "’", "王", "Duval", ""}
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(time.Unix(rng.Int64N(4e9), rng.Int64N(2)*rng.Int64N(1e9)).UTC()))
		return
	case ID:
		v.Set(reflect.ValueOf(randomID()))
		return
	}
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(rng.IntN(2) > 0)
	case reflect.String:
		v.SetString(texts[rng.IntN(len(texts))])
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), rng.IntN(4), 4))
		for i := range v.Len() {
			anything(rng, v.Index(i))
		}
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		anything(rng, v.Elem())
	case reflect.Struct:
		for i := range v.NumField() {
			anything(rng, v.Field(i))
		}
	default:
		panic("a kind of field that is not known: " + v.Type().String())
	}
}
