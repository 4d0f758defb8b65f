package attachment

import (
	"context"
	"errors"
	"os"

	"calepin/store"
	"calepin/ui/screen"
)

// writer writes an attachment to a new file for its owner alone. A file that is
// there is left as it is; one that fails half-way is taken away again.
func writer(s *store.Store, id store.ID, path string) func(context.Context, screen.Report) (struct{}, error) {
	return func(context.Context, screen.Report) (done struct{}, err error) {
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
		if err != nil {
			return done, err
		}
		err = s.AttachmentContent(id, f)
		if err == nil {
			err = f.Sync()
		}
		err = errors.Join(err, f.Close())
		if err != nil {
			err = errors.Join(err, os.Remove(path))
		}
		return done, err
	}
}
