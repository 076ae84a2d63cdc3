package platter

import (
	"slices"
	"syscall"
)

type node struct {
	cached  []byte
	durable []byte
	dirty   []write // since the last sync, in order
}

type write struct {
	at   int64
	data []byte
	size int64 // of a truncation; -1 for a write
}

type file struct {
	disk *Disk
	node *node
}

func (f *file) WriteAt(b []byte, at int64) (int, error) {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	do, part, err := f.disk.step()
	if !do {
		return 0, err
	}
	n := len(b)
	if part >= 0 {
		n = min(part, n)
	}
	if grows := at + int64(n) - int64(len(f.node.cached)); f.disk.capacity > 0 && grows > 0 {
		if room := f.disk.capacity - f.disk.used(); grows > room {
			n = max(0, n-int(grows-max(room, 0)))
			err = syscall.ENOSPC
		}
	}
	if n > 0 {
		f.node.apply(write{at: at, data: slices.Clone(b[:n]), size: -1})
	}
	return n, err
}

func (f *file) Truncate(size int64) error {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	do, _, err := f.disk.step()
	if do {
		f.node.apply(write{size: size})
	}
	return err
}

func (f *file) Sync() error {
	f.disk.mu.Lock()
	defer f.disk.mu.Unlock()
	do, _, err := f.disk.step()
	if do {
		for _, w := range f.node.dirty {
			f.node.durable = w.on(f.node.durable)
		}
	}
	if do || !f.disk.crashed { // a failed sync marks the pages clean all the same
		f.node.dirty = nil
	}
	return err
}

func (f *file) Close() error { return nil }

func (f *node) apply(w write) {
	f.cached = w.on(f.cached)
	f.dirty = append(f.dirty, w)
}

func (w write) on(b []byte) []byte {
	if w.size >= 0 {
		return resize(b, w.size)
	}
	return writeAt(b, w.data, w.at)
}

func writeAt(b, data []byte, at int64) []byte {
	if end := at + int64(len(data)); end > int64(len(b)) {
		b = resize(b, end)
	}
	copy(b[at:], data)
	return b
}

func resize(b []byte, size int64) []byte {
	if size <= int64(len(b)) {
		return b[:size:size]
	}
	return append(b, make([]byte, size-int64(len(b)))...)
}
