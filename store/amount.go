package store

// Amount is a sum of money in hundredths of the currency's unit.
// In JSON it is a decimal string ("1234.50"), which no reader rounds.
type Amount int64
