package loopback

import (
	"testing"

	"kept/host/loopback/procmem"
)

func TestAfterForgetTheSecretIsInNoMemoryOfTheProcess(t *testing.T) {
	p, secret := start(t), random(16)
	p.must("POST", "/keep", secret)
	if before := p.search(secret); before.Found == 0 {
		t.Fatalf("before: found none in %d bytes; the search itself is blind", before.Bytes)
	}
	first := p.must("GET", "/start", "")
	p.must("POST", "/forget", "")
	if second := p.must("GET", "/start", ""); second == first {
		t.Fatal("the same program start answers")
	}
	if after := p.search(secret); after.Found != 0 {
		t.Fatalf("after: found %d in %d bytes, want none", after.Found, after.Bytes)
	}
}

func (p *process) search(secret string) procmem.Result {
	p.t.Helper()
	result, err := procmem.Search(p.pid, []byte(secret))
	if err != nil {
		p.t.Fatal(err)
	}
	return result
}
