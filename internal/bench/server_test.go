package bench

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"tryeza/internal/seal"
	"tryeza/internal/store"
)

// A process is Tryeza running by itself, as an operator starts it.
type process struct {
	cmd  *exec.Cmd
	base string
}

// program builds the program.
func program(t testing.TB) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "tryeza")
	if out, err := exec.Command("go", "build", "-trimpath", "-o", file, "tryeza").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return file
}

// start starts the program on a folder and waits until it says where it is. The
// root key lies beside the folder, for the next start.
func start(t testing.TB, file, folder string) process {
	t.Helper()
	key := filepath.Clean(folder) + ".key"
	if _, err := seal.NewKeyFile(key); err != nil && !errors.Is(err, fs.ErrExist) {
		t.Fatal(err)
	}
	cmd := exec.Command(file, "serve", "--data", folder, "--listen", "127.0.0.1:0", "--key-file", key)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	log, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stderr = log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(cmd); log.Close() })
	line, err := bufio.NewReader(out).ReadString('\n')
	base := strings.TrimSpace(strings.TrimPrefix(line, "Tryeza is at "))
	if err != nil || !strings.HasPrefix(base, "http://") {
		t.Fatalf("the program said %q (%v)", line, err)
	}
	return process{cmd, base}
}

// stop ends the program as an operator would. What is stopped already is no matter.
func stop(cmd *exec.Cmd) {
	cmd.Process.Signal(syscall.SIGTERM)
	cmd.Wait()
}

// memory is what the system says of the process, in MB: VmRSS is what it holds
// now, VmHWM the most it ever held.
func (p process) memory(t testing.TB, name string) float64 {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(status)) {
		if f := strings.Fields(line); f[0] == name+":" {
			kB, err := strconv.ParseFloat(f[1], 64)
			if err != nil {
				t.Fatal(err)
			}
			return kB / 1024
		}
	}
	t.Fatalf("no %s in\n%s", name, status)
	return 0
}

// BenchmarkStart measures from the start of the program on ten years of data to
// its first page.
func BenchmarkStart(b *testing.B) {
	file, folder := program(b), filepath.Dir(seeded(b, full, time.Now()))
	nobody := newSite("")
	start(b, file, folder).first(b, nobody) // makes the other room
	for b.Loop() {
		p := start(b, file, folder)
		p.first(b, nobody)
		b.StopTimer()
		stop(p.cmd)
		b.StartTimer()
	}
}

func (p process) first(t testing.TB, s *site) {
	t.Helper()
	s.base = p.base
	if _, err := s.get("/account/sign-in", ""); err != nil {
		t.Fatal(err)
	}
}

// BenchmarkDay measures what 16 people at work see, all of them at once: one
// thing after the other, each a second after the answer to the last. In the end
// it asks how much memory the program took, and whether its trail is whole.
func BenchmarkDay(b *testing.B) {
	now := time.Now()
	path := seeded(b, full, now)
	p := start(b, program(b), filepath.Dir(path))
	s := visit(b, openRaw(b, path), p.base, full, now)
	for b.Loop() {
		took := map[string][]time.Duration{}
		all, err := together(steps, s.day)
		if err != nil {
			b.Fatal(err)
		}
		for _, a := range all {
			kind, _, _ := strings.Cut(a.what, "/")
			took[kind] = append(took[kind], a.took)
		}
		for kind, list := range took {
			percentiles(b, kind+"-", list)
		}
	}
	b.ReportMetric(p.memory(b, "VmRSS"), "RSS-MB")
	b.ReportMetric(p.memory(b, "VmHWM"), "most-RSS-MB")
	stop(p.cmd)
	verify(b, path)
}

// verify fails unless the trail is whole, with what was just written.
func verify(t testing.TB, path string) {
	t.Helper()
	db, err := store.Open(context.Background(), store.CommitteeRoom, path)
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if faults, _, err := db.Verify(context.Background()); err != nil || len(faults) > 0 {
		t.Fatal(err, faults)
	}
}
