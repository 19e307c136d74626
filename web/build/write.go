package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
)

// manifestName is the file that maps plain names to the names with a hash, for example "app.css" to "app-1a2b3c4d5e.css".
const manifestName = "manifest.json"

// write puts the files and their manifest into dir and then removes what an earlier build left there. The manifest
// comes after the files it names, so that a server that reads meanwhile never misses one.
func write(dir string, assets map[string][]byte) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	manifest := map[string]string{}
	for name, content := range assets {
		manifest[name] = hashed(name, content)
		if err := os.WriteFile(filepath.Join(dir, manifest[name]), content, 0o644); err != nil {
			return err
		}
	}
	if err := writeManifest(dir, manifest); err != nil {
		return err
	}
	return removeOthers(dir, manifest)
}

func writeManifest(dir string, manifest map[string]string) error {
	text, err := json.MarshalIndent(manifest, "", "  ")
	if err != nil {
		return err
	}
	path := filepath.Join(dir, manifestName)
	if err := os.WriteFile(path+".new", append(text, '\n'), 0o644); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

func removeOthers(dir string, manifest map[string]string) error {
	wanted := map[string]bool{manifestName: true}
	for _, name := range manifest {
		wanted[name] = true
	}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	var errs []error
	for _, entry := range entries {
		if !wanted[entry.Name()] && !entry.IsDir() {
			errs = append(errs, os.Remove(filepath.Join(dir, entry.Name())))
		}
	}
	return errors.Join(errs...)
}

// hashed returns the name with ten hexadecimal digits of the content's SHA-256 before its extension.
func hashed(name string, content []byte) string {
	sum := sha256.Sum256(content)
	extension := filepath.Ext(name)
	return strings.TrimSuffix(name, extension) + "-" + hex.EncodeToString(sum[:5]) + extension
}
