package platter

import (
	"slices"
)

func (d *Disk) Crash(pick func(n int) int) {
	d.mu.Lock()
	defer d.mu.Unlock()
	names := map[string]bool{}
	for _, table := range []map[string]*node{d.names, d.durable} {
		for name := range table {
			names[name] = true
		}
	}
	sorted := make([]string, 0, len(names))
	for name := range names {
		sorted = append(sorted, name)
	}
	slices.Sort(sorted)
	settled := map[*node]bool{}
	after := map[string]*node{}
	for _, name := range sorted {
		for _, f := range []*node{d.durable[name], d.names[name]} {
			if f != nil && !settled[f] {
				settled[f] = true
				f.crash(pick)
			}
		}
		kept := d.durable[name]
		if kept != d.names[name] && pick(2) == 1 {
			kept = d.names[name]
		}
		if kept != nil {
			after[name] = kept
		}
	}
	d.names, d.durable = after, map[string]*node{}
	for name, f := range after {
		d.durable[name] = f
	}
	d.crashed, d.fault = false, Fault{}
}

func (f *node) crash(pick func(int) int) {
	b := slices.Clone(f.durable)
	for _, w := range f.dirty {
		if w.size >= 0 {
			if pick(2) == 1 {
				b = resize(b, w.size)
			}
			continue
		}
		end := int64(len(w.data))
		if pick(4) == 0 { // torn at any byte
			end = int64(pick(len(w.data) + 1))
		}
		for from := int64(0); from < end; {
			to := min((w.at+from)/sector*sector+sector-w.at, end)
			if pick(4) != 0 {
				b = writeAt(b, w.data[from:to], w.at+from)
			}
			from = to
		}
	}
	f.cached, f.durable, f.dirty = b, slices.Clone(b), nil
}
