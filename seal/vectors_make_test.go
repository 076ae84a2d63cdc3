package seal

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"strings"
	"testing"
)

// makeVectors seals one of everything. It runs under cryptotest.SetGlobalRandom.
func makeVectors(t *testing.T) (v vectors) {
	v.About = "Test vectors of FORMAT.md in this folder's parent. Bytes are hexadecimal. Every key here is public: use none of them."
	words := NewWords()
	lock := words.Lock()
	vault, keys, err := NewVault(Slots{typedLoose, &lock})
	noError(t, err)
	own, ownKey, err := vault.Relock(Mine, Slots{Passphrase: ownPassphrase})
	noError(t, err)

	encoded := binaryOf(t, vault)
	sum := sha256.Sum256(encoded)
	v.Vault, v.VaultSHA256 = vault.ID[:], sum[:]
	v.wordsVectors(t, words, lock)
	v.Blocks = []blockVector{
		{Name: "main", Vault: vault.ID[:], Half: Main, Passphrase: typedLoose, Words: string(words), Block: binaryOf(t, vault.Blocks[Main]), Key: keys[Main][:]},
		{Name: "mine", Vault: vault.ID[:], Half: Mine, Passphrase: typedComposed, Words: string(words), Block: binaryOf(t, vault.Blocks[Mine]), Key: keys[Mine][:]},
		{Name: "mine, its own passphrase", Vault: vault.ID[:], Half: Mine, Passphrase: ownPassphrase, Block: binaryOf(t, own.Blocks[Mine]), Key: ownKey[:]},
	}
	swapped, mistyped := v.Blocks[0], v.Blocks[2]
	swapped.Why, swapped.Half = "the block of the other half", Mine
	mistyped.Why, mistyped.Passphrase = "a space after the passphrase", ownPassphrase+" "
	v.RefusedBlocks = []blockVector{swapped, mistyped}

	v.headVectors(vault.ID, keys)
	v.frameVectors(vault.ID)
	v.spaceVectors(t)
	v.bodyVectors(t)
	return v
}

func (v *vectors) wordsVectors(t *testing.T, words Words, lock WordsLock) {
	entropy, err := entropyOf(string(words))
	noError(t, err)
	zeros := Words(strings.Repeat("abandon ", 11) + "about") // BIP-39's own first vector
	zerosLock := zeros.Lock()
	typed := "  " + strings.ToUpper(strings.ReplaceAll(string(words), " ", " \t\n")) + " "
	v.Words = []wordsVector{
		{Typed: typed, Words: string(words), Entropy: entropy[:], Lock: binaryOf(t, lock)},
		{Typed: string(zeros), Words: string(zeros), Entropy: make([]byte, entropySize), Lock: binaryOf(t, zerosLock)},
	}
	list := strings.Fields(string(words))
	v.RefusedWords = []wordsVector{
		{Why: "the checksum fails", Typed: strings.Repeat("abandon ", 12)},
		{Why: "eleven words", Typed: strings.Join(list[:11], " ")},
		{Why: "thirteen words", Typed: strings.Join(append(list, "zoo"), " ")},
		{Why: "a word that is not in the list", Typed: strings.Join(append(slices.Clone(list[:11]), "kept"), " ")},
		{Why: "nothing", Typed: ""},
	}
	data := binaryOf(t, lock)
	badKey := slices.Clone(data)
	badKey[1], badKey[2] = 0xff, 0xff // a coefficient of 4,095, above the modulus
	v.RefusedLocks = []lockVector{
		{"one byte short", data[:len(data)-1]},
		{"one byte long", append(slices.Clone(data), 0)},
		{"version 2", with(data, 0, 2)},
		{"not a public key", badKey},
		{"nothing", octets{}},
	}
}

func (v *vectors) headVectors(vault VaultID, keys Keys) {
	main := headVector{Vault: vault[:], Half: Main, Generation: 1, Key: keys[Main][:], Plain: []byte("what the head says")}
	main.Sealed = keys[Main].SealHead(vault, Main, 1, main.Plain)
	mine := headVector{Vault: vault[:], Half: Mine, Generation: 1<<63 + 7, Key: keys[Mine][:], Plain: octets{}}
	mine.Sealed = keys[Mine].SealHead(vault, Mine, mine.Generation, nil)
	v.Heads = []headVector{main, mine}

	bad := func(why string, change func(*headVector)) {
		h := main
		h.Why = why
		change(&h)
		v.RefusedHeads = append(v.RefusedHeads, h)
	}
	bad("another half", func(h *headVector) { h.Half = Mine })
	bad("another generation", func(h *headVector) { h.Generation = 2 })
	bad("another vault", func(h *headVector) { h.Vault = with(h.Vault, 0, h.Vault[0]^1) })
	bad("another key", func(h *headVector) { h.Key = mine.Key })
	bad("version 2", func(h *headVector) { h.Sealed = with(h.Sealed, 0, 2) })
	bad("an altered ciphertext", func(h *headVector) { h.Sealed = with(h.Sealed, 65, h.Sealed[65]^1) })
	bad("one byte short", func(h *headVector) { h.Sealed = h.Sealed[:len(h.Sealed)-1] })
	bad("shorter than an empty one", func(h *headVector) { h.Sealed = h.Sealed[:80] })
	bad("nothing", func(h *headVector) { h.Sealed = octets{} })
}

