package seal

import "testing"

var fourHundredBytes = make([]byte, 400) // about an entry with a few sentences

func BenchmarkUnlock(b *testing.B) {
	vault := sharedVault().vault
	for b.Loop() {
		if _, err := vault.Unlock(testPassphrase); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkUnlockWords(b *testing.B) {
	made := sharedVault()
	for b.Loop() {
		if _, err := made.vault.UnlockWords(made.words); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSealFrame(b *testing.B) {
	key := NewFileKey()
	for b.Loop() {
		key.SealFrame(Place{}, fourHundredBytes)
	}
}

func BenchmarkOpenFrame(b *testing.B) {
	key := NewFileKey()
	sealed := key.SealFrame(Place{}, fourHundredBytes)
	for b.Loop() {
		if _, err := key.OpenFrame(Place{}, sealed); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSealBody(b *testing.B) {
	s := sharedSpace()
	for b.Loop() {
		if _, err := s.SealBody(fourHundredBytes[:200], fourHundredBytes); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkOpenBody(b *testing.B) {
	s := sharedSpace()
	record, err := s.SealBody(fourHundredBytes[:200], fourHundredBytes)
	noError(b, err)
	for b.Loop() {
		if _, err := s.OpenBody(s.Epoch(), fourHundredBytes[:200], record); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTag(b *testing.B) {
	s := sharedSpace()
	for b.Loop() {
		s.Tag(EntryID{})
	}
}

func BenchmarkOpenHead(b *testing.B) {
	key := sharedVault().keys[Main]
	sealed := key.SealHead(VaultID{}, Main, 1, make([]byte, 32<<10))
	for b.Loop() {
		if _, err := key.OpenHead(VaultID{}, Main, 1, sealed); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkReadAndVerifySpace(b *testing.B) {
	data, err := sharedSpace().MarshalBinary()
	noError(b, err)
	for b.Loop() {
		var s Space
		noError(b, s.UnmarshalBinary(data))
		noError(b, s.Verify())
	}
}
