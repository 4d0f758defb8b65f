package text

// Init is the creation of a vault and the handing over of a recovery key.
type Init struct {
	Command           Command
	NeedsTerminal     Phrase
	PassphraseForWhat string
	SameFile          string
	WeakPassphrase    Phrase

	Welcome       Phrase
	BusinessTitle string
	AskName       string
	AskEmail      string
	AskPhone      string
	AskCountry    string
	AskForm       string
	FormLiberal   string
	FormCompany   string
	FormTrader    string

	KeyTitle       string
	AskKey         string
	KeyKeyring     string
	KeyTwoFactors  string
	KeyPassphrase  string
	KeyFile        string
	AskFile        string
	PassphraseHint string
	AskPassphrase  string
	AskAgain       string
	Differ         string

	RecoveryTitle string
	WhenReady     string
	CopyThis      string
	WhenCopied    string
	WhenScanned   string
	ProveIt       Phrase
	WrongPart     string
	ShowAgain     string
	Proven        string

	Made            Phrase
	RecoveryIn      Phrase
	Next            Phrase
	IdentityComment string // in a key file
	RecoveryComment string
}

// Seal is "calepin seal".
type Seal struct {
	Command Command
	Done    Phrase
}

// Backup is "calepin backup".
type Backup struct {
	Command    Command
	Create     Command
	List       Command
	Verify     Command
	Keep       Command
	Restore    Restore
	Made       Phrase
	Copied     Phrase // {dir}
	Remembered Phrase // {dir}
	NotFollow  Phrase // {dir}
	Removed    Plural
	Away       Phrase // {dir}
	NotCopied  Phrase // {dir} {why}
	NotMade    Phrase // {why}
	None       string
	Authentic  string
	NotVouched string
	Failed     string
	Verified   Phrase // {date}
	Opens      Phrase // {name}
	FailedNow  Phrase // {name} {why}
	SomeFailed Plural
	Which      string
	Kept       Phrase // {daily} {weekly} {monthly}
	To         Phrase // {dir} {state}
	There      string
	NotThere   string
	Forgotten  Phrase // {dir}
	NoSuchDir  Phrase // {dir}
	MadeAt     string
	Size       string
	State      string
	Where      string
	Here       string
	Name       string
}

// Restore is "calepin backup restore".
type Restore struct {
	Command    Command
	From       Phrase // {date} {people} {interactions} {documents}
	Lost       string
	Changed    string
	Back       string
	Others     Plural
	Same       string
	Missing    string
	Damaged    Phrase // {why}
	Unpinned   string
	NoLedger   string
	Aside      string
	Question   string
	Done       Phrase // {date}
	KeptAside  Phrase // {name}
	DamagedIn  Phrase // {dir}
	AsNew      Phrase // {dir}
	NotFound   Phrase // {name}
	FileNoInto string
}

// Salvage is "calepin salvage".
type Salvage struct {
	Command     Command
	Done        Phrase
	Records     Plural
	Changes     Plural
	Lost        Phrase
	JournalLost string
	NotVouched  string
}

// Key is "calepin key".
type Key struct {
	Command        Command
	Show           Command
	Recovery       Command
	RecoveryVerify Command
	RecoveryNew    Command
	Passphrase     Command
	Rotate         Command
	Enrol          Command

	OnPaper         string
	BesideVault     string
	InFile          Phrase
	InSealedFile    Phrase
	InKeyring       string
	InKeyringSealed string

	SecretWarning string
	SecretExposed string
	SecretWritten Phrase
	VaultID       string
	UnlockedWith  string
	Operator      string
	RecoveryKey   string
	KindName      string
	Kinds         map[string]string
	Since         string
	State         string
	Proven        string
	Unproven      string
	Public        string

	NoRecovery            string
	NotTheRecovery        string
	RecoveryProven        string
	RecoveryReplaced      string
	VerifyNeedsFile       string
	TypeWhole             string
	EnrolFirst            string
	EnrolElsewhere        string
	BesideNeedsPassphrase string
	NoPassphrase          string
	PassphraseSet         string
	PassphraseRemoved     string
	Rotated               string
	Enrolled              string
}

// Doctor is "calepin doctor".
type Doctor struct {
	Command Command
	Levels  map[string]string
	Worst   Plural

	Checking      string
	AskingKeyring string

	Private                                                         string
	Loose                                                           Phrase
	LooseAdvice                                                     Phrase
	Conflicts                                                       Phrase
	ConflictsAdvice                                                 string
	UnlockAdvice                                                    string
	Vault                                                           Phrase
	Journal                                                         Phrase
	IndexesFine                                                     string
	IndexesWrong                                                    Plural
	IndexesAdvice                                                   string
	Clock                                                           string
	ClockAdvice                                                     string
	AcceptedOlder                                                   Phrase
	KeyFine                                                         string
	KeyIsRecovery                                                   string
	KeyIsRecoveryAdvice                                             string
	KeyExposed                                                      Phrase
	KeyExposedAdvice                                                string
	RecoveryProven                                                  string
	RecoveryUnproven                                                string
	RecoveryUnprovenAdvice                                          string
	RecoveryNone                                                    string
	RecoveryNoneAdvice                                              string
	BackupNone                                                      string
	BackupOld                                                       Phrase
	BackupFine                                                      Phrase
	BackupAdvice                                                    string
	KeyringFine                                                     string
	KeyringAdvice                                                   string
	TwoFactors, OneFactor, OneFactorAdvice, SyncedAdvice, NotSynced string
	Synced, Version                                                 Phrase
	CoreOn                                                          string
	CoreOff                                                         string
	CoreAdvice                                                      string
	MemoryOnly                                                      string
	DiskEncrypted                                                   Phrase
	DiskPlain                                                       Phrase
	DiskUnknown                                                     Phrase
	DiskPlainAdvice                                                 Phrase
	SwapOff                                                         string
	SwapEncrypted                                                   string
	SwapPlain                                                       string
	SwapUnknown                                                     string
	SwapAdvice                                                      string
	HibernationOff                                                  string
	HibernationEncrypted                                            string
	HibernationPlain                                                string
	HibernationAdvice                                               string
}