func (v *vectors) frameVectors(vault VaultID) {
	key := NewFileKey()
	at := Place{vault, Mine, 9, 255}
	good := frameVector{Vault: vault[:], Half: at.Half, File: at.File, Index: at.Index, Key: key[:], Plain: []byte("one entry"), Sealed: key.SealFrame(at, []byte("one entry"))}
	empty := good
	empty.Plain, empty.Index = octets{}, 0
	empty.Sealed = key.SealFrame(Place{vault, Mine, 9, 0}, nil)
	v.Frames = []frameVector{good, empty}

	bad := func(why string, change func(*frameVector)) {
		f := good
		f.Why = why
		change(&f)
		v.RefusedFrames = append(v.RefusedFrames, f)
	}
	bad("another vault", func(f *frameVector) { f.Vault = with(f.Vault, 15, f.Vault[15]^1) })
	bad("another half", func(f *frameVector) { f.Half = Main })
	bad("another file", func(f *frameVector) { f.File++ })
	bad("another index", func(f *frameVector) { f.Index-- })
	bad("an altered nonce", func(f *frameVector) { f.Sealed = with(f.Sealed, 0, f.Sealed[0]^0x80) })
	bad("one byte long", func(f *frameVector) { f.Sealed = append(slices.Clone(f.Sealed), 0) })
	bad("shorter than an empty one", func(f *frameVector) { f.Sealed = f.Sealed[:FrameOverhead-1] })
}

func (v *vectors) spaceVectors(t *testing.T) {
	self, err := NewSpace(KindSelf)
	noError(t, err)
	mine, err := NewSpace(KindMine)
	noError(t, err)
	mine = withSecondEpoch(t, mine)
	for _, s := range []*Space{self, mine} {
		vector := spaceVector{Kind: s.Kind(), ID: s.id[:], TagKey: s.bundle.KeySets[0].Tag[:], Bundle: binaryOf(t, s)}
		for _, e := range s.epochs {
			vector.Epochs = append(vector.Epochs, e.id[:])
		}
		v.Spaces = append(v.Spaces, vector)
	}

	bad := func(why string, bundle []byte) {
		v.RefusedSpaces = append(v.RefusedSpaces, spaceVector{Why: why, Bundle: bundle})
	}
	good := binaryOf(t, self)
	bad("nothing", octets{})
	bad("a byte after the end", append(slices.Clone(good), 0))
	bad("one byte short", good[:len(good)-1])
	bad("version 2", with(good, 2, 2))
	bad("a number in two bytes where one will do", splice(good, 2, 3, 0x18, 1))
	bad("a map's size in two bytes where one will do", splice(good, 0, 1, 0xb8, 6))
	bad("a map without a stated end", append(splice(good, 0, 1, 0xbf), 0xff))
	bad("an unknown field", append(splice(good, 0, 1, 0xa7), 7, 0))
	bad("a field twice", append(splice(good, 0, 1, 0xa7), 4, 0))
	bad("a tag", splice(good, 2, 3, 0xc1, 1))
	bad("a float for a number", splice(good, 2, 3, 0xf9, 0x3c, 0))
	bad("a missing field", []byte{0xa1, 1, 1})
	bad("only nested lists", append([]byte{0xa1, 1}, bytes.Repeat([]byte{0x81}, 4_000)...))
	for _, c := range []struct {
		why    string
		change func(b *bundle)
	}{
		{"a signature of another space's founder", func(b *bundle) { b.Signatures = mine.bundle.Signatures }},
		{"another signing key", func(b *bundle) { b.KeySets[0].SignSeed[0] ^= 1 }},
		{"another wrap key", func(b *bundle) { b.KeySets[0].WrapSeed[0] ^= 1 }},
		{"another outbox secret", func(b *bundle) { b.Epochs[0].Secret[0] ^= 1 }},
		{"another space's epoch", func(b *bundle) { b.Epochs = mine.bundle.Epochs[:1] }},
		{"the same epoch twice", func(b *bundle) { b.Epochs = append(b.Epochs, b.Epochs[0]) }},
		{"no epoch", func(b *bundle) { b.Epochs = nil }},
		{"no key set", func(b *bundle) { b.KeySets = nil }},
		{"two members' signatures", func(b *bundle) { b.Signatures = append(b.Signatures, b.Signatures[0]) }},
		{"a place among the members that is not there", func(b *bundle) { b.Member = 1 }},
		{"an altered signature on the announcement", func(b *bundle) { b.Epochs[0].Signature[40] ^= 1 }},
	} {
		changed := clone(t, self).bundle
		c.change(&changed)
		bad(c.why, encode(changed))
	}
	changed := clone(t, mine).bundle
	changed.Epochs = changed.Epochs[1:]
	bad("a chain without its beginning", encode(changed))
	changed = clone(t, mine).bundle
	changed.Epochs[0], changed.Epochs[1] = changed.Epochs[1], changed.Epochs[0]
	bad("a chain in another order", encode(changed))
	for _, c := range []struct {
		why    string
		change func(*announcement)
	}{
		{"an announcement of another author", func(a *announcement) { a.Author = 1 }},
		{"an announcement of another generation", func(a *announcement) { a.Generation = 1 }},
		{"an announcement with a later counter", func(a *announcement) { a.Counter = 2 }},
		{"an announcement that names none before it", func(a *announcement) { a.Previous = EpochID{} }},
		{"an announcement to a reader", func(a *announcement) { a.Readers = []reader{{Wrap: []byte{1}}} }},
	} {
		changed := clone(t, mine).bundle
		changed.Epochs[1] = signedAnew(t, mine, 1, c.change)
		bad(c.why, encode(changed))
	}
	bad("a space for two", foundedAnew(t, self, func(g *genesis) { g.Kind = 3 }))
	bad("rules of another version", foundedAnew(t, self, func(g *genesis) { g.Rules = 2 }))
	bad("two members", foundedAnew(t, self, func(g *genesis) { g.Members = append(g.Members, g.Members[0]) }))
}

