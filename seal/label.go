package seal

// label separates one use of a primitive from every other. Each stands in exactly one place of FORMAT.md, "Labels"; a
// test fails when two are equal, when one is missing there, or when one is written anywhere but here.
type label string

const (
	labelSlot        label = "kept/v1/slot"             // a passphrase slot's key
	labelSlotAD      label = "kept/v1/slot-ad"          // its associated data
	labelWordsSlot   label = "kept/v1/words-slot"       // a words slot's outer key
	labelWordsSlotAD label = "kept/v1/words-slot-ad"    // its associated data
	labelWordsKEM    label = "kept/v1/words-kem"        // from the words: seed of the HPKE key
	labelWordsOuter  label = "kept/v1/words-outer"      // from the words: secret of the outer seal
	labelWordsWrap   label = "kept/v1/words-wrap"       // HPKE info of the inner wrap
	labelHead        label = "kept/v1/head"             // a head's key
	labelHeadAD      label = "kept/v1/head-ad"          // its associated data
	labelFrameAD     label = "kept/v1/frame-ad"         // a frame's associated data
	labelGenesis     label = "kept/v1/genesis"          // hash that is the space id
	labelGenesisSig  label = "kept/v1/genesis-sig"      // a member's signature on it
	labelAnnounce    label = "kept/v1/announcement"     // hash that is the epoch id
	labelAnnounceSig label = "kept/v1/announcement-sig" // the author's signature on it
	labelEpoch       label = "kept/v1/epoch"            // commitment to an outbox secret
	labelEntryKey    label = "kept/v1/entry-key"        // from the outbox secret: the key bodies are sealed from
	labelBody        label = "kept/v1/body"             // a body's key
	labelBodyAD      label = "kept/v1/body-ad"          // its associated data
	labelEntry       label = "kept/v1/entry"            // hash that is the entry id
	labelOwnTag      label = "kept/v1/own-tag"          // a person's tag on their own entry
)

// with returns the label, one zero byte, and parts. No label holds a zero byte, so none is the beginning of another;
// every label's parts have fixed sizes, so no two lists of parts give the same bytes.
func (l label) with(parts ...[]byte) []byte {
	n := len(l) + 1
	for _, p := range parts {
		n += len(p)
	}
	out := make([]byte, 0, n)
	out = append(out, l...)
	out = append(out, 0)
	for _, p := range parts {
		out = append(out, p...)
	}
	return out
}
