// Package app puts Tryeza together: which features there are, what each one is
// given, and what stands in the navigation.
//
// It holds no rule of its own. What a feature needs of another it is handed
// here as a function.
package app

import (
	"fmt"
	"io"
	"net/http"
	"slices"

	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/audit"
	"tryeza/internal/backup"
	"tryeza/internal/committee"
	"tryeza/internal/document"
	"tryeza/internal/exchange"
	"tryeza/internal/issue"
	"tryeza/internal/meeting"
	"tryeza/internal/notify"
	"tryeza/internal/plan"
	"tryeza/internal/reporting"
	"tryeza/internal/seal"
	"tryeza/internal/statistics"
	"tryeza/internal/store"
	"tryeza/internal/task"
	"tryeza/internal/web"
)

// Config is what Tryeza runs on.
type Config struct {
	Committee *store.DB // the room of the committees
	Casework  *store.DB // the room of the child protection units; nil where there is none
	KeyRoom   *store.DB // the keys of the casework room; nil with it
	Root      seal.Root // opens those keys
	Backups   string    // folder on the server that copies are kept in

	Keys *seal.Ring // what second factors are sealed with; without one nobody can set one up

	Secure  bool   // people come over TLS: cookies say so
	Proxied bool   // a reverse proxy says who asks
	Demo    bool   // a folder of invented data: one-click sign-in
	Address string // "https://…" as written in mail
	Mail    bool   // there is a mail server; without one one-time links are shown instead of sent
	From    string // sender of mail

	Boundaries *document.Boundaries // outlines of the municipalities for maps; nil: tiles
}

// New wires every feature and returns what serves the requests.
func New(c Config) *web.Mux {
	people, notices := c.people(), Notices(c)
	m := web.NewMux(web.Config{Who: people.Who, Room: c.room(), Now: c.Committee.Now, Secure: c.Secure})
	m.Nav = append(slices.Clone(nav), unitNav...)
	public(m)
	account.Routes(m, people)
	notify.Routes(m, notices)
	committee.Routes(m, c.Committee, committee.Options{CheckTemplate: checkTemplate, Units: c.unitsOf()})
	meeting.Routes(m, c.Committee, Meetings(notices.Tell))
	task.Routes(m, c.Committee)
	issue.Routes(m, c.Committee, Problems)
	plan.Routes(m, c.Committee)
	reporting.Routes(m, c.Committee, reporting.Options{SetActivityState: plan.SetReported, Accepted: Arrived})
	c.registers(m)
	c.Analyses().Routes(m, c.Committee)
	statistics.Routes(m, c.Casework, statistics.Options{Committee: c.Committee})
	exchange.Routes(m, c.Committee, Exchange)
	audit.Routes(m, c.Committee, account.Roles)
	backup.Routes(m, c.Backups, c.rooms()...)
	if c.Casework != nil {
		c.units(m)
	}
	return m
}

// checkTemplate refuses a Word template that no document can be made with.
func checkTemplate(template []byte) error {
	return document.WriteDOCX(io.Discard, document.Document{}, template)
}

// nav is the navigation of a committee; each visitor sees what they may read.
var nav = []web.NavItem{
	{Label: "Përmbledhje", Path: "", Needs: access.ReadCommittee},
	{Label: "Plani", Path: "/plan", Needs: access.ReadPlan},
	{Label: "Raportimi", Path: "/reporting", Needs: access.ReadReturns},
	{Label: "Mbledhjet", Path: "/meeting", Needs: access.ReadMeetings},
	{Label: "Detyrat", Path: "/task", Needs: access.ReadTasks},
	{Label: "Problematikat", Path: "/issue", Needs: access.ReadIssues},
	{Label: "Parandalimi", Path: "/programme", Needs: access.ReadProgrammes, Also: []string{"/employment", "/campaign", "/training"}},
	{Label: "Fëmijët në rrugë", Path: "/statistics", Needs: access.ReadCounts},
	{Label: "Analiza", Path: "/analysis", Needs: access.ReadAnalysis},
	{Label: "Komiteti", Path: "/committee", Needs: access.ReadCommittee},
	{Label: "Shkëmbimi", Path: "/exchange", Needs: access.ExportCommittee},
	{Label: "Njoftimet", Path: "/notify", Needs: access.OwnNotices},
	{Label: "Njerëzit", Path: "/account", Needs: access.ReadMembers},
	{Label: "Gjurma", Path: "/audit", Needs: access.ReadAudit},
}

// public adds what belongs to no feature.
func public(m *web.Mux) {
	m.Public("POST /lang", web.SwitchLanguage)
	m.Public("GET /healthz", healthy)
	m.Public("GET /{rest...}", nothing)
	m.Public("POST /{rest...}", nothing)
}

// healthy answers those who watch over the server, and says nothing else.
func healthy(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, err := fmt.Fprintln(w, "ok")
	return err
}

// nothing answers an address that does not exist exactly as one that the
// visitor may not see, in the language they read.
func nothing(http.ResponseWriter, *http.Request) error { return access.ErrDenied }
