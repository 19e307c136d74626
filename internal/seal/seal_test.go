package seal

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

var place = Place{Table: "account_person", Record: "p1", Column: "totp_secret"}

// What another library sealed from the description of the formats opens here.
func TestVectors(t *testing.T) {
	var v struct {
		Root, Passphrase, ID string
		Place                []string
		ByFile               string `json:"by_file"`
		ByPassphrase         string `json:"by_passphrase"`
		Values               []struct{ Plain, Sealed string }
	}
	b, err := os.ReadFile("testdata/vectors.json")
	if err == nil {
		err = json.Unmarshal(b, &v)
	}
	if err != nil || len(v.Values) == 0 {
		t.Fatal(err)
	}
	at := Place{Table: v.Place[0], Record: v.Place[1], Column: v.Place[2]}
	for name, kept := range map[string]struct {
		root    Root
		wrapped string
	}{
		"file":       {NewRoot([32]byte(unhex(t, v.Root))), v.ByFile},
		"passphrase": {newPassphrase(v.Passphrase, cheap), v.ByPassphrase},
	} {
		k, err := Unwrap(kept.root, v.ID, unhex(t, kept.wrapped))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for _, x := range v.Values {
			plain, err := k.Open(unhex(t, x.Sealed), at)
			if err != nil || string(plain) != x.Plain {
				t.Errorf("%s: %q %v, want %q", name, plain, err, x.Plain)
			}
		}
	}
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Every length around the edge of a bucket comes back, and is hidden in it.
func TestBucketEdges(t *testing.T) {
	k := NewKey("k")
	overhead := len(k.head(nil)) + 12 + 16
	for _, tt := range []struct{ n, bucket int }{
		{0, 64}, {1, 64}, {60, 64}, {61, 256}, {252, 256}, {253, 1024}, {1020, 1024}, {1021, 4096},
		{4092, 4096}, {4093, 8192}, {8188, 8192}, {8189, 12288},
	} {
		sealed := k.Seal(bytes.Repeat([]byte{7}, tt.n), place)
		if got := len(sealed) - overhead; got != tt.bucket {
			t.Errorf("%d bytes are kept in %d, want %d", tt.n, got, tt.bucket)
		}
		plain, err := k.Open(sealed, place)
		if err != nil || len(plain) != tt.n {
			t.Errorf("%d bytes came back as %d: %v", tt.n, len(plain), err)
		}
	}
}

func TestRoundTrip(t *testing.T) {
	k := NewKey("k")
	rapid.Check(t, func(t *rapid.T) {
		plain, at := rapid.SliceOfN(rapid.Byte(), 0, 9000).Draw(t, "plain"), drawPlace(t, "at")
		a, b := k.Seal(plain, at), k.Seal(plain, at)
		if bytes.Equal(a, b) {
			t.Fatal("equal values look equal")
		}
		for _, sealed := range [][]byte{a, b} {
			if got, err := k.Open(sealed, at); err != nil || !bytes.Equal(got, plain) {
				t.Fatalf("%v", err)
			}
		}
	})
}

func drawPlace(t *rapid.T, name string) Place {
	s := rapid.StringN(0, 6, -1)
	return Place{s.Draw(t, name+" table"), s.Draw(t, name+" record"), s.Draw(t, name+" column"), rapid.Int64().Draw(t, name+" version")}
}

// No two places are one place, however their names are cut.
func TestOtherPlace(t *testing.T) {
	k := NewKey("k")
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawPlace(t, "a"), drawPlace(t, "b")
		if a == b {
			return
		}
		if _, err := k.Open(k.Seal([]byte("x"), a), b); !errors.Is(err, ErrWrongPlace) {
			t.Fatalf("%v opens in %v: %v", a, b, err)
		}
	})
	for _, other := range []Place{
		{"account_person", "p2", "totp_secret", 0}, {"account_person", "p1", "totp_next", 0}, {"account_person2", "p1", "totp_secret", 0},
		{"account_personp", "1", "totp_secret", 0}, {"account_person", "p1t", "otp_secret", 0}, {"account_person", "p1", "totp_secret", 1}, {},
	} {
		if _, err := k.Open(k.Seal([]byte("x"), place), other); !errors.Is(err, ErrWrongPlace) {
			t.Errorf("opens in %v: %v", other, err)
		}
	}
	// Whoever also rewrites what names the place gets no further.
	moved, there := k.Seal([]byte("x"), place), k.bound(Place{Table: "account_person", Record: "p2", Column: "totp_secret"})
	copy(moved, k.head(there))
	if _, err := k.Open(moved, Place{Table: "account_person", Record: "p2", Column: "totp_secret"}); !errors.Is(err, ErrDamaged) {
		t.Errorf("moved with its head: %v", err)
	}
}

