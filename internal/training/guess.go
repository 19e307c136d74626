package training

import (
	"slices"
	"sync"
	"time"
)

const (
	freeGuesses  = 20               // wrong codes at one session: a room of people who mistype
	guessesCount = 10 * time.Minute // as long as a wrong code counts
)

// guesses count the wrong codes typed at the knowledge check of each session, so
// that no machine finds out the codes by trying. They are kept in memory only: who
// restarts the program gives twenty more.
type guesses struct {
	mu    sync.Mutex
	wrong map[string][]time.Time // by session, oldest first
}

// allow counts what was typed, unless it was right, and reports whether it may be
// looked at: after too many wrong ones nothing may, not even a right one.
func (g *guesses) allow(session string, right bool, now time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	g.forget(now)
	if len(g.wrong[session]) >= freeGuesses {
		return false
	}
	if !right {
		g.wrong[session] = append(g.wrong[session], now)
	}
	return true
}

// forget drops what does not count any more.
func (g *guesses) forget(now time.Time) {
	for session, list := range g.wrong {
		list = slices.DeleteFunc(list, func(at time.Time) bool { return now.Sub(at) >= guessesCount })
		if len(list) == 0 {
			delete(g.wrong, session)
			continue
		}
		g.wrong[session] = list
	}
}
