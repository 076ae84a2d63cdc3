package apptest

import (
	"context"

	"kept/ledger"
	"kept/ledger/memory"
)

// Disk is a store in memory that can turn out to be an older copy.
type Disk struct {
	*memory.Store
	Older bool
}

// Health says that it is older, until that was accepted.
func (d *Disk) Health(ctx context.Context) (ledger.Health, error) {
	h, err := d.Store.Health(ctx)
	h.Older = d.Older
	return h, err
}

// AcceptOlder goes on with the older copy.
func (d *Disk) AcceptOlder(context.Context) error {
	d.Older = false
	return nil
}

// Append refuses over an older copy, as every store does.
func (d *Disk) Append(ctx context.Context, id ledger.FileID, frame []byte) error {
	if d.Older {
		return ledger.ErrOlder
	}
	return d.Store.Append(ctx, id, frame)
}
