package seal

import (
	"bytes"
	"errors"
	"testing"
)

func TestANewSpaceVerifiesAndReadsBackTheSame(t *testing.T) {
	for _, kind := range []SpaceKind{KindSelf, KindMine} {
		s, err := NewSpace(kind)
		noError(t, err)
		noError(t, s.Verify())
		read := clone(t, s)
		noError(t, read.Verify())
		if read.ID() != s.ID() || read.Kind() != kind || read.Epoch() != s.Epoch() || read.Generation() != 0 {
			t.Errorf("kind %d: a space read back is another one", kind)
		}
		if !bytes.Equal(binaryOf(t, read), binaryOf(t, s)) {
			t.Errorf("kind %d: written again, the bytes differ", kind)
		}
	}
	for _, kind := range []SpaceKind{0, 3, 4} {
		if s, err := NewSpace(kind); err == nil || s != nil {
			t.Errorf("NewSpace(%d): got no error, want one: it is not for one person", kind)
		}
	}
}

func TestNoTwoSpacesShareAnything(t *testing.T) {
	a, b := sharedSpace(), withSecondEpoch(t, sharedSpace())
	c, err := NewSpace(KindMine)
	noError(t, err)
	if a.ID() != b.ID() || a.ID() == c.ID() {
		t.Error("an id is the genesis's and only its own")
	}
	if a.Epoch() == b.Epoch() || a.Epoch() == c.Epoch() {
		t.Error("two epochs share an id")
	}
	if a.genesis.Members[0] == c.genesis.Members[0] {
		t.Error("two spaces share public keys: they could be told to be one person's")
	}
}

func TestAnnouncementsFollowOneAnother(t *testing.T) {
	s := withSecondEpoch(t, withSecondEpoch(t, sharedSpace()))
	noError(t, s.Verify())
	if s.epochs[2].announcement.Counter != 2 || s.epochs[2].announcement.Previous != s.epochs[1].id || s.Epoch() != s.epochs[2].id {
		t.Error("the third announcement does not name the second")
	}
	for name, change := range map[string]func(b *bundle){
		"one left out":      func(b *bundle) { b.Epochs = append(b.Epochs[:1:1], b.Epochs[2]) },
		"the first is gone": func(b *bundle) { b.Epochs = b.Epochs[1:] },
		"two changed places": func(b *bundle) {
			b.Epochs[1], b.Epochs[2] = b.Epochs[2], b.Epochs[1]
		},
		"one twice": func(b *bundle) { b.Epochs = append(b.Epochs, b.Epochs[2]) },
	} {
		b := clone(t, s).bundle
		change(&b)
		changed, err := openBundle(b)
		noError(t, err)
		if err := changed.Verify(); !errors.Is(err, ErrChain) {
			t.Errorf("%s: got %v, want ErrChain", name, err)
		}
	}
}

// The author's signature is right in each, so that nothing but the field itself can be what is noticed.
func TestEveryFieldOfAnAnnouncementIsChecked(t *testing.T) {
	s := withSecondEpoch(t, sharedSpace())
	for name, c := range map[string]struct {
		change func(a *announcement)
		want   error
	}{
		"space":      {func(a *announcement) { a.Space[0] ^= 1 }, ErrChain},
		"author":     {func(a *announcement) { a.Author = 1 }, ErrChain},
		"generation": {func(a *announcement) { a.Generation = 1 }, ErrChain},
		"counter":    {func(a *announcement) { a.Counter = 2 }, ErrChain},
		"previous":   {func(a *announcement) { a.Previous = EpochID{} }, ErrChain},
		"commitment": {func(a *announcement) { a.Commitment[0] ^= 1 }, ErrCommitment},
		"nothing":    {func(*announcement) {}, nil},
	} {
		b := clone(t, s).bundle
		b.Epochs[1] = signedAnew(t, s, 1, c.change)
		changed, err := openBundle(b)
		noError(t, err)
		if err := changed.Verify(); !errors.Is(err, c.want) {
			t.Errorf("%s changed: got %v, want %v", name, err, c.want)
		}
	}
	b := clone(t, s).bundle
	b.Epochs[1] = signedAnew(t, s, 1, func(a *announcement) { a.Readers = []reader{{}} })
	if _, err := openBundle(b); !errors.Is(err, ErrMalformed) {
		t.Errorf("a reader in a space of one: got %v, want ErrMalformed", err)
	}
}

func TestEveryAlteredByteOfASpaceShows(t *testing.T) {
	s := withSecondEpoch(t, sharedSpace())
	data := binaryOf(t, s)
	id := HeaderID([]byte("a header"))
	tag := s.Tag(id)
	for i := range data {
		var read Space
		if read.UnmarshalBinary(with(data, i, data[i]^1<<(i%8))) != nil || read.Verify() != nil {
			continue
		}
		if read.CheckTag(id, tag) != nil {
			continue // the tag key: nothing else depends on it
		}
		t.Errorf("byte %d of %d altered: the space verifies", i, len(data))
	}
}

func TestVerifyNamesWhatIsWrong(t *testing.T) {
	s := sharedSpace()
	other, err := NewSpace(KindMine)
	noError(t, err)
	for name, c := range map[string]struct {
		change func(b *bundle)
		want   error
	}{
		"another's signature on the genesis": {func(b *bundle) { b.Signatures = other.bundle.Signatures }, ErrSignature},
		"another's keys":                     {func(b *bundle) { b.KeySets = other.bundle.KeySets }, ErrKeys},
		"another's epoch":                    {func(b *bundle) { b.Epochs = other.bundle.Epochs }, ErrChain},
		"another outbox secret":              {func(b *bundle) { b.Epochs[0].Secret[31] ^= 1 }, ErrCommitment},
		"an unsigned announcement":           {func(b *bundle) { clear(b.Epochs[0].Signature[:]) }, ErrSignature},
		"an announcement signed by another": {func(b *bundle) {
			b.Epochs[0] = announce(s.id, other.bundle.KeySets[0], 0, EpochID{})
		}, ErrSignature},
		"a signature made for a genesis": {func(b *bundle) { b.Epochs[0].Signature = b.Signatures[0] }, ErrSignature},
	} {
		b := clone(t, s).bundle
		c.change(&b)
		changed, err := openBundle(b)
		noError(t, err)
		if err := changed.Verify(); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
}

func TestANewerSpaceIsNotCalledBroken(t *testing.T) {
	data := binaryOf(t, sharedSpace())
	newer := append(splice(data, 0, 3, 0xa7, 1, 2), 7, 0xf5) // version 2, with a field this program has never heard of
	if err := new(Space).UnmarshalBinary(newer); !errors.Is(err, ErrVersion) {
		t.Errorf("a space of version 2: got %v, want ErrVersion", err)
	}
}
