package crypto

const noFollow = 0 // there is no such flag

// syncDir does nothing: Windows cannot flush a folder, and NTFS journals the
// names by itself.
func syncDir(string) error { return nil }
