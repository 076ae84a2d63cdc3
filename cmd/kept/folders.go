package main

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
)

// place is the flag of every command that reads or keeps a record.
type place struct {
	Dir string `help:"Folder to keep everything in, in place of the usual ones." env:"KEPT_HOME" type:"path"`
}

// folders are where a record lies and where this device keeps what it knows about it: the port, and the
// newest state it acknowledged. They are two so that putting back an old copy of the record is noticed.
type folders struct{ record, state string }

// folders follows the XDG base directory specification, on macOS Apple's file system guide; with --dir both
// lie side by side in the folder named.
func (p place) folders() (folders, error) {
	if p.Dir != "" {
		return folders{filepath.Join(p.Dir, "record"), filepath.Join(p.Dir, "state")}, nil
	}
	own, err := os.UserHomeDir()
	if err != nil {
		return folders{}, fmt.Errorf("find the home folder: %w", err)
	}
	if runtime.GOOS == "darwin" {
		support := filepath.Join(own, "Library", "Application Support", "kept")
		return folders{filepath.Join(support, "record"), filepath.Join(support, "state")}, nil
	}
	return folders{
		filepath.Join(fromEnvironment("XDG_DATA_HOME", own, ".local", "share"), "kept"),
		filepath.Join(fromEnvironment("XDG_STATE_HOME", own, ".local", "state"), "kept"),
	}, nil
}

// fromEnvironment returns the folder a variable names; relative ones are ignored, as the specification says.
func fromEnvironment(variable string, otherwise ...string) string {
	if folder := os.Getenv(variable); filepath.IsAbs(folder) {
		return folder
	}
	return filepath.Join(otherwise...)
}

// withoutFolders is the text of err without the folders' names: they may hold the person's.
func (f folders) withoutFolders(err error) string {
	return strings.NewReplacer(f.record, "(record)", f.state, "(state)").Replace(err.Error())
}
