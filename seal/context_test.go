package seal

import (
	"bytes"
	"errors"
	"testing"

	"pgregory.net/rapid"
)

// Heads, frames and bodies: what is sealed opens in its own place and unaltered, and in no other way.

// refusedIfAltered fails the test if any single altered bit, or a byte more or less, still opens.
func refusedIfAltered(t *rapid.T, sealed []byte, open func([]byte) error) {
	t.Helper()
	at := rapid.IntRange(0, len(sealed)-1).Draw(t, "altered byte")
	bit := rapid.IntRange(0, 7).Draw(t, "bit")
	if open(with(sealed, at, sealed[at]^1<<bit)) == nil {
		t.Fatalf("bit %d of byte %d altered: opens", bit, at)
	}
	if open(sealed[:at]) == nil {
		t.Fatalf("cut to %d bytes: opens", at)
	}
	if open(append(bytes.Clone(sealed), byte(bit))) == nil {
		t.Fatal("a byte more: opens")
	}
}

var (
	drawBytes = rapid.SliceOfN(rapid.Byte(), 0, 200)
	drawHalf  = rapid.SampledFrom([]Half{Main, Mine})
	drawKey   = rapid.Custom(func(t *rapid.T) [32]byte {
		return [32]byte(rapid.SliceOfN(rapid.Byte(), 32, 32).Draw(t, "bytes"))
	})
	drawVault = rapid.Custom(func(t *rapid.T) VaultID { k := drawKey.Draw(t, "id"); return VaultID(k[:16]) })
)

func TestAHeadOpensInItsOwnPlaceOnly(t *testing.T) {
	type place struct {
		key        Key
		vault      VaultID
		half       Half
		generation uint64
	}
	draw := rapid.Custom(func(t *rapid.T) place {
		return place{Key(drawKey.Draw(t, "key")), drawVault.Draw(t, "vault"), drawHalf.Draw(t, "half"), rapid.Uint64().Draw(t, "generation")}
	})
	rapid.Check(t, func(t *rapid.T) {
		at, plain := draw.Draw(t, "place"), drawBytes.Draw(t, "plain")
		sealed := at.key.SealHead(at.vault, at.half, at.generation, plain)
		if len(sealed) != len(plain)+81 {
			t.Fatalf("got %d bytes for %d, want 81 more", len(sealed), len(plain))
		}
		open := func(at place, sealed []byte) ([]byte, error) {
			return at.key.OpenHead(at.vault, at.half, at.generation, sealed)
		}
		if got, err := open(at, sealed); err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("got %x, %v, want %x", got, err, plain)
		}
		refusedIfAltered(t, sealed, func(b []byte) error { _, err := open(at, b); return err })
		other, elsewhere := draw.Draw(t, "another"), at
		switch rapid.IntRange(0, 3).Draw(t, "what differs") {
		case 0:
			elsewhere.key = other.key
		case 1:
			elsewhere.vault = other.vault
		case 2:
			elsewhere.half = 1 - at.half
		case 3:
			elsewhere.generation = other.generation
		}
		if elsewhere != at {
			if _, err := open(elsewhere, sealed); !errors.Is(err, ErrCommitment) {
				t.Fatalf("elsewhere: got %v, want ErrCommitment", err)
			}
		}
		if bytes.Equal(sealed, at.key.SealHead(at.vault, at.half, at.generation, plain)) {
			t.Fatal("sealing twice gives the same bytes")
		}
	})
}

func TestAFrameOpensInItsOwnPlaceOnly(t *testing.T) {
	draw := rapid.Custom(func(t *rapid.T) Place {
		return Place{drawVault.Draw(t, "vault"), drawHalf.Draw(t, "half"), rapid.Uint64().Draw(t, "file"), rapid.Uint32().Draw(t, "index")}
	})
	rapid.Check(t, func(t *rapid.T) {
		key, at, plain := FileKey(drawKey.Draw(t, "key")), draw.Draw(t, "place"), drawBytes.Draw(t, "plain")
		sealed := key.SealFrame(at, plain)
		if len(sealed) != len(plain)+FrameOverhead {
			t.Fatalf("got %d bytes for %d, want %d more", len(sealed), len(plain), FrameOverhead)
		}
		if got, err := key.OpenFrame(at, sealed); err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("got %x, %v, want %x", got, err, plain)
		}
		refusedIfAltered(t, sealed, func(b []byte) error { _, err := key.OpenFrame(at, b); return err })
		other, elsewhere, otherKey := draw.Draw(t, "another"), at, key
		switch rapid.IntRange(0, 4).Draw(t, "what differs") {
		case 0:
			elsewhere.Vault = other.Vault
		case 1:
			elsewhere.Half = 1 - at.Half
		case 2:
			elsewhere.File = other.File
		case 3:
			elsewhere.Index = other.Index
		case 4:
			otherKey[0] ^= 1
		}
		if elsewhere != at || otherKey != key {
			if _, err := otherKey.OpenFrame(elsewhere, sealed); !errors.Is(err, ErrOpen) {
				t.Fatalf("elsewhere: got %v, want ErrOpen", err)
			}
		}
		// A store put back from a backup seals again where it sealed before.
		if bytes.Equal(sealed[:24], key.SealFrame(at, plain)[:24]) {
			t.Fatal("sealing twice in one place uses one nonce")
		}
	})
}

