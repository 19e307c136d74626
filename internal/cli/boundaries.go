package cli

import (
	"fmt"
	"os"
	"strings"

	"tryeza/internal/code"
	"tryeza/internal/document"
)

// boundaries reads the operator's file of outlines, one for each municipality.
// Without a file maps are drawn as tiles. A file that lacks a municipality is
// refused: on the map it would look like a place without children.
func boundaries(file string) (*document.Boundaries, error) {
	if file == "" {
		return nil, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := document.ReadBoundaries(f, municipality)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if names := missingFrom(b); len(names) > 0 {
		return nil, fmt.Errorf("%s has no outline of %s; all %d municipalities are needed", file, strings.Join(names, ", "), len(code.Municipalities))
	}
	return b, nil
}

// municipality finds the code of a municipality as the file names it.
func municipality(s string) (string, bool) {
	m, ok := code.FindMunicipality(s)
	return m.Code, ok
}

func missingFrom(b *document.Boundaries) []string {
	var codes, names []string
	for _, m := range code.Municipalities {
		codes = append(codes, m.Code)
	}
	for _, c := range b.Missing(codes) {
		names = append(names, code.MunicipalityName(c))
	}
	return names
}
