package account

import (
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base32"
	"net/url"
	"strings"
	"time"

	"github.com/pquerna/otp/hotp"

	"tryeza/internal/store"
)

// The second factors: an application on a telephone that shows a code every
// half minute, or a sheet of printed codes for those without such a telephone.
// Who uses the application gets a sheet as well, for the day it is lost.
const (
	withApp   = "totp"
	withCodes = "codes"
)

const (
	stepSeconds = 30 // RFC 6238
	sheetSize   = 10 // printed codes at a time
	sheetLow    = 3  // when to print new ones
)

// newSecret is what an application is set up with: 160 bits, as RFC 4226 asks.
func newSecret(token string) string {
	sum := sha256.Sum256([]byte(token))
	return base32.StdEncoding.EncodeToString(sum[:20])
}

// stepOf is the time step a code stands for, one step early or late allowed, or
// 0 when the code is wrong or not newer than the last one taken.
func stepOf(secret, code string, last int64, now time.Time) int64 {
	step := now.Unix() / stepSeconds
	for _, n := range []int64{step - 1, step, step + 1} {
		want, err := hotp.GenerateCode(secret, uint64(n))
		if err == nil && n > last && subtle.ConstantTimeCompare([]byte(want), []byte(code)) == 1 {
			return n
		}
	}
	return 0
}

// otpAddress is what the square image says to the application.
func otpAddress(email, secret string) string {
	q := url.Values{"secret": {secret}, "issuer": {"Tryeza"}}
	return "otpauth://totp/" + url.PathEscape("Tryeza:"+email) + "?" + q.Encode()
}

var (
	setStep   = store.WriteSystem(`UPDATE account_person SET totp_last = $2 WHERE id = $1 AND totp_last < $2`)
	setNext   = store.WriteSystem(`UPDATE account_person SET totp_next = $2 WHERE id = $1`)
	dropNext  = store.WriteSystem(`UPDATE account_person SET totp_next = '' WHERE id = $1 AND totp_next <> ''`) // begun and not finished
	setFactor = store.WriteSystem(`UPDATE account_person SET second_factor = $2, totp_secret = $3, totp_next = '', totp_last = $4 WHERE id = $1`)
	addCode   = store.WriteSystem(`INSERT INTO account_recovery (person_id, code_hash) VALUES ($1, $2)`)
	dropCode  = store.WriteSystem(`DELETE FROM account_recovery WHERE person_id = $1 AND code_hash = $2`)
	dropCodes = store.WriteSystem(`DELETE FROM account_recovery WHERE person_id = $1`)
	codesLeft = store.ReadSystem(`SELECT count(*) FROM account_recovery WHERE person_id = $1`)
)

// prove takes a code of the application or of the sheet, and reports whether
// it was right. Either counts once. secret is the application's, "" for those
// without one.
func prove(tx *store.Tx, p Person, secret, typed string) (bool, error) {
	code := plainCode(typed)
	if secret != "" {
		if step := stepOf(secret, code, p.lastStep, tx.Now().Time); step > 0 {
			n, err := tx.Exec(setStep, p.ID, step)
			return n == 1, err
		}
	}
	n, err := tx.Exec(dropCode, p.ID, codeHash(p.ID, code))
	return n == 1, err
}

// newSheet replaces a person's printed codes and returns them as printed.
func newSheet(tx *store.Tx, person string) ([]string, error) {
	if _, err := tx.Exec(dropCodes, person); err != nil {
		return nil, err
	}
	var sheet []string
	for range sheetSize {
		code := tx.NewID()[:12]
		if _, err := tx.Exec(addCode, person, codeHash(person, code)); err != nil {
			return nil, err
		}
		sheet = append(sheet, code[:4]+"-"+code[4:8]+"-"+code[8:])
	}
	return sheet, nil
}

// plainCode is a code without the spaces and hyphens it is easier read with.
func plainCode(typed string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(typed))
}

func codeHash(person, code string) hidden { return hashOf(person + ":" + code) }

// groups sets a secret in fours, to be typed by hand.
func groups(s string) string {
	var parts []string
	for ; len(s) > 4; s = s[4:] {
		parts = append(parts, s[:4])
	}
	return strings.Join(append(parts, s), " ")
}