func TestABodyOpensWithItsOwnCoreOnly(t *testing.T) {
	first := sharedSpace()
	second := withSecondEpoch(t, first)
	stranger, err := NewSpace(KindMine)
	noError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		core, body := drawBytes.Draw(t, "core"), drawBytes.Draw(t, "body")
		record, err := first.SealBody(core, body)
		if err != nil || len(record) != len(body)+RecordOverhead {
			t.Fatalf("SealBody: got %d bytes for %d, error %v", len(record), len(body), err)
		}
		if got, err := first.OpenBody(first.Epoch(), core, record); err != nil || !bytes.Equal(got, body) {
			t.Fatalf("got %x, %v, want %x", got, err, body)
		}
		if got, err := second.OpenBody(first.Epoch(), core, record); err != nil || !bytes.Equal(got, body) {
			t.Fatalf("after another epoch began: got %x, %v, want %x", got, err, body)
		}
		refusedIfAltered(t, record, func(b []byte) error { _, err := first.OpenBody(first.Epoch(), core, b); return err })
		if _, err := first.OpenBody(first.Epoch(), append(core, 0), record); !errors.Is(err, ErrCommitment) {
			t.Fatalf("another core: got %v, want ErrCommitment", err)
		}
		if _, err := second.OpenBody(second.Epoch(), core, record); !errors.Is(err, ErrCommitment) {
			t.Fatalf("another epoch: got %v, want ErrCommitment", err)
		}
		if _, err := stranger.OpenBody(first.Epoch(), core, record); !errors.Is(err, ErrUnknownEpoch) {
			t.Fatalf("another space: got %v, want ErrUnknownEpoch", err)
		}
	})
}

func TestABodyHasAStatedMost(t *testing.T) {
	s := sharedSpace()
	record, err := s.SealBody(nil, make([]byte, MaxBody))
	noError(t, err)
	if _, err := s.OpenBody(s.Epoch(), nil, record); err != nil {
		t.Errorf("a body of the most bytes: %v", err)
	}
	if _, err := s.SealBody(nil, make([]byte, MaxBody+1)); !errors.Is(err, ErrTooLong) {
		t.Errorf("one byte more: got %v, want ErrTooLong", err)
	}
	if _, err := s.OpenBody(s.Epoch(), nil, append(record, 0)); !errors.Is(err, ErrMalformed) {
		t.Errorf("a record one byte longer: got %v, want ErrMalformed", err)
	}
}

func TestATagIsForOneEntryInOneSpace(t *testing.T) {
	a, b := sharedSpace(), withSecondEpoch(t, sharedSpace())
	stranger, err := NewSpace(KindSelf)
	noError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		header := drawBytes.Draw(t, "header")
		id := HeaderID(header)
		tag := a.Tag(id)
		if err := b.CheckTag(id, tag); err != nil {
			t.Fatalf("own tag after another epoch began: %v", err)
		}
		other := HeaderID(append(header, 1))
		if other == id {
			t.Fatal("two headers have one id")
		}
		altered := tag
		altered[rapid.IntRange(0, 31).Draw(t, "byte")] ^= 1 << rapid.IntRange(0, 7).Draw(t, "bit")
		for name, err := range map[string]error{
			"another entry": a.CheckTag(other, tag), "another space": stranger.CheckTag(id, tag), "altered": a.CheckTag(id, altered),
		} {
			if !errors.Is(err, ErrTag) {
				t.Fatalf("%s: got %v, want ErrTag", name, err)
			}
		}
	})
}
