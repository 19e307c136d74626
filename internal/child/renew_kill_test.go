package child_test

import (
	"bufio"
	"crypto/rand"
	"fmt"
	mathrand "math/rand/v2"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/child"
	"tryeza/internal/seal"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

const renewURLs = "TRYEZA_RENEW_URLS" // casework and keys of the process that is killed

// TestMain lets the test binary be the process that is killed.
func TestMain(m *testing.M) {
	if urls := os.Getenv(renewURLs); urls != "" {
		fmt.Fprintln(os.Stderr, renewUntilKilled(strings.Fields(urls)))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// killPoints is how often: a few times in CI, 50 in the full run.
func killPoints() int {
	if os.Getenv("TRYEZA_LONG") != "" {
		return 50
	}
	return 6
}

func renewUntilKilled(urls []string) error {
	files, err := openFiles(urls)
	for err == nil {
		fmt.Println("go")
		if len(urls) > 2 {
			return eraseUntilKilled(files, urls[2:])
		}
		_, err = files.RenewAll(ctx, testkit.Actor(access.Operator), nil)
	}
	return err
}

// openFiles opens rooms as a server does, with identifiers that do not repeat.
func openFiles(urls []string) (child.Files, error) {
	casework, err := store.Open(ctx, store.CaseworkRoom, urls[0])
	if err != nil {
		return child.Files{}, err
	}
	keys, err := store.Open(ctx, store.KeyRoom, urls[1])
	if err != nil {
		return child.Files{}, err
	}
	g, err := testkit.Actor(access.Operator).May(access.KeepFileKeys, access.Keys)
	return child.Files{DB: casework, Keys: child.Vault{DB: keys, Root: testkit.Root(), Keeper: g}}, err
}

// Whoever renews the keys of all files is killed at random points. Each time every
// file says what it said, each piece of it once; nothing is sealed with a key that
// was destroyed; and the next start leaves one key to each file.
func TestRenewKilledAtRandomPoints(t *testing.T) {
	testkit.Casework(t, func(t *testing.T, r testkit.Rooms) {
		files := desk(t, r)
		r.Casework.Rand, r.Keys.Rand = rand.Reader, rand.Reader
		said, raw := map[string]string{}, rawOf(t, r)
		for i := range 8 {
			id := full(t, files, fmt.Sprintf("Shembull %d", i))
			said[id] = told(t, files, id)
		}
		random, extra := mathrand.New(mathrand.NewPCG(4, 4)), 0
		for range killPoints() {
			renewAndKill(t, r, time.Duration(random.Int64N(int64(120*time.Millisecond))))
			for id, want := range said {
				if got := told(t, files, id); got != want {
					t.Fatalf("a file is not what it was:\n%s\nthen\n%s", want, got)
				}
				underLiveKeys(t, raw, id)
			}
			found, err := files.Reconcile(ctx, testkit.Actor(access.Operator))
			if err != nil || found.Erased+found.Older+found.Keyless > 0 {
				t.Fatalf("%+v %v", found, err)
			}
			extra += found.Renewed
			for id := range said {
				underOneKey(t, raw, id)
			}
		}
		t.Logf("%d times a kill left a key too many", extra)
	})
}

// renewAndKill starts the process and kills it a while after it began.
func renewAndKill(t *testing.T, r testkit.Rooms, after time.Duration, erase ...string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), renewURLs+"="+strings.Join(append([]string{r.URL[store.CaseworkRoom], r.URL[store.KeyRoom]}, erase...), " "))
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	stuck := time.AfterFunc(time.Minute, func() { cmd.Process.Kill() })
	defer stuck.Stop()
	begun := bufio.NewScanner(out).Scan()
	time.Sleep(after)  // to be killed at any moment is the test: there is nothing to wait for
	cmd.Process.Kill() // SIGKILL
	if err := cmd.Wait(); !begun || err == nil && len(erase) == 0 {
		t.Fatalf("the renewing process ended by itself: %v", err)
	}
}

// underLiveKeys checks that nothing of a file is sealed with a key that is gone.
func underLiveKeys(t testing.TB, raw rawRooms, id string) {
	t.Helper()
	live := map[string]bool{}
	rows, err := raw.keys.Query(`SELECT id FROM child_key WHERE child_id = '` + id + `' AND length(wrapped) > 0`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var key string
		if err := rows.Scan(&key); err != nil {
			t.Fatal(err)
		}
		live[key] = true
	}
	list, err := raw.casework.Query(`SELECT body FROM child_item WHERE child_id = '` + id + `' UNION ALL SELECT body FROM child_content WHERE child_id = '` + id + `'`)
	if err != nil {
		t.Fatal(err)
	}
	defer list.Close()
	for list.Next() {
		var sealed []byte
		if err := list.Scan(&sealed); err != nil {
			t.Fatal(err)
		}
		if key, err := seal.KeyOf(sealed); !live[key] || err != nil {
			t.Errorf("%s: sealed with %s, which is gone: %v", id, key, err)
		}
	}
}
