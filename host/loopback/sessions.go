package loopback

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// Sessions tells one browser from another by a cookie. It remembers none of those it gave out: each holds a
// random part and an authenticator of it under a key drawn at this start, so that strangers on this computer
// can neither invent one nor crowd out the one that counts. Which one the passphrase was typed in is the
// handler's to know. A session's text is "suffix.value"; the cookie is called home-PORT-SUFFIX, the suffix
// drawn at each start, so that a cookie of an earlier start is not even read, and the port because cookies of
// one host reach all its ports: two records open at once leave each other's alone.
type Sessions struct {
	key    [sha256.Size]byte
	prefix string // of the cookie's name

	mu      sync.Mutex
	suffix  string
	resumed string // the value of the one session that an earlier process gave out
}

const valueDigits = 64 // 16 random bytes and 16 of the authenticator, in hexadecimal

func newSessions(port int) *Sessions {
	s := &Sessions{prefix: "home-" + strconv.Itoa(port) + "-", suffix: random(4)}
	rand.Read(s.key[:])
	return s
}

// Of returns the session r carries, or "" when it carries none that was given out.
func (s *Sessions) Of(r *http.Request) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	cookie, err := r.Cookie(s.prefix + s.suffix)
	if err != nil || len(cookie.Value) != valueDigits {
		return ""
	}
	isOurs := hmac.Equal([]byte(cookie.Value), []byte(s.value(cookie.Value[:valueDigits/2])))
	if isOurs || hmac.Equal([]byte(cookie.Value), []byte(s.resumed)) {
		return s.suffix + "." + cookie.Value
	}
	return ""
}

// New gives the browser behind w a session; its cookie takes the place of the one it had.
func (s *Sessions) New(w http.ResponseWriter) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	value := s.value(random(16))
	http.SetCookie(w, &http.Cookie{
		Name: s.prefix + s.suffix, Value: value, Path: "/",
		HttpOnly: true, SameSite: http.SameSiteStrictMode,
		// Not Secure: the loopback home has no TLS, and nothing leaves this computer.
	})
	return s.suffix + "." + value
}

// End takes the session away from the browser that carries one. A browser that sees such a cookie go also drops the
// pages it remembered whole, which it may do although they must not be stored.
func (s *Sessions) End(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if cookie, err := r.Cookie(s.prefix + s.suffix); err == nil {
		http.SetCookie(w, &http.Cookie{Name: cookie.Name, Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteStrictMode})
	}
}

// Resume goes on with a session that an earlier process gave out.
func (s *Sessions) Resume(session string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if suffix, value, ok := strings.Cut(session, "."); ok && suffix != "" && len(value) == valueDigits {
		s.suffix, s.resumed = suffix, value
	}
}

// sweep removes cookies of earlier starts from the browser: each lock leaves one, and after a few hundred the
// header would be too long to be read.
func (s *Sessions) sweep(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, cookie := range r.Cookies() {
		if strings.HasPrefix(cookie.Name, s.prefix) && cookie.Name != s.prefix+s.suffix {
			http.SetCookie(w, &http.Cookie{Name: cookie.Name, Path: "/", MaxAge: -1, HttpOnly: true, SameSite: http.SameSiteStrictMode})
		}
	}
}

// value adds the authenticator to the random part.
func (s *Sessions) value(part string) string {
	mac := hmac.New(sha256.New, s.key[:])
	mac.Write([]byte(part))
	return part + hex.EncodeToString(mac.Sum(nil)[:16])
}

// random returns n bytes of crypto/rand in hexadecimal.
func random(n int) string {
	b := make([]byte, n)
	rand.Read(b)
	return hex.EncodeToString(b)
}
