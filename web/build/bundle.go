package main

import (
	"bytes"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/evanw/esbuild/pkg/api"
)

// The browsers the pages are made for; older ones get the pages without the script.
var browsers = []api.Engine{
	{Name: api.EngineChrome, Version: "109"},
	{Name: api.EngineFirefox, Version: "115"},
	{Name: api.EngineSafari, Version: "16"},
}

// The licence of GOV.UK Frontend (MIT) asks that its notice stays with copies of it.
const notice = "/*! Contains GOV.UK Frontend (MIT License), Crown Copyright (Government Digital Service) */"

// styles compiles web/styles/app.scss with sass and makes it small. Deprecations in our own files are errors.
func styles(web string) ([]byte, error) {
	var stdout, stderr bytes.Buffer
	cmd := exec.Command(filepath.Join(web, "node_modules", ".bin", "sass"),
		"--no-source-map", "--quiet-deps", "--fatal-deprecation=1.80.0",
		"--load-path="+filepath.Join(web, "node_modules", "govuk-frontend", "dist"),
		filepath.Join(web, "styles", "app.scss"))
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return nil, fmt.Errorf("sass: %w\n%s", err, stderr.String())
	}
	return minify(stdout.String())
}

func minify(css string) ([]byte, error) {
	result := api.Transform(css, api.TransformOptions{
		Loader:           api.LoaderCSS,
		Engines:          browsers,
		MinifyWhitespace: true,
		MinifySyntax:     true,
		Banner:           notice,
	})
	return result.Code, problems(result.Errors)
}

// script bundles one file of web/src and all it imports into one module.
func script(web, entry string) ([]byte, error) {
	result := api.Build(api.BuildOptions{
		EntryPoints:       []string{filepath.Join(web, "src", entry)},
		Bundle:            true,
		Format:            api.FormatESModule,
		Engines:           browsers,
		MinifyWhitespace:  true,
		MinifyIdentifiers: true,
		MinifySyntax:      true,
		Banner:            map[string]string{"js": notice},
	})
	if err := problems(result.Errors); err != nil {
		return nil, err
	}
	return result.OutputFiles[0].Contents, nil
}

func problems(messages []api.Message) error {
	if len(messages) == 0 {
		return nil
	}
	lines := api.FormatMessages(messages, api.FormatMessagesOptions{Kind: api.ErrorMessage})
	return fmt.Errorf("esbuild: %s", strings.TrimSpace(strings.Join(lines, "")))
}