// No bit can be changed, and nothing cut off or added, in a value or a kept key.
func TestChanged(t *testing.T) {
	root := NewRoot([32]byte{1})
	k := NewKey("k")
	sealed, wrapped := k.Seal([]byte("sekreti"), place), wrapFor(t, k, root)
	byWords := newPassphrase(words, cheap)
	wordy, byAKey := wrapFor(t, k, byWords), NewKey("month").Root()
	for name, tt := range map[string]struct {
		whole []byte
		open  func([]byte) error
	}{
		"value":      {sealed, func(b []byte) error { _, err := k.Open(b, place); return err }},
		"file":       {wrapped, func(b []byte) error { _, err := Unwrap(root, "k", b); return err }},
		"passphrase": {wordy, func(b []byte) error { _, err := Unwrap(byWords, "k", b); return err }},
		"key":        {wrapFor(t, k, byAKey), func(b []byte) error { _, err := Unwrap(byAKey, "k", b); return err }},
	} {
		if err := tt.open(tt.whole); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for i := range tt.whole {
			if name == "passphrase" && i > 1 && i < 11 {
				continue // the cost: tried below, some of it takes long
			}
			b := bytes.Clone(tt.whole)
			b[i] ^= 1 << (i % 8)
			if tt.open(b) == nil {
				t.Errorf("%s: opens with byte %d changed", name, i)
			}
			if tt.open(tt.whole[:i]) == nil {
				t.Errorf("%s: opens cut to %d bytes", name, i)
			}
		}
		if tt.open(append(bytes.Clone(tt.whole), 0)) == nil {
			t.Errorf("%s: opens with a byte more", name)
		}
		old := bytes.Clone(tt.whole)
		old[0] = format - 1
		if err := tt.open(old); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: of an older format: %v", name, err)
		}
	}
	for i := 2; i < 11; i++ { // a cost that a thief chose is refused before it is paid
		b := bytes.Clone(wordy)
		b[i] = 255
		if _, err := Unwrap(byWords, "k", b); err == nil {
			t.Errorf("opens with another cost in byte %d", i)
		}
	}
}

