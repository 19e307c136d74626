package child

import (
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// Shared is a text that people read who do not work on the file: the note of a
// sighting, the reason of a hand-over. It refuses personal numbers and numbers
// of mobile telephones; a name cannot be recognised.
func Shared(f *web.Form, name string) string {
	s := f.Text(name)
	if len(text.Private(s)) > 0 {
		f.Fail(name, "Këtë tekst e lexojnë edhe të tjerë që nuk punojnë me dosjen: hiqni numrin personal ose numrin e celularit. Vendi i tij është dosja e fëmijës.")
	}
	return s
}