// foundedAnew returns a bundle whose genesis was changed by its own member, everything else made to fit.
func foundedAnew(t *testing.T, s *Space, change func(*genesis)) []byte {
	b := clone(t, s).bundle
	g := s.genesis
	change(&g)
	b.Genesis = encode(g)
	b.Signatures[0] = g.sign(b.KeySets[0])
	b.Epochs = []epoch{announce(g.id(), b.KeySets[0], 0, EpochID{})}
	return encode(b)
}

func (v *vectors) bodyVectors(t *testing.T) {
	core := []byte("the canonical bytes of a core")
	for i, sv := range v.Spaces {
		s := new(Space)
		noError(t, s.UnmarshalBinary(sv.Bundle))
		epoch := s.Epoch()
		record, err := s.SealBody(core, []byte("what was written"))
		noError(t, err)
		v.Bodies = append(v.Bodies, bodyVector{Space: i, Epoch: epoch[:], Core: core, Body: []byte("what was written"), Record: record})
		header := append(slices.Clone(core), record[:32]...)
		id := HeaderID(header)
		tag := s.Tag(id)
		v.Entries = append(v.Entries, entryVector{Space: i, Header: header, ID: id[:], Tag: tag[:]})
	}
	bad := func(why string, change func(*bodyVector)) {
		b := v.Bodies[1]
		b.Why = why
		change(&b)
		v.RefusedBodies = append(v.RefusedBodies, b)
	}
	bad("another core", func(b *bodyVector) { b.Core = with(b.Core, 0, 'T') })
	bad("another space", func(b *bodyVector) { b.Space, b.Epoch = 0, v.Bodies[0].Epoch })
	bad("an epoch of another space", func(b *bodyVector) { b.Epoch = v.Bodies[0].Epoch })
	bad("an earlier epoch", func(b *bodyVector) { b.Epoch = v.Spaces[1].Epochs[0] })
	bad("an altered commitment", func(b *bodyVector) { b.Record = with(b.Record, 32, b.Record[32]^1) })
	bad("an altered ciphertext", func(b *bodyVector) { b.Record = with(b.Record, 64, b.Record[64]^1) })
	bad("nothing", func(b *bodyVector) { b.Record = octets{} })

	tag := v.Entries[0]
	tag.Why, tag.Tag = "the tag of another space", v.Entries[1].Tag
	v.RefusedTags = []entryVector{tag}
}

// with returns data with one byte changed.
func with(data []byte, at int, b byte) []byte {
	out := slices.Clone(data)
	out[at] = b
	return out
}

// splice returns data with data[from:to] replaced.
func splice(data []byte, from, to int, by ...byte) []byte {
	return slices.Concat(data[:from], by, data[to:])
}
