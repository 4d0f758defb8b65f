# shellcheck shell=bash
# The rows of the table that docs/bench/run prints.

# A row of times, each given as "p50 least most" in milliseconds. PEER and the
# bars, in milliseconds and as a ratio, may be empty.
row() { # WHAT OURS PEER MS RATIO
	awk -v what="$1" -v ours="$2" -v peer="$3" -v ms="$4" -v times="$5" '
	function n(x) { return sprintf("%.*f", x < 10 ? 2 : x < 100 ? 1 : 0, x) }
	function cell(t, a) { if (t == "") return "–"; split(t, a, " "); return n(a[1]) " ms (" n(a[2]) "–" n(a[3]) ")" }
	BEGIN {
		split(ours, o, " "); split(peer, p, " ")
		ratio = peer == "" ? "–" : sprintf("%.2f", o[1] / p[1])
		if (ms != "") { bar = "≤ " ms " ms"; missed = o[1] > ms }
		if (times != "") { bar = bar (bar == "" ? "" : ", ") "≤ " times " ×"; missed = missed || o[1] / p[1] > times }
		met = bar == "" ? "–" : missed ? "**no**" : "yes"
		if (bar == "") bar = "–"
		printf "| %s | %s | %s | %s | %s | %s |\n", what, cell(ours), cell(peer), ratio, bar, met
	}'
}

# A row of key to repaint: the bar is for the 99th percentile.
row_keys() { # WHAT "MEDIAN P99 MOST" BAR
	awk -v what="$1" -v t="$2" -v bar="$3" 'BEGIN {
		split(t, a, " ")
		printf "| %s: median, p99, most | %.1f, %.1f, %.1f ms | – | – | p99 ≤ %s ms | %s |\n", what, a[1], a[2], a[3], bar, (a[2] > bar ? "**no**" : "yes")
	}'
}

# A row of ratios that a Go benchmark reported under a name, a line a run.
row_ratio() { # WHAT LINES NAME BAR
	awk -v name="$3" '{ for (i = 3; i < NF; i += 2) if ($(i + 1) == name) print $i }' <<<"$2" | sort -n | awk -v what="$1" -v bar="$4" '
	{ v[NR] = $1 }
	END {
		p50 = v[int((NR + 1) / 2)]
		printf "| %s | – | – | %.2f (%.2f–%.2f) | ≤ %s × | %s |\n", what, p50, v[1], v[NR], bar, (p50 > bar ? "**no**" : "yes")
	}'
}

# A row of peak memory, from lines of KiB, beside a database of so many bytes.
row_memory() { # WHAT KIBS BYTES TIMES MORE
	sort -n <<<"$2" | awk -v what="$1" -v size="$3" -v times="$4" -v more="$5" '
	{ v[NR] = $1 / 1024 }
	END {
		mib = size / 1048576; bar = times * mib + more; p50 = v[int((NR + 1) / 2)]
		printf "| %s, and the database | %.0f MiB (%.0f–%.0f) | %.0f MiB | %.2f | ≤ %s × + %d MiB = %.0f MiB | %s |\n", what, p50, v[1], v[NR], mib, p50 / mib, times, more, bar, (p50 > bar ? "**no**" : "yes")
	}'
}
