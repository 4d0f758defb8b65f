package text

// UnlockWords are the words of the screen that opens a vault.
type UnlockWords struct {
	Title, Opening, Checking string
	Arriving                 string // of what is not in memory yet

	LockedTitle, LockedHint           string
	PassphraseTitle, PassphraseLabel  string
	Beside, TwoFactors                string
	PromptTitle, PromptText           string
	WaitingTitle, WaitingText         string
	RecoveryTitle, RecoveryText       string
	RecoveryLabel, RecoveryHint       string
	RecoveryDone                      string
	NewTitle                          string
	InUseTitle                        string
	DamagedTitle, OlderTitle          string
	NewerTitle, WrongTitle, GoneTitle string
	FailedTitle                       string
	OlderAsk                          string
	WhoTitle, SomeoneHelp             string
	LoginLabel, LoginHint             string
	HardwareText                      string // while a hardware key says nothing

	File, Hardware, HardwareLeft Phrase

	Open, Wait, Other, Recovery, Retry, Accept, Refuse, Older, OlderYes, Leave, Reply, GiveUp, Who Action
}

// FirstRunWords are the words of the screens that make a vault.
type FirstRunWords struct {
	Title string
	Step  Phrase

	LanguageTitle, LanguageText             string
	BusinessTitle, BusinessText             string
	Name, Email, Phone, Country, Form       string
	NameHint, Optional                      string
	KeyTitle, KeyText                       string
	Keyring, TwoFactors, Sealed, File       string
	KeyringHelp, TwoFactorsHelp, SealedHelp string
	FileHelp, FileLabel                     string
	FileHint, FileNeeded                    string
	Advice, Guessable, Fair, Strong         string
	NextKeyring, NextPassphrase             string
	Trying, TryingText                      string
	PassphraseTitle, Passphrase, Again      string
	RecoveryTitle, RecoveryText             string
	QRHint                                  string
	ProveTitle, ProveText, ProveOther       string
	Writing                                 string
	MadeTitle, ImportAsk                    string
	QuitTitle, QuitText                     string

	QRTooSmall, Group, Dir, NextFile Phrase

	Next, Previous, QR, Groups, Prove, Make, Import, Start, Quit, QuitYes, StopWaiting, Choose Action
}
