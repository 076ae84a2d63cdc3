package app

// Trying says whether a passphrase is being worked on just now.
func (a *App) Trying() bool {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.trying
}