func wrapFor(t *testing.T, k *Key, r Root) []byte {
	t.Helper()
	b, err := k.Wrap(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// Padding that seal does not write itself is refused.
func TestUnpadded(t *testing.T) {
	good := padded([]byte("abc"))
	long := append(bytes.Clone(good), make([]byte, 192)...) // a larger bucket than it needs
	dirty := bytes.Clone(good)
	dirty[63] = 1
	huge := bytes.Clone(good)
	huge[0] = 255
	for name, b := range map[string][]byte{"empty": nil, "short": good[:3], "long": long, "dirty": dirty, "huge": huge} {
		if _, err := unpadded(b); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestRing(t *testing.T) {
	root, other := NewRoot([32]byte{1}), NewRoot([32]byte{2})
	a, b := NewKey("a"), NewKey("b")
	var r Ring
	if err := r.Add(root, "a", wrapFor(t, a, root)); err != nil {
		t.Fatal(err)
	}
	first, err := r.Seal([]byte("x"), place)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.Add(root, "b", wrapFor(t, b, other)); !errors.Is(err, ErrWrongRoot) {
		t.Errorf("a key of another root: %v", err)
	}
	if err := r.Add(root, "c", nil); !errors.Is(err, ErrErased) {
		t.Errorf("a destroyed key: %v", err)
	}
	if err := r.Add(root, "b", wrapFor(t, a, root)); !errors.Is(err, ErrDamaged) {
		t.Errorf("a key under the id of another: %v", err)
	}
	r.Put(b)
	second, err := r.Reseal(first, place)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := b.Open(second, place); err != nil || string(got) != "x" {
		t.Errorf("sealed anew: %q %v", got, err)
	}
	if _, err := b.Open(first, place); !errors.Is(err, ErrWrongKey) {
		t.Errorf("another key: %v", err)
	}
	for id, want := range map[string]error{"c": ErrErased, "d": ErrWrongRoot} {
		if _, err := r.Open(NewKey(id).Seal(nil, place), place); !errors.Is(err, want) {
			t.Errorf("%s: %v, want %v", id, err, want)
		}
	}
	var none *Ring
	if _, err := none.Seal(nil, place); !errors.Is(err, ErrWrongRoot) {
		t.Errorf("no ring seals: %v", err)
	}
	if _, err := none.Open(first, place); !errors.Is(err, ErrWrongRoot) {
		t.Errorf("no ring opens: %v", err)
	}
}

// However a key is printed, logged, encoded or held by something printed,
// nothing of it is seen; nor in any error.
func TestKeysHide(t *testing.T) {
	raw := [32]byte(bytes.Repeat([]byte("KEY!"), 8))
	k, root, byWords := newKey("k", raw[:]), NewRoot(raw), newPassphrase("KEY!KEY!KEY!KEY!KEY!KEY!", cheap)
	r := &Ring{}
	r.Put(k)
	var said strings.Builder
	log := slog.New(slog.NewJSONHandler(&said, nil))
	plain := slog.New(slog.NewTextHandler(&said, nil))
	for _, v := range []any{k, *k, root, byWords, k.Root(), Remember(NewRoot(raw)), r, struct{ K *Key }{k}, struct {
		r *Ring
		k Root
	}{r, root}, []any{k, root}} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%x", "%X", "%q", "%d"} {
			fmt.Fprintf(&said, verb+"\n", v)
		}
		b, err := json.Marshal(v)
		said.Write(b)
		fmt.Fprintln(&said, err)
		log.Info("x", "v", v)
		plain.Info("x", "v", v)
	}
	sealed := k.Seal([]byte("KEY!"), place)
	_, e1 := k.Open(sealed, Place{})
	_, e2 := Unwrap(root, "k", wrapFor(t, k, NewRoot([32]byte{})))
	_, e3 := FromPassphrase("KEY!")
	fmt.Fprintln(&said, e1, e2, e3)
	for _, shown := range []string{"KEY!", "4b455921", "4B455921", "75 69 89 33", "0x4b, 0x45", "S0VZI"} {
		if strings.Contains(said.String(), shown) {
			t.Errorf("shows %s:\n%s", shown, said.String())
		}
	}
}

func FuzzOpen(f *testing.F) {
	k := newKey("k", make([]byte, 32))
	f.Add(k.Seal(nil, place))
	f.Add(k.Seal(make([]byte, 61), place))
	f.Add([]byte{1, 1, 'k'})
	f.Add([]byte{1, 255})
	f.Add([]byte{1, byKey})
	f.Add([]byte{1, byKey, 255, 'k'})
	f.Add([]byte{1, byKey, 1, 'k'})
	f.Fuzz(func(t *testing.T, b []byte) {
		plain, err := k.Open(b, place)
		if err != nil && (!errors.Is(err, ErrDamaged) && !errors.Is(err, ErrWrongKey) && !errors.Is(err, ErrWrongPlace) || plain != nil) {
			t.Errorf("%v", err)
		}
		for _, root := range []Root{NewRoot([32]byte{1}), k.Root()} {
			if _, err := Unwrap(root, "k", b); err == nil {
				t.Error("a key came out of nothing")
			}
		}
	})
}
