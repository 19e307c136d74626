package backup_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tryeza/internal/access"
	"tryeza/internal/backup"
	"tryeza/internal/store"
	"tryeza/internal/testkit"
	"tryeza/internal/web"
)

func TestButton(t *testing.T) {
	testkit.Each(t, func(t *testing.T, db *store.DB) {
		folder := filepath.Join(t.TempDir(), "backups")
		s := testkit.NewSite(t, db, func(m *web.Mux, db *store.DB) { backup.Routes(m, folder, db) })
		admin := s.As(testkit.Actor(access.Administrator))
		admin.Get("/backup").Want(200).Has("Nuk ka ende asnjë kopje")
		admin.Post("/backup", nil).Want(303)
		page := admin.Get("/backup").Want(200).Has("tryeza-2023-07-14-103000.zip", "14.07.2023, ora 10.30", "1 kopje rezervë", "po, menjëherë")
		if links := page.Attr("main a", "href"); len(links) > 0 {
			t.Errorf("the page offers %v; an administrator reads nothing", links)
		}
		admin.Post("/backup", nil).Want(422) // the same second
		s.As(testkit.Actor(access.Secretary)).Get("/backup").Want(404)
		s.As(testkit.Actor(access.Secretary)).Post("/backup", nil).Want(404)

		m, err := backup.Check(filepath.Join(folder, "tryeza-2023-07-14-103000.zip"))
		if err != nil || m.Rows() != 2 { // the event of its own making, and the head of the chain
			t.Errorf("%d rows, %v", m.Rows(), err)
		}
		info, err := os.Stat(filepath.Join(folder, "tryeza-2023-07-14-103000.zip"))
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%v %v: only the server's account may read a backup", info.Mode(), err)
		}
	})
}

func TestNewestFirst(t *testing.T) {
	db, folder := testkit.SQLite(t), t.TempDir()
	s := testkit.NewSite(t, db, func(m *web.Mux, db *store.DB) { backup.Routes(m, folder, db) })
	admin := s.As(testkit.Actor(access.Administrator))
	for i := range 3 {
		db.Now = func() time.Time { return testkit.Now.Add(time.Duration(i) * time.Hour) }
		admin.Post("/backup", nil).Want(303)
	}
	names := strings.Join(admin.Get("/backup").Find("tbody th"), " ")
	if names != "tryeza-2023-07-14-123000.zip tryeza-2023-07-14-113000.zip tryeza-2023-07-14-103000.zip" {
		t.Error(names)
	}
}

func TestMakeLeavesNothingHalf(t *testing.T) {
	db, folder := testkit.SQLite(t), t.TempDir()
	g := testkit.Grant(t, access.MakeBackup)
	path := filepath.Join(folder, "a.zip")
	if _, err := backup.Make(context.Background(), g, path, db); err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := backup.Make(context.Background(), g, path, db); !errors.Is(err, fs.ErrExist) {
		t.Errorf("over an existing file: %v", err)
	}
	if after, err := os.ReadFile(path); err != nil || string(after) != string(before) {
		t.Errorf("the existing file was touched: %v", err)
	}
	if _, err := backup.Make(context.Background(), g, filepath.Join(folder, "none", "b.zip"), db); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("into a folder that does not exist: %v", err)
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, err := backup.Make(stopped, g, filepath.Join(folder, "c.zip"), db); err == nil {
		t.Error("made a backup although told to stop")
	}
	if _, err := backup.Make(context.Background(), testkit.Grant(t, access.ListBackups), filepath.Join(folder, "d.zip"), db); !errors.Is(err, access.ErrDenied) {
		t.Errorf("without the permission: %v", err)
	}
	if entries, err := os.ReadDir(folder); err != nil || len(entries) != 1 {
		t.Errorf("left behind: %v %v", entries, err)
	}
}
