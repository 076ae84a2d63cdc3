// Package platter is a simulated disk for tests: a file system with a cache that forgets, and faults at any operation.
//
// In the ordinary case make one with [New], give it to a store as its file system, set a [Fault], run, and then either
// [Disk.Kill] (the process ended, the cache survives) or [Disk.Crash] (the power failed). What a crash leaves of writes
// that were not synced is chosen by the caller: each sector of 512 bytes may be the old or the new one, in any order,
// one write may end at any byte, and a name that was not synced may be there or not.
//
// A failed Sync marks the cache clean as Linux does: reads go on showing bytes that are not on the disk, and a later
// Sync does not bring them there.
//
// In: n-th operations counted from 1. Errors: [ErrInput] or syscall.ENOSPC from faults, [ErrCrashed] after a crash.
package platter

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"kept/ledger/disk"
)

// Errors of the simulated disk.
var (
	ErrInput   = errors.New("simulated input/output error")
	ErrCrashed = errors.New("simulated crash")
)

const sector = 512

// Fault is what happens at one operation.
type Fault struct {
	At     int   // the operation, counted from 1 since the fault was set; 0: never
	Err    error // nil: a crash; else the operation returns it
	Stored bool  // what was asked is done all the same
	Part   int   // of a write that is not Stored, so many bytes are written
	Sticky bool  // every later operation fails in the same way
}

// Disk is a simulated disk; it is a disk.FS. Its methods may be called from several goroutines.
type Disk struct {
	mu       sync.Mutex
	names    map[string]*node // as programs see them
	durable  map[string]*node // as they are on the platter
	fault    Fault
	count    int
	crashed  bool
	capacity int64 // 0: no limit
}

// write is one change of a file: bytes at an offset, or a new size.
// New makes an empty disk.
func New() *Disk { return &Disk{names: map[string]*node{}, durable: map[string]*node{}} }

var _ disk.FS = (*Disk)(nil)

// Set sets the next fault and counts operations from here.
func (d *Disk) Set(f Fault) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.fault, d.count = f, 0
}

// Operations says how many changing operations there were since the last Set.
func (d *Disk) Operations() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.count
}

// Limit sets how many bytes all files together may have; 0 lifts it.
func (d *Disk) Limit(bytes int64) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.capacity = bytes
}

// Used says how many bytes all files have.
func (d *Disk) Used() int64 {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.used()
}

func (d *Disk) used() (n int64) {
	for _, f := range d.names {
		n += int64(len(f.cached))
	}
	return n
}

// Kill ends the process: nothing is lost that was written. Faults are over.
func (d *Disk) Kill() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.crashed, d.fault = false, Fault{}
}

// Crash ends the machine: pick(n) returns a number in [0, n) and decides what of the unsynced is left. Faults are over.
// crash leaves, of the writes since the last sync, any sectors of any of them.
// Bytes returns the content of every file by name, as programs see it.
func (d *Disk) Bytes() map[string][]byte {
	d.mu.Lock()
	defer d.mu.Unlock()
	all := map[string][]byte{}
	for name, f := range d.names {
		all[name] = slices.Clone(f.cached)
	}
	return all
}

// Load replaces every file by what Bytes returned once, durably: a restored backup.
func (d *Disk) Load(all map[string][]byte) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.names, d.durable = map[string]*node{}, map[string]*node{}
	for name, b := range all {
		f := &node{cached: slices.Clone(b), durable: slices.Clone(b)}
		d.names[name], d.durable[name] = f, f
	}
}

// step counts a changing operation. It returns what to do with it: whether to do it, how many bytes of a write (-1:
// all), and the error to return.
func (d *Disk) step() (do bool, part int, err error) {
	if d.crashed {
		return false, 0, ErrCrashed
	}
	d.count++
	f := d.fault
	if f.At == 0 || d.count != f.At && !(f.Sticky && d.count > f.At) {
		return true, -1, nil
	}
	if err = f.Err; err == nil {
		d.crashed, err = true, ErrCrashed
	}
	if f.Stored {
		return true, -1, err
	}
	return f.Part > 0, f.Part, err
}

// List implements disk.FS.
func (d *Disk) List(dir string) ([]string, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.crashed {
		return nil, ErrCrashed
	}
	var names []string
	for name := range d.names {
		if filepath.Dir(name) == filepath.Clean(dir) {
			names = append(names, filepath.Base(name))
		}
	}
	slices.Sort(names)
	return names, nil
}

// MakeDir implements disk.FS; folders are always there.
func (d *Disk) MakeDir(string) error { return nil }

// Read implements disk.FS.
func (d *Disk) Read(name string) ([]byte, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f, err := d.find(name)
	if err != nil {
		return nil, err
	}
	return slices.Clone(f.cached), nil
}

// Size implements disk.FS.
func (d *Disk) Size(name string) (int64, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f, err := d.find(name)
	if err != nil {
		return 0, err
	}
	return int64(len(f.cached)), nil
}

func (d *Disk) find(name string) (*node, error) {
	if d.crashed {
		return nil, ErrCrashed
	}
	f := d.names[filepath.Clean(name)]
	if f == nil {
		return nil, fs.ErrNotExist
	}
	return f, nil
}

// Open implements disk.FS.
func (d *Disk) Open(name string) (disk.File, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	f, err := d.find(name)
	if err != nil {
		return nil, err
	}
	return &file{d, f}, nil
}

// Create implements disk.FS.
func (d *Disk) Create(name string) (disk.File, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	do, _, err := d.step()
	name = filepath.Clean(name)
	f := d.names[name]
	if do && f == nil {
		f = &node{}
		d.names[name] = f
	} else if do {
		f.apply(write{size: 0})
	}
	if err != nil {
		return nil, err
	}
	return &file{d, f}, nil
}

// Remove implements disk.FS.
func (d *Disk) Remove(name string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	do, _, err := d.step()
	if do {
		delete(d.names, filepath.Clean(name))
	}
	return err
}

// SyncDir implements disk.FS.
func (d *Disk) SyncDir(dir string) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	do, _, err := d.step()
	if !do {
		return err
	}
	dir = filepath.Clean(dir) + string(filepath.Separator)
	for name := range d.durable {
		if strings.HasPrefix(name, dir) && d.names[name] == nil {
			delete(d.durable, name)
		}
	}
	for name, f := range d.names {
		if strings.HasPrefix(name, dir) {
			d.durable[name] = f
		}
	}
	return err
}

// WriteAt implements io.WriterAt.
// Truncate implements disk.File.
// Sync implements disk.File.
// Close implements io.Closer. It makes nothing durable.
