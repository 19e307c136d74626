package cli_test

import (
	"bufio"
	"context"
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"tryeza/internal/account"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// A server takes a key, the key is rotated while it serves, to a file that an
// earlier attempt already wrote; the next start takes the new one and refuses the
// old, until the new one is given up for lost.
func TestKeyRotation(t *testing.T) {
	dir := t.TempDir()
	data, old, renewed := filepath.Join(dir, "data"), filepath.Join(dir, "old.key"), filepath.Join(dir, "new.key")
	tryeza(t, "key", "new", "--out", old)
	tryeza(t, "key", "new", "--out", renewed)

	stop := serving(t, data, old)
	out := tryeza(t, "key", "rotate", "--data", data, "--key-file", old, "--to", renewed)
	if !strings.HasSuffix(out, ": 1 key.\n") {
		t.Errorf("rotation said %q", out)
	}
	tryeza(t, "key", "rotate", "--data", data, "--key-file", old, "--to", renewed) // again: nothing left to do
	if log := stop(); strings.Contains(log, "ERROR") {
		t.Errorf("the first start: %s", log)
	}
	if log := serving(t, data, renewed)(); strings.Contains(log, "ERROR") {
		t.Errorf("with the new key: %s", log)
	}
	if n := keysUnder(t, data, renewed); n != 1 {
		t.Errorf("the new key opens %d of 1", n)
	}
	refused := exec.Command(program(t), "serve", "--data", data, "--listen", "127.0.0.1:0", "--key-file", old)
	if said, err := refused.CombinedOutput(); err == nil || strings.Count(string(said), "\n") != 1 || !strings.Contains(string(said), "does not fit this database") {
		t.Errorf("with the old key: %v %s", err, said)
	}
	tryeza(t, "key", "replace", "--data", data, "--key-file", old, "--yes")
	if log := serving(t, data, old)(); strings.Contains(log, "ERROR") {
		t.Errorf("with a key in the place of another: %s", log)
	}
}

func tryeza(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command(program(t), args...)
	var said strings.Builder
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%v: %v %s", args, err, said.String())
	}
	return string(out)
}

func program(t *testing.T) string {
	t.Helper()
	exe, err := exec.LookPath("tryeza")
	if err != nil {
		t.Fatal(err)
	}
	return exe
}

// serving starts a server; stop ends it and returns its log.
func serving(t *testing.T, data, key string, more ...string) (stop func() string) {
	t.Helper()
	cmd := exec.Command(program(t), append([]string{"serve", "--data", data, "--listen", "127.0.0.1:0", "--key-file", key}, more...)...)
	var log strings.Builder
	cmd.Stderr = &log
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stuck := time.AfterFunc(time.Minute, func() { cmd.Process.Kill() })
	t.Cleanup(func() { stuck.Stop(); cmd.Process.Kill() })
	lines := bufio.NewScanner(out)
	for lines.Scan() && !strings.HasPrefix(lines.Text(), "Tryeza is at ") {
	}
	if lines.Text() == "" {
		t.Fatalf("%v %s", lines.Err(), log.String())
	}
	return func() string {
		cmd.Process.Signal(syscall.SIGTERM)
		if err := cmd.Wait(); err != nil {
			t.Errorf("%v %s", err, log.String())
		}
		return log.String()
	}
}

// keysUnder counts the data keys that a key file opens.
func keysUnder(t *testing.T, data, file string) int {
	t.Helper()
	root, err := seal.FromKeyFile(file)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(context.Background(), store.CommitteeRoom, filepath.Join(data, "committee.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	done, left, err := account.Rewrap(context.Background(), db, root, root)
	if err != nil || left > 0 {
		t.Errorf("%d stay shut: %v", left, err)
	}
	return done
}

// Without casework the server starts, and makes no place for any.
func TestServeAlone(t *testing.T) {
	data, key := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "root.key")
	tryeza(t, "key", "new", "--out", key)
	for range 2 {
		if log := serving(t, data, key, "--no-casework")(); strings.Contains(log, "ERROR") {
			t.Error(log)
		}
	}
	for _, room := range []string{"casework.db", "keys.db"} {
		if _, err := os.Stat(filepath.Join(data, room)); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: %v", room, err)
		}
	}
}

// A start tells of files whose keys are not there or were destroyed, and is a
// start; what was destroyed it erases again, once.
func TestServeTellsOfFilesWithoutKey(t *testing.T) {
	for name, tt := range map[string]struct{ harm, first, then string }{
		"unknown":   {`DELETE FROM child_key WHERE child_id <> ''`, `"erased_again":0,"older_than_their_key":0,"without_key":1`, `"without_key":1`},
		"destroyed": {`UPDATE child_key SET wrapped = x'' WHERE child_id <> ''`, `"erased_again":1,"older_than_their_key":0,"without_key":0`, ""},
	} {
		h := newRotated(t, testkit.RoomURLs(t)["sqlite"])
		serve := func() string { return serving(t, h.args[1], h.from, h.args[2:]...)() }
		const told = "files of children and their keys"
		if log := serve(); strings.Contains(log, told) {
			t.Errorf("%s: all have one: %s", name, log)
		}
		if _, err := h.Raw(t, store.KeyRoom).Exec(tt.harm); err != nil {
			t.Fatal(err)
		}
		if log := serve(); !strings.Contains(log, tt.first) || strings.Contains(log, h.id) {
			t.Errorf("%s: %s", name, log)
		}
		if log := serve(); strings.Contains(log, told) != (tt.then != "") || !strings.Contains(log, tt.then) {
			t.Errorf("%s: started again: %s", name, log)
		}
	}
}

// Sealed anew, a file is read with the key of today, and not from the data of
// before.
func TestKeyRenew(t *testing.T) {
	h := newRotated(t, testkit.RoomURLs(t)["sqlite"])
	out := tryeza(t, append([]string{"key", "renew", "--key-file", h.from}, h.args...)...)
	if !strings.HasPrefix(out, "Sealed anew: 1 file of children.") {
		t.Errorf("said %q", out)
	}
	h.check(t, false)
	var live, destroyed int
	if err := h.Raw(t, store.KeyRoom).QueryRow(`SELECT sum(length(wrapped) > 0), sum(length(wrapped) = 0) FROM child_key WHERE child_id <> ''`).Scan(&live, &destroyed); err != nil || live != 1 || destroyed != 1 {
		t.Errorf("%d keys live, %d destroyed: %v", live, destroyed, err)
	}
}

// The sample makes a key of its own, in its folder, that nobody else may read.
func TestDemoKey(t *testing.T) {
	data := filepath.Join(t.TempDir(), "demo")
	cmd := exec.Command(program(t), "demo", "--data", data, "--listen", "127.0.0.1:0")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { cmd.Process.Signal(syscall.SIGTERM); cmd.Wait() }()
	stuck := time.AfterFunc(time.Minute, func() { cmd.Process.Kill() })
	defer stuck.Stop()
	for s := bufio.NewScanner(out); s.Scan() && !strings.Contains(s.Text(), "Ctrl+C"); {
	}
	info, err := os.Stat(filepath.Join(data, "demo.key"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Fatalf("%v %v", info, err)
	}
}
