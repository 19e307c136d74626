package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

func TestHashedNameChangesWithContent(t *testing.T) {
	a, b := hashed("app.css", []byte("a")), hashed("app.css", []byte("b"))
	if a == b || !regexp.MustCompile(`^app-[0-9a-f]{10}\.css$`).MatchString(a) {
		t.Errorf("names %q and %q", a, b)
	}
	if a != hashed("app.css", []byte("a")) {
		t.Error("the same content has two names")
	}
}

func TestWriteReplacesAnEarlierBuild(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "static", "build")
	for _, content := range []string{"old", "new"} {
		if err := write(dir, map[string][]byte{"app.css": []byte(content), "app.js": []byte("same")}); err != nil {
			t.Fatal(err)
		}
	}
	manifest := readManifest(t, dir)
	if got := read(t, filepath.Join(dir, manifest["app.css"])); got != "new" {
		t.Errorf("app.css holds %q", got)
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	if len(entries) != 3 {
		t.Errorf("left in the folder: %v, want two files and the manifest", entries)
	}
}

func TestMissingPackagesAreExplained(t *testing.T) {
	err := build(t.TempDir(), t.TempDir())
	if err == nil || !strings.Contains(err.Error(), "npm ci --ignore-scripts") {
		t.Errorf("error %v, want one that says what to run", err)
	}
}

// The promises of the finished files, checked on the real ones: they fit a strict Content-Security-Policy, fetch
// nothing from elsewhere, carry no look of the British government, and hold every class that app.scss lists.
func TestFinishedFiles(t *testing.T) {
	if _, err := os.Stat("../node_modules"); err != nil {
		t.Fatal("web/node_modules is missing: run 'npm ci --ignore-scripts' in web")
	}
	assets, err := collect("..")
	if err != nil {
		t.Fatal(err)
	}
	css := string(assets["app.css"])
	for _, banned := range []string{"GDS Transport", "@font-face", "@import", "url(http", "url(/", "crown.svg"} {
		if strings.Contains(css, banned) {
			t.Errorf("app.css contains %q", banned)
		}
	}
	for _, banned := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", ".style."} {
		for _, name := range []string{"app.js", "guide_worker.js"} {
			if js := string(assets[name]); js == "" || strings.Contains(js, banned) {
				t.Errorf("%s is empty or contains %q, which the Content-Security-Policy refuses", name, banned)
			}
		}
	}
	for _, class := range documentedClasses(t) {
		if !strings.Contains(css, "."+class) {
			t.Errorf("app.scss documents %s, but there is no such class", class)
		}
	}
}

func documentedClasses(t *testing.T) []string {
	head, _, _ := strings.Cut(read(t, "../styles/app.scss"), "@use")
	found := regexp.MustCompile(`(?m)^//   (tz-[a-z]+)`).FindAllStringSubmatch(head, -1)
	if len(found) < 15 {
		t.Fatalf("only %d classes are documented", len(found))
	}
	var classes []string
	for _, match := range found {
		classes = append(classes, match[1])
	}
	return classes
}

func readManifest(t *testing.T, dir string) map[string]string {
	t.Helper()
	var manifest map[string]string
	if err := json.Unmarshal([]byte(read(t, filepath.Join(dir, manifestName))), &manifest); err != nil {
		t.Fatal(err)
	}
	return manifest
}

func read(t *testing.T, path string) string {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}
