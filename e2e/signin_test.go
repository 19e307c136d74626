package e2e

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"

	"tryeza/internal/account"
)

const (
	newcomer = "i.ri@shembull.al"
	password = "tre gurë mbi det"
)

// Somebody new accepts an invitation, sets up the second factor with the secret
// the page shows, leaves, and comes back with password and code.
func TestSignIn(t *testing.T) {
	s := start(t)
	link, err := account.CreateAdministrator(context.Background(), s.db, newcomer)
	if err != nil {
		t.Fatal(err)
	}
	p := s.visitor()
	p.opens(link)
	p.sound("invitation")
	p.writes("Punonjësja e re", "Emri dhe mbiemri")
	p.writes("shkurt", "Zgjidhni një fjalëkalim")
	if status := p.presses("Pranoj dhe vazhdoj"); status != 422 {
		t.Errorf("a short password is answered with %d", status)
	}
	p.sound("invitation-refused")
	p.writes(password, "Zgjidhni një fjalëkalim")
	p.presses("Pranoj dhe vazhdoj")

	p.sees("Skanoni këtë katror")
	p.sound("factor")
	secret := strings.ReplaceAll(value[string](p, `document.querySelector("main li strong").textContent`), " ", "")
	p.writes(s.code(secret), "Kodi i aplikacionit")
	p.presses("Vazhdo me aplikacionin")
	p.sees("Kjo fletë shfaqet vetëm këtë herë")
	if n := value[int](p, `document.querySelectorAll("main ol code").length`); n != 10 {
		t.Errorf("the sheet has %d codes", n)
	}
	p.sound("sheet")
	p.follows("I ruajta, vazhdo")
	p.sees("Punonjësja e re")

	p.pressesAbove("Dil")
	p.sees("Dolët nga Tryeza.")
	s.returns(p, secret)
}

// returns signs in with password and code, after an attempt that fails.
func (s *site) returns(p *person, secret string) {
	s.t.Helper()
	s.passes(time.Minute) // a code counts once
	p.writes(newcomer, "E-posta")
	p.writes("jo ky fjalëkalim", "Fjalëkalimi")
	if status := p.presses("Vazhdo"); status != 422 {
		s.t.Errorf("a wrong password is answered with %d", status)
	}
	p.sees("E-posta dhe fjalëkalimi nuk përputhen.")
	p.sound("sign-in-refused")
	p.writes(password, "Fjalëkalimi")
	p.presses("Vazhdo")
	p.sound("code")
	p.writes(s.code(secret), "Kodi")
	p.presses("Hyr")
	p.sees("Punonjësja e re")
}

// code is what an application on a telephone shows now.
func (s *site) code(secret string) string {
	s.t.Helper()
	code, err := totp.GenerateCode(secret, s.db.Now())
	if err != nil {
		s.t.Fatal(err)
	}
	return code
}
