// Turns runs commands in turns, so that whatever else the machine does meets
// all of them alike. It prints the median, the least and the most time of each,
// from exec to exit, in milliseconds, a line each. One turn more warms up.
//
//	turns RUNS PREPARE COMMAND [PREPARE COMMAND]…
//
// PREPARE is a line for sh that runs before each time and is not counted.
// COMMAND is a program and its arguments, parted by spaces; what it writes to
// stdout goes nowhere.
package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"strings"
	"time"
)

func main() {
	runs, err := strconv.Atoi(os.Args[1])
	check(err)
	pairs := os.Args[2:]
	times := make([][]time.Duration, len(pairs)/2)
	for turn := range runs + 1 {
		for i := range times {
			run(exec.Command("sh", "-c", pairs[2*i]))
			words := strings.Fields(pairs[2*i+1])
			took := run(exec.Command(words[0], words[1:]...))
			if turn > 0 {
				times[i] = append(times[i], took)
			}
		}
	}
	for _, all := range times {
		slices.Sort(all)
		ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
		fmt.Printf("%.2f %.2f %.2f\n", ms(all[len(all)/2]), ms(all[0]), ms(all[len(all)-1]))
	}
}

func run(cmd *exec.Cmd) time.Duration {
	var said bytes.Buffer
	cmd.Stderr = &said
	began := time.Now()
	if err := cmd.Run(); err != nil {
		check(fmt.Errorf("%s: %w\n%s", cmd, err, &said))
	}
	return time.Since(began)
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "turns:", err)
		os.Exit(1)
	}
}
