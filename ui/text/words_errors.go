package text

// Errors are the sentences of typed errors: what happened, then what to do.
type Errors struct {
	Panic           string
	Other           Phrase
	UnknownLanguage Phrase
	When            Phrase
	NoTerminal      string
	Cancelled       string
	Interrupted     string
	EditorCut       string
	FileNotFound    Phrase
	FileExists      Phrase
	FileDenied      Phrase
	NotFolder       Phrase
	NotOrdinary     Phrase
	NoFolder        Phrase
	NoHome          string
	DiskFull        string
	ReadOnlyDisk    string
	ReadOnlyBecause string // the same as a part of a sentence
	ImportIsIn      Phrase

	Keyring   KeyringErrors
	Identity  IdentityErrors
	PluginKey PluginKeyErrors
	Vault     VaultErrors
	Store     StoreErrors
	Request   RequestErrors
}

// KeyringErrors say why the keyring gave no key.
type KeyringErrors struct {
	NoBus, Locked, NoItem, NoCollection, TimedOut, TimedOutLocked, Denied string
	Failed                                                                Phrase
}

// PluginKeyErrors say what became of a key on hardware, and what its plugin says
// and asks.
type PluginKeyErrors struct {
	Missing, Silent, Cancelled, Failed, Says, Asks Phrase
}

// IdentityErrors say what is wrong with a key.
type IdentityErrors struct {
	NoIdentity, Several, Sealed, Malformed, Plugin, NoRecipient, SSH, Public, Secret, NotText, TooLarge, NotRegular,
	WrongPassphrase, EmptyPassphrase, NotPassphrase, NotSealed, SealDamaged, WorkFactor string
}

// VaultErrors say why a vault was not opened or not changed.
type VaultErrors struct {
	WrongKey, NotAuthentic, OtherVault, NoPin, PinDamaged, Unknown, Closed, Backups, Unfolded, NothingLeft string

	NotFound, Exists                                                   Phrase
	Missing, NotSealed, DamagedSnapshot, DamagedHeader, DamagedJournal Phrase

	InUse     Phrase
	InUseBare string
	Older     Phrase
	Newer     Phrase
	ReadOnly  Phrase
	PinFailed Phrase
}

// StoreErrors say why a record was not found or not taken.
type StoreErrors struct {
	NothingToUndo   string
	Field           Phrase
	Codes           map[string]string // by store.Code, or by field and code: "email.format"
	Kinds           map[string]string // by store.RecordKind
	RecordNotFound  Phrase
	NotFoundByID    Phrase // of a kind that has neither e-mail nor name
	Ambiguous       Phrase
	RecordExists    Phrase
	InUseBy         Plural
	TooLarge        Phrase
	NewerSchema     string
	NoSchema        string
	Content         string
	MentionsUnclear Plural
	Evidence        string
	NothingGiven    string
	NotSet          string
	NotTold         string
	Restricted      string
	Held            Phrase
	ActivityInUse   Phrase
}
