package reviewer

import "math/bits"

// setScopes finds the stretches where words are reported, refused or recalled.
func (w *worker) setScopes() {
	clear(w.scopes)
	f := &w.facts
	for _, i := range w.queue {
		p := &w.language.patterns[i]
		if p.scope == nil {
			continue
		}
		f.find(&p.root, func(h hit) {
			rest := f.all &^ (1<<(h.from+1) - 1) // a hit that begins with the trigger itself is not inside it
			switch p.scope.extent {
			case "clause", "speech": // after a verb of saying, a comma opens the words said
				after := h.to
				if p.scope.extent == "speech" {
					after++
				}
				if b := f.border &^ (1<<after - 1); b != 0 {
					rest &= 1<<bits.TrailingZeros64(b) - 1
				}
			case "before":
				rest = 1<<(h.to) - 1
			}
			w.scopes[p.scope.index] |= rest
		})
	}
}
