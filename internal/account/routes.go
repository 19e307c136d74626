package account

import (
	"tryeza/internal/access"
	"tryeza/internal/web"
)

// Routes adds the pages of accounts to m.
func Routes(m *web.Mux, s *Service) {
	m.Public("GET /account/sign-in", s.signInPage)
	m.Public("POST /account/sign-in", s.signIn)
	m.Public("GET /account/code", s.codePage)
	m.Public("POST /account/code", s.code)
	m.Public("GET /account/factor", s.factorPage)
	m.Public("POST /account/factor", s.chooseFactor)
	m.Public("POST /account/sign-out", s.signOut)
	if s.Demo {
		m.Public("GET /account/demo/{token}", s.demoPage)
		m.Public("POST /account/demo/{token}", s.demoSignIn)
	}
	s.own(m)
}

func (s *Service) own(m *web.Mux) {
	m.Handle("GET /account", access.OwnAccount, s.ownPage)
}
