// Package seal is the only package that does cryptography: it locks a record behind a passphrase, and seals, tags and
// opens what is in it.
//
// In the ordinary case: [NewVault] once, [Vault.Unlock] each time, then [Key.OpenHead] for the head of a half,
// [FileKey.OpenFrame] for what lies in its files and [Space.OpenBody] for the words of an entry. What is sealed is opened
// by the same type that sealed it, with the same context; any other context is refused.
//
// In and out: keys are 32 bytes; sealed things are byte strings laid out in FORMAT.md; sizes are bytes. Nothing here
// reads a clock, a disk or a network, and nothing keeps what it was given. All types may be used by several goroutines,
// as long as nobody decodes into them meanwhile.
//
// Errors: [ErrWrongPassphrase] and [ErrWrongWords] for what a person typed; [ErrVersion] for what a newer program wrote;
// [ErrMalformed] for bytes that are not in the one canonical form; [ErrCommitment] and [ErrOpen] for bytes that were
// altered or belong elsewhere. No error holds a key, a word or a name.
//
// Erasing memory is not promised: Go copies values, and zeroed secrets were still found in live memory. Who wants a
// process to forget ends it.
//
// Source: FORMAT.md in this folder. An outside cryptographer's review is owed before 1.0 and has not happened yet.
package seal
