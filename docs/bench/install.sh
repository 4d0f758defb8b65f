# shellcheck shell=bash
# What docs/bench/run needs, in $work/bin: Debian's packages where a command is
# missing, the Go of go.mod where there is none as new, stock age, calepin, and
# the programs that measure.
: "${work:?}"

packages() { # COMMAND=PACKAGE…
	local pair missing=() root=()
	for pair in "$@"; do
		command -v "${pair%%=*}" >/dev/null || missing+=("${pair#*=}")
	done
	[ ${#missing[@]} -gt 0 ] || return 0
	[ "$(id -u)" -eq 0 ] || root=(sudo)
	"${root[@]}" apt-get update -qq
	"${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

# From 1.21 on, Go fetches by itself what go.mod asks for. Debian 12 has 1.19:
# there the whole of it is had from the module proxy, as that would do.
go_of_today() {
	local minor version os arch
	minor=$({ go version 2>/dev/null || true; } | sed -n 's/^go version go1\.\([0-9]*\).*/\1/p')
	[ "${minor:-0}" -lt 21 ] || return 0
	packages curl=curl unzip=unzip update-ca-certificates=ca-certificates
	version=$(sed -n 's/^go //p' go.mod)
	case $(uname -m) in
	x86_64) arch=amd64 ;;
	aarch64) arch=arm64 ;;
	*) echo "install Go $version" >&2 && return 1 ;;
	esac
	os=golang.org/toolchain@v0.0.1-go$version.linux-$arch
	curl -fsSL -o "$work/go.zip" "https://proxy.golang.org/${os%@*}/@v/${os#*@}.zip"
	unzip -q "$work/go.zip" -d "$work"
	chmod +x "$work/$os"/bin/* "$work/$os"/pkg/tool/*/*
	export PATH="$work/$os/bin:$PATH"
}

install_all() {
	local program
	packages sqlcipher=sqlcipher khard=khard
	go_of_today
	GOBIN=$work/bin go install filippo.io/age/cmd/...@v1.3.2
	.ci/build -o "$work/bin/calepin" .
	for program in turns first keys peak; do
		go build -trimpath -o "$work/bin/$program" "./docs/bench/_$program"
	done
}
