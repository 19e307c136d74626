package cli_test

import (
	"archive/zip"
	"database/sql"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	_ "modernc.org/sqlite"

	"tryeza/internal/cli"
	"tryeza/internal/testkit"
)

// The scripts in testdata run the real program, as an operator types it.
func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"tryeza": func() { os.Exit(cli.Main(os.Args[1:])) }})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir: "testdata",
		Setup: func(e *testscript.Env) error {
			if urls := testkit.URLs(t); urls["postgres"] != "" {
				e.Setenv("COMMITTEE", urls["postgres"])
				e.Setenv("CASEWORK", testkit.URLs(t)["postgres"])
				e.Setenv("KEYS", testkit.URLs(t)["postgres"])
			}
			return nil
		},
		Condition: func(name string) (bool, error) { return name == "postgres" && os.Getenv("TEST_POSTGRES") != "", nil },
		Cmds:      map[string]func(*testscript.TestScript, bool, []string){"sql": runSQL, "oneline": oneLine, "swap": swap, "holds": holds, "private": private},
	})
}

// private FOLDER says that nobody else may look into a folder.
func private(ts *testscript.TestScript, _ bool, args []string) {
	info, err := os.Stat(ts.MkAbs(args[0]))
	ts.Check(err)
	if info.Mode().Perm() != 0o700 {
		ts.Fatalf("%s: %v", args[0], info.Mode())
	}
}

// sql FILE STATEMENT goes past the program into a database file.
func runSQL(ts *testscript.TestScript, _ bool, args []string) {
	db, err := sql.Open("sqlite", ts.MkAbs(args[0]))
	ts.Check(err)
	defer db.Close()
	_, err = db.Exec(args[1])
	ts.Check(err)
}

// oneline checks that the last command said one plain line on standard error.
func oneLine(ts *testscript.TestScript, _ bool, _ []string) {
	if s := ts.ReadFile("stderr"); strings.Count(s, "\n") != 1 || !strings.HasPrefix(s, "tryeza: ") {
		ts.Fatalf("not one plain line:\n%s", s)
	}
}

// swap FILE OFFSET changes one byte of a file.
func swap(ts *testscript.TestScript, _ bool, args []string) {
	b, err := os.ReadFile(ts.MkAbs(args[0]))
	ts.Check(err)
	b[len(b)/2] ^= 1
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), b, 0o600))
}

// holds FILE NAME checks that a zip has a part of that name, or with ! none.
func holds(ts *testscript.TestScript, not bool, args []string) {
	z, err := zip.OpenReader(ts.MkAbs(args[0]))
	ts.Check(err)
	defer z.Close()
	found := slices.ContainsFunc(z.File, func(f *zip.File) bool { return strings.Contains(f.Name, args[1]) })
	if found == not {
		ts.Fatalf("%s in %s: %v", args[1], args[0], found)
	}
}

// The server answers, prints its settings without secrets, logs routes and not
// addresses, and stops when told to.
func TestServe(t *testing.T) {
	exe, err := exec.LookPath("tryeza")
	if err != nil {
		t.Fatal(err)
	}
	log := filepath.Join(t.TempDir(), "log")
	logFile, err := os.Create(log)
	if err != nil {
		t.Fatal(err)
	}
	defer logFile.Close()
	cmd := exec.Command(exe, "serve", "--data", t.TempDir(), "--listen", "127.0.0.1:0", "--address", "https://tryeza.example.al", "--smtp", "smtp://u:sekret@127.0.0.1:1", "--from", "tryeza@example.al")
	cmd.Env = append(os.Environ(), "TRYEZA_KEY_PASSPHRASE=gjashtë fjalë që askush tjetër nuk i di")
	cmd.Stderr = logFile
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	stuck := time.AfterFunc(time.Minute, func() { cmd.Process.Kill() })
	defer stuck.Stop()
	var address string
	if _, err := fmt.Fscanf(out, "Tryeza is at %s\n", &address); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]int{"/healthz": 200, "/account/invitation/onetimetoken?q=kerkimi": 404, "/account/sign-in": 200} {
		r, err := http.Get(address + path)
		if err != nil {
			t.Fatal(err)
		}
		r.Body.Close()
		if r.StatusCode != want {
			t.Errorf("GET %s = %d, want %d", path, r.StatusCode, want)
		}
	}
	cmd.Process.Signal(syscall.SIGTERM)
	if err := cmd.Wait(); err != nil {
		t.Errorf("told to stop: %v", err)
	}
	b, err := os.ReadFile(log)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"msg":"settings"`, `"root":"passphrase"`, `"smtp":"smtp://u:xxxxx@127.0.0.1:1"`, `"route":"GET /healthz"`, `"msg":"stopping"`} {
		if !strings.Contains(string(b), want) {
			t.Errorf("the log has no %s:\n%s", want, b)
		}
	}
	for _, not := range []string{"sekret", "askush", "onetimetoken", "kerkimi"} {
		if strings.Contains(string(b), not) {
			t.Errorf("the log tells %s:\n%s", not, b)
		}
	}
}
