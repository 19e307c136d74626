package child

import (
	"fmt"
	"reflect"
	"slices"

	"tryeza/internal/text"
)

// A Kind of item: what its body is, which class it belongs to, why it is kept
// and how long. The catalogue of personal data is made of these declarations.
type Kind struct {
	Code    string
	Class   Class
	SQ, EN  string
	Purpose string // why it is kept, Albanian
	Keep    string // code of the dated rule that says how long after closing
	Body    any    // the zero value of the body
}

// Name is the kind in a language.
func (k Kind) Name(l text.Lang) string {
	if l == text.EN {
		return k.EN
	}
	return k.SQ
}

var kinds []Kind

// Register declares a kind of item. Packages of the room call it for their own
// kinds while the program starts; the body is a struct whose fields are all
// written as JSON.
func Register(k Kind) Kind {
	switch {
	case k.Code == "" || k.SQ == "" || k.EN == "" || k.Purpose == "" || k.Keep == "" || SetOf(k.Class) == 0:
		panic(fmt.Sprintf("child: the kind %q is not declared whole", k.Code))
	case slices.ContainsFunc(kinds, func(x Kind) bool { return x.Code == k.Code }):
		panic(fmt.Sprintf("child: the kind %q is declared twice", k.Code))
	case k.Body == nil || reflect.TypeOf(k.Body).Kind() != reflect.Struct:
		panic(fmt.Sprintf("child: the kind %q has no body", k.Code))
	}
	kinds = append(kinds, k)
	return k
}

// Kinds lists every declared kind.
func Kinds() []Kind { return slices.Clone(kinds) }

func kindOf(code string) (Kind, bool) {
	i := slices.IndexFunc(kinds, func(k Kind) bool { return k.Code == code })
	if i < 0 {
		return Kind{}, false
	}
	return kinds[i], true
}

func kindFor(body any) Kind {
	t := reflect.TypeOf(body)
	i := slices.IndexFunc(kinds, func(k Kind) bool { return reflect.TypeOf(k.Body) == t })
	if i < 0 {
		panic(fmt.Sprintf("child: no kind has a body of type %v", t))
	}
	return kinds[i]
}
