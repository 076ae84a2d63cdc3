package main

import (
	"encoding/binary"
	"math"
	"math/rand/v2"
	"sync"
)

const quarter = 91

// repeat runs one simulated couple after the other on several workers and returns the results in order. Every couple has
// its own seed, so the number of workers changes nothing.
func repeat[T any](reps, workers int, seed uint64, stream uint64, one func(r *rand.Rand) T) []T {
	out := make([]T, reps)
	next := make(chan int)
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := range next {
				out[i] = one(rand.New(rand.NewChaCha8(key(seed, stream, uint64(i)))))
			}
		})
	}
	for i := range reps {
		next <- i
	}
	close(next)
	wg.Wait()
	return out
}

// key makes a couple's own seed. ChaCha8 mixes it whole: neighbouring seeds of a simpler generator would give couples that resemble
// each other, and Monte Carlo errors that are too small.
func key(parts ...uint64) (k [32]byte) {
	for i, p := range parts {
		binary.LittleEndian.PutUint64(k[8*i:], p)
	}
	return k
}

// share is a simulated share with its Monte Carlo error.
type share struct {
	yes, of int
}

func count[T any](results []T, is func(T) bool) share {
	s := share{of: len(results)}
	for _, x := range results {
		if is(x) {
			s.yes++
		}
	}
	return s
}

func (s share) percent() float64 { return 100 * float64(s.yes) / float64(max(1, s.of)) }

// err is one standard error in percent points; with 0 or all it is that of one case more or less.
func (s share) err() float64 {
	p := (float64(s.yes) + 0.5) / (float64(s.of) + 1)
	return 100 * math.Sqrt(p*(1-p)/float64(max(1, s.of)))
}
