//go:build !windows

package cli

const ttyName = "/dev/tty"
