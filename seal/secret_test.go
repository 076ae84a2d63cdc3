package seal

import (
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
)

func TestSecretsDoNotPrint(t *testing.T) {
	made := sharedVault()
	lock, file, space := made.words.Lock(), NewFileKey(), sharedSpace()
	word := strings.Fields(string(made.words))[0]
	for name, c := range map[string]struct {
		value  any
		secret []byte
	}{
		"Key":             {*made.keys[Main], made.keys[Main][:]},
		"*Key":            {made.keys[Main], made.keys[Main][:]},
		"Keys":            {made.keys, made.keys[Main][:]},
		"FileKey":         {file, file[:]},
		"*FileKey":        {&file, file[:]},
		"WordsLock":       {lock, lock.outer[:]},
		"*Space":          {space, space.bundle.KeySets[0].Tag[:]},
		"Space":           {*space, space.bundle.KeySets[0].Tag[:]},
		"Words":           {made.words, []byte(word)},
		"Slots":           {Slots{Passphrase: testPassphrase}, []byte(testPassphrase)},
		"a struct of Key": {struct{ K Key }{*made.keys[Main]}, made.keys[Main][:]},
	} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%q", "%d"} {
			got := fmt.Sprintf(verb, c.value)
			decimal := strings.Trim(fmt.Sprint(c.secret[:8]), "[]")
			for _, form := range []string{string(c.secret), hex.EncodeToString(c.secret), decimal, strings.ReplaceAll(decimal, " ", ", "), fmt.Sprintf("%#v", c.secret[:8])[7:]} {
				if strings.Contains(got, strings.TrimSuffix(form, "}")) {
					t.Errorf("%s printed with %s shows its secret", name, verb)
				}
			}
		}
	}
}
