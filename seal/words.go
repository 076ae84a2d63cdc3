package seal

import (
	"crypto/rand"
	"crypto/sha256"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strings"
)

// The English list of BIP-39: 2,048 words, sorted, told apart by their first four letters. A test checks its SHA-256.
//
//go:embed english.txt
var englishText string

var english = strings.Fields(englishText)

const (
	wordCount   = 12
	wordBits    = 11
	entropySize = 16 // 128 bits, and 4 bits of checksum, make 12 words of 11 bits
)

// Words are the twelve spare words: words of the BIP-39 English list with its checksum, lower case, single spaces.
// They are never stored. They print as their type's name; string(w) is what the person writes down.
type Words string

// ErrWords says what is wrong with typed spare words. It never says which words were typed. With Count 12 and Position 0
// the checksum fails: a word is another one of the list, or two changed places.
type ErrWords struct {
	Count    int // how many words there are; 12 belong there
	Position int // of the first word that is not in the list, from 1; 0 when all are
}

func (e ErrWords) Error() string {
	switch {
	case e.Position > 0:
		return fmt.Sprintf("spare words: word %d is not in the list", e.Position)
	case e.Count != wordCount:
		return fmt.Sprintf("spare words: %d words where %d belong", e.Count, wordCount)
	default:
		return "spare words: they do not belong together"
	}
}

// NewWords returns twelve words nobody has seen.
func NewWords() Words {
	var entropy [entropySize]byte
	rand.Read(entropy[:])
	return wordsOf(entropy)
}

// ParseWords reads typed words, in any case and with any white space. The only error is ErrWords.
func ParseWords(s string) (Words, error) {
	entropy, err := entropyOf(s)
	if err != nil {
		return "", err
	}
	return wordsOf(entropy), nil
}

// wordsOf spells 128 bits and the first 4 bits of their SHA-256, as BIP-39 does.
func wordsOf(entropy [entropySize]byte) Words {
	sum := sha256.Sum256(entropy[:])
	hi, lo := binary.BigEndian.Uint64(entropy[:8]), binary.BigEndian.Uint64(entropy[8:])
	list := make([]string, wordCount)
	// The 132 bits are read from their end; the last word holds 7 bits of entropy and the checksum.
	list[wordCount-1] = english[(lo&0x7f)<<4|uint64(sum[0]>>4)]
	lo, hi = lo>>7|hi<<57, hi>>7
	for i := wordCount - 2; i >= 0; i-- {
		list[i] = english[lo&0x7ff]
		lo, hi = lo>>wordBits|hi<<(64-wordBits), hi>>wordBits
	}
	return Words(strings.Join(list, " "))
}

// entropyOf reads what wordsOf spelled.
func entropyOf(s string) (entropy [entropySize]byte, err error) {
	list := strings.Fields(strings.ToLower(s))
	wrong := ErrWords{Count: len(list)}
	var hi, lo uint64
	var last int
	for i, word := range list {
		n, ok := slices.BinarySearch(english, word)
		if !ok {
			wrong.Position = i + 1
			return entropy, wrong
		}
		if i < wordCount-1 {
			hi, lo = hi<<wordBits|lo>>(64-wordBits), lo<<wordBits|uint64(n)
		}
		last = n
	}
	if len(list) != wordCount {
		return entropy, wrong
	}
	hi, lo = hi<<7|lo>>57, lo<<7|uint64(last>>4)
	binary.BigEndian.PutUint64(entropy[:8], hi)
	binary.BigEndian.PutUint64(entropy[8:], lo)
	if sum := sha256.Sum256(entropy[:]); int(sum[0]>>4) != last&0xf {
		return [entropySize]byte{}, wrong
	}
	return entropy, nil
}

// drawWords returns n words of the list, each as likely as any other: 2,048 divides 65,536.
func drawWords(n int) []string {
	raw := make([]byte, 2*n)
	rand.Read(raw)
	list := make([]string, n)
	for i := range list {
		list[i] = english[int(binary.BigEndian.Uint16(raw[2*i:]))%len(english)]
	}
	return list
}

// Format prints the name of the type, whatever the verb.
func (Words) Format(s fmt.State, _ rune) { io.WriteString(s, "seal.Words") }
