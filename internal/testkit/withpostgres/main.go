// Command withpostgres runs a command with a PostgreSQL server of its own.
//
//	go run ./internal/testkit/withpostgres go test ./...
//
// The server lives in a temporary folder on a free port of 127.0.0.1 and is
// stopped when the command ends. The command finds it in TEST_POSTGRES, as a
// URL that ends where the name of a database goes.
package main

import (
	"database/sql"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib"
)

func main() {
	code, err := run(os.Args[1:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "withpostgres:", err)
		os.Exit(1)
	}
	os.Exit(code)
}

func run(args []string) (int, error) {
	if len(args) == 0 {
		return 0, errors.New("name a command to run")
	}
	bin, err := binaries()
	if err != nil {
		return 0, err
	}
	dir, err := os.MkdirTemp("", "tryeza-postgres-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(dir)
	s := server{bin: bin, dir: dir}
	if err := s.start(); err != nil {
		return 0, err
	}
	defer s.stop()
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), "TEST_POSTGRES="+s.url())
	err = cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return exit.ExitCode(), nil
	}
	return 0, err
}

// binaries finds the folder of initdb and postgres: on the PATH, or where
// Debian keeps them.
func binaries() (string, error) {
	if p, err := exec.LookPath("initdb"); err == nil {
		return filepath.Dir(p), nil
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if err != nil || len(found) == 0 {
		return "", errors.New("PostgreSQL is not installed; on Debian: apt-get install postgresql")
	}
	return filepath.Dir(found[len(found)-1]), nil
}

type server struct {
	bin, dir string
	port     int
	cmd      *exec.Cmd
}

func (s *server) start() error {
	if err := os.Chmod(s.dir, 0o755); err != nil {
		return err
	}
	data := filepath.Join(s.dir, "data")
	if err := os.Mkdir(data, 0o700); err != nil {
		return err
	}
	attr, err := unprivileged(data)
	if err != nil {
		return err
	}
	initdb := exec.Command(filepath.Join(s.bin, "initdb"), "-D", data, "-U", "postgres", "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C")
	initdb.SysProcAttr, initdb.Dir = attr, "/"
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	if s.port, err = freePort(); err != nil {
		return err
	}
	s.cmd = exec.Command(filepath.Join(s.bin, "postgres"), "-D", data, "-p", strconv.Itoa(s.port), "-k", data,
		"-c", "listen_addresses=127.0.0.1", "-c", "fsync=off", "-c", "max_connections=400", "-c", "logging_collector=off", "-c", "log_min_messages=panic")
	s.cmd.SysProcAttr, s.cmd.Dir, s.cmd.Stderr = attr, "/", os.Stderr
	if err := s.cmd.Start(); err != nil {
		return err
	}
	return s.wait()
}

// unprivileged makes the server run as the user postgres when we are root, as
// the server refuses to run as root.
func unprivileged(data string) (*syscall.SysProcAttr, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		return nil, err
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		return nil, err
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		return nil, err
	}
	return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, os.Chown(data, uid, gid)
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// wait returns when the server takes connections.
func (s *server) wait() error {
	db, err := sql.Open("pgx", s.url()+"postgres?sslmode=disable")
	if err != nil {
		return err
	}
	defer db.Close()
	for range 200 {
		if err = db.Ping(); err == nil {
			return nil
		}
		time.Sleep(50 * time.Millisecond) // there is nothing to wait on but the server itself
	}
	s.stop()
	return fmt.Errorf("the server did not start within 10 seconds: %w", err)
}

func (s *server) url() string { return fmt.Sprintf("postgres://postgres@127.0.0.1:%d/", s.port) }

func (s *server) stop() {
	s.cmd.Process.Signal(syscall.SIGINT) // fast shutdown
	s.cmd.Wait()
}
