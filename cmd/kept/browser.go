package main

import (
	"os"
	"os/exec"
	"runtime"
)

// openBrowser asks the desktop to open address and says whether there is a desktop. It does not wait.
func openBrowser(address string) bool {
	var program string
	switch {
	case runtime.GOOS == "darwin":
		program = "open"
	case os.Getenv("DISPLAY") != "" || os.Getenv("WAYLAND_DISPLAY") != "":
		program = "xdg-open"
	default:
		return false
	}
	cmd := exec.Command(program, address)
	if cmd.Start() != nil {
		return false
	}
	go cmd.Wait() // so that it does not stay behind as a zombie
	return true
}
