package signs

import "slices"

// Adjust turns the evidence of each sign into evidence that stands although several signs were looked at: the smallest
// mean over all groups of signs that hold this one (closed testing with arithmetic means; Vovk & Wang 2021).
func Adjust(e []float64) []float64 {
	sorted := slices.Sorted(slices.Values(e))
	adjusted := make([]float64, len(e))
	for i, own := range e {
		sum, least, members := own, own, 1.0
		for _, other := range sorted { // the smallest first, one more each time
			if other >= own {
				break // as large as the sign itself: it can no longer lower a mean
			}
			sum += other
			members++
			least = min(least, sum/members)
		}
		adjusted[i] = least
	}
	return adjusted
}
