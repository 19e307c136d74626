package app

import (
	"tryeza/internal/access"
	"tryeza/internal/account"
	"tryeza/internal/child"
	"tryeza/internal/store"
	"tryeza/internal/web"
)

// rooms are the databases whose data a copy holds. Keys are never among them.
func (c Config) rooms() []*store.DB {
	if c.Casework == nil {
		return []*store.DB{c.Committee}
	}
	return []*store.DB{c.Committee, c.Casework}
}

// Files is the way to the files of children. The program itself keeps the keys.
func (c Config) Files() child.Files {
	keeper, err := account.Operator().May(access.KeepFileKeys, access.Keys)
	if err != nil {
		panic("app: the policy lets nobody keep the keys of casework")
	}
	return child.Files{DB: c.Casework, Keys: child.Vault{DB: c.KeyRoom, Root: c.Root, Keeper: keeper}}
}

// units wires the features of the casework room.
func (c Config) units(m *web.Mux) {
}
