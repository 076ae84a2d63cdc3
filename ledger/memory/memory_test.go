package memory_test

import (
	"testing"

	"kept/ledger"
	"kept/ledger/ledgertest"
	"kept/ledger/memory"
)

func TestMemoryPassesTheSuite(t *testing.T) {
	ledgertest.Run(t, func(t *testing.T) func() ledger.Store {
		s := memory.New(t)
		return func() ledger.Store {
			s = s.Reopen()
			return s
		}
	})
}
