package notify

import (
	"os"
	"testing"
)

// fastDir is a folder that is as fast as the machine has one: the test is about
// what is written, not about how the disk keeps it.
func fastDir(t testing.TB) string {
	if dir, err := os.MkdirTemp("/dev/shm", "tryeza"); err == nil {
		t.Cleanup(func() { os.RemoveAll(dir) })
		return dir
	}
	return t.TempDir()
}
