package store_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
)

// killRounds is how often the writing process is killed: a few times in CI, 50
// in the full run.
func killRounds() int {
	if long() {
		return 50
	}
	return 5
}

const killURL = "TRYEZA_KILL_URL"

// TestMain lets the test binary be the process that is killed.
func TestMain(m *testing.M) {
	if url := os.Getenv(killURL); url != "" {
		fmt.Fprintln(os.Stderr, writeUntilKilled(url))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeUntilKilled prints the ID of each note once it is kept.
func writeUntilKilled(url string) error {
	db, err := store.Open(context.Background(), store.CommitteeRoom, url)
	if err != nil {
		return err
	}
	g, err := testkit.Actor(access.Operator).May(access.DraftPlan, access.Committee("durres"))
	for err == nil {
		id := db.NewID()
		err = db.Change(context.Background(), g, store.Subject{Kind: "note", ID: id}, func(tx *store.Tx) error {
			return notes.Add(tx, note{ID: id, At: tx.Now(), Content: make([]byte, 2000)})
		})
		if err == nil {
			fmt.Println(id)
		}
	}
	return err
}

// A process that is killed in the middle of its work loses nothing that it has
// acknowledged, and leaves a whole audit trail.
func TestKillLosesNothing(t *testing.T) {
	for name, url := range testkit.URLs(t) {
		t.Run(name, func(t *testing.T) {
			connect(t, url)
			acknowledged := map[string]bool{}
			for round := range killRounds() {
				n := 1 + round*7%40
				for _, id := range writeAndKill(t, url, n) {
					acknowledged[id] = true
				}
				keptAll(t, url, acknowledged)
			}
			t.Logf("%d writes acknowledged", len(acknowledged))
		})
	}
}

// writeAndKill lets a process acknowledge at least n writes, kills it, and
// returns all it acknowledged.
func writeAndKill(t *testing.T, url string, n int) (ids []string) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), killURL+"="+url)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	must(t, err)
	must(t, cmd.Start())
	stuck := time.AfterFunc(time.Minute, func() { cmd.Process.Kill() })
	defer stuck.Stop()
	for s := bufio.NewScanner(out); s.Scan(); {
		if ids = append(ids, s.Text()); len(ids) == n {
			must(t, cmd.Process.Kill()) // SIGKILL; what it still printed is read
		}
	}
	if err := cmd.Wait(); len(ids) < n || err == nil {
		t.Fatalf("the writing process ended by itself after %d of %d writes: %v", len(ids), n, err)
	}
	return ids
}

func keptAll(t *testing.T, url string, acknowledged map[string]bool) {
	t.Helper()
	db, err := store.Open(context.Background(), store.CommitteeRoom, url)
	must(t, err)
	defer db.Close()
	kept := map[string]bool{}
	for _, n := range read(t, db, "durres") {
		kept[n.ID] = true
	}
	for id := range acknowledged {
		if !kept[id] {
			t.Errorf("%s was acknowledged and is lost", id)
		}
	}
	faults, events, err := db.Verify(context.Background())
	if err != nil || len(faults) > 0 || events != int64(len(kept)) {
		t.Errorf("%d events for %d notes; %v %v", events, len(kept), faults, err)
	}
}
