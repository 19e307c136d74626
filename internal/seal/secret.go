package seal

import (
	"fmt"
	"log/slog"
)

// secret is embedded in whatever holds a key: however it is printed, logged or
// encoded, it shows nothing. The key itself stands behind a pointer, as package
// fmt reads past methods what others keep in fields of theirs.
type secret struct{}

const veiled = "(a key)"

// String hides the key.
func (secret) String() string { return veiled }

// GoString hides the key.
func (secret) GoString() string { return veiled }

// Format hides the key from every verb of package fmt.
func (secret) Format(f fmt.State, _ rune) { fmt.Fprint(f, veiled) }

// LogValue hides the key in the log.
func (secret) LogValue() slog.Value { return slog.StringValue(veiled) }

// MarshalJSON hides the key in JSON.
func (secret) MarshalJSON() ([]byte, error) { return []byte(`"` + veiled + `"`), nil }
