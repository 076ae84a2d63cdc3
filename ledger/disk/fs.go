package disk

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// FS is what this store asks of a file system. Every method that changes something is one operation that can fail or
// be the last before a crash; package platter is the double that does so.
type FS interface {
	// List returns the names in dir; none when dir is not there.
	List(dir string) ([]string, error)
	// MakeDir makes dir and its parents, readable by their owner only. An existing dir is a success.
	MakeDir(dir string) error
	// Read returns the whole content; fs.ErrNotExist when there is no such file.
	Read(name string) ([]byte, error)
	// Size returns how many bytes the file has.
	Size(name string) (int64, error)
	// Open opens an existing file for writing; Create makes an empty one, emptying what is there.
	Open(name string) (File, error)
	Create(name string) (File, error)
	// Remove takes the name away. A name that is not there is a success.
	Remove(name string) error
	// SyncDir makes names made in and removed from dir durable.
	SyncDir(dir string) error
}

// File is one open file. What is written is durable after Sync has returned nil. After an error of Sync nobody knows
// what of it is on the disk, and a second Sync would not tell: the pages may be marked clean.
type File interface {
	io.WriterAt
	Truncate(size int64) error
	Sync() error
	io.Closer
}

// system is the machine's file system.
type system struct{}

func (system) List(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	names := make([]string, 0, len(entries))
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names, err
}

func (s system) MakeDir(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return s.SyncDir(filepath.Dir(dir))
}

func (system) Read(name string) ([]byte, error) { return os.ReadFile(name) }

func (system) Size(name string) (int64, error) {
	info, err := os.Stat(name)
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func (system) Open(name string) (File, error) { return os.OpenFile(name, os.O_RDWR, 0) }

func (system) Create(name string) (File, error) {
	return os.OpenFile(name, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
}

func (system) Remove(name string) error {
	if err := os.Remove(name); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

func (system) SyncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}
