// Calepin is a client file in the terminal, kept in a sealed vault.
package main

import (
	"os"

	"calepin/crypto"
	"calepin/ui/cli"
)

func main() {
	// What the system refuses here, `calepin doctor` reports.
	_ = crypto.HardenProcess()
	os.Exit(cli.Run(os.Args[1:]))
}
