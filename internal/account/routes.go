package account

import (
	"tryeza/internal/access"
	"tryeza/internal/web"
)

// Routes adds the pages of accounts to m.
func Routes(m *web.Mux, s *Service) {
	s.door(m)
	s.own(m)
	s.inCommittee(m)
	s.inSystem(m)
	if s.units() {
		s.aboutUnits(m)
		s.inUnit(m)
	}
}

// door is for those who are not in yet; each page checks what it is given.
func (s *Service) door(m *web.Mux) {
	m.Public("GET /account/sign-in", s.signInPage)
	m.Public("POST /account/sign-in", s.signIn)
	m.Public("GET /account/code", s.codePage)
	m.Public("POST /account/code", s.code)
	m.Public("GET /account/factor", s.factorPage)
	m.Public("POST /account/factor", s.chooseFactor)
	m.Public("GET /account/invitation/{token}", s.invitationPage)
	m.Public("POST /account/invitation/{token}", s.acceptInvitation)
	m.Public("GET /account/reset/{token}", s.resetPage)
	m.Public("POST /account/reset/{token}", s.reset)
	m.Public("POST /account/sign-out", s.signOut)
	if s.Demo {
		m.Public("GET /account/demo/{token}", s.demoPage)
		m.Public("POST /account/demo/{token}", s.demoSignIn)
	}
}

func (s *Service) own(m *web.Mux) {
	m.Handle("GET /account", access.OwnAccount, s.ownPage)
	m.Handle("POST /account/profile", access.ChangeOwn, s.saveProfile)
	m.Handle("POST /account/password", access.ChangeOwn, s.changePassword)
	m.Handle("POST /account/second-factor", access.ChangeOwn, s.changeFactor)
	m.Handle("POST /account/codes", access.ChangeOwn, s.printCodes)
	m.Handle("POST /account/sessions/{session}/end", access.ChangeOwn, s.endSession)
	m.Handle("GET /account/confirm", access.OwnAccount, s.confirmPage)
	m.Handle("POST /account/confirm", access.ChangeOwn, s.confirmSelf)
}

func (s *Service) inCommittee(m *web.Mux) {
	const at = " /k/{committee}/account"
	m.Handle("GET"+at, access.ReadMembers, s.members)
	m.Handle("GET"+at+"/member", access.ReadMembers, s.inviteForm("member", access.InviteMembers))
	m.Handle("POST"+at+"/member", access.InviteMembers, s.sendInvite("member"))
	m.Handle("GET"+at+"/substitute", access.ReadMembers, s.inviteForm("substitute", access.InviteMembers))
	m.Handle("POST"+at+"/substitute", access.InviteMembers, s.sendInvite("substitute"))
	m.Handle("GET"+at+"/successor", access.ReadMembers, s.inviteForm("successor", access.HandOverOffice))
	m.Handle("POST"+at+"/successor", access.HandOverOffice, s.sendInvite("successor"))
	m.Handle("POST"+at+"/invitations/{invitation}/withdraw", access.InviteMembers, s.withdrawInvitation)
	m.Handle("GET"+at+"/roles/{role}/end", access.ReadMembers, s.endMemberForm)
	m.Handle("POST"+at+"/roles/{role}/end", access.InviteMembers, s.endMember)
	m.Handle("POST"+at+"/roles/{role}/seen", access.NoteMember, s.acknowledge)
	m.Handle("GET"+at+"/people/{person}/reset", access.ReadMembers, s.askForm)
	m.Handle("POST"+at+"/people/{person}/reset", access.AskReset, s.askReset)
	m.Handle("POST"+at+"/resets/{reset}/confirm", access.ConfirmReset, s.confirmMember)
}

func (s *Service) inSystem(m *web.Mux) {
	m.Handle("GET /account/people", access.ListPeople, s.people)
	m.Handle("GET /account/people/give", access.ListPeople, s.giveForm)
	m.Handle("POST /account/people/give", access.GrantRoles, s.give)
	m.Handle("GET /account/people/{person}", access.ListPeople, s.person)
	m.Handle("GET /account/people/{person}/roles/{role}/end", access.ListPeople, s.endAnyForm)
	m.Handle("POST /account/people/{person}/roles/{role}/end", access.GrantRoles, s.endAny)
	m.Handle("POST /account/people/{person}/reset", access.ResetAccount, s.askAny)
	m.Handle("POST /account/people/{person}/resets/{reset}/confirm", access.ResetAccount, s.confirmAny)
	m.Handle("POST /account/invitations/{place}/{invitation}/withdraw", access.GrantRoles, s.withdrawInvitation)
}

// aboutUnits is what an administrator does: found a unit, invite its first people.
func (s *Service) aboutUnits(m *web.Mux) {
	m.Handle("GET /account/units", access.ListPeople, s.unitList)
	m.Handle("GET /account/units/found", access.ListPeople, s.foundForm)
	m.Handle("POST /account/units/found", access.FoundUnits, s.foundUnit)
	m.Handle("GET /account/units/{id}", access.ListPeople, s.unitPage)
	m.Handle("POST /account/units/{id}/member", access.FoundUnits, s.inviteFirst)
	m.Handle("POST /account/units/{id}/invitations/{invitation}/withdraw", access.FoundUnits, s.withdrawFirst)
}

// inUnit is what a unit does with its own people. The people are in the room of
// the committees: each page asks there as well, see inside.
func (s *Service) inUnit(m *web.Mux) {
	const at = " /u/{unit}/account"
	m.Handle("GET"+at, access.ReadPeople, s.unitPeople)
	m.Handle("GET"+at+"/member", access.ReadPeople, s.unitMemberForm)
	m.Handle("POST"+at+"/member", access.ManagePeople, s.inviteMember)
	m.Handle("POST"+at+"/invitations/{invitation}/withdraw", access.ManagePeople, s.withdrawMember)
	m.Handle("GET"+at+"/roles/{role}/end", access.ReadPeople, s.endInUnitForm)
	m.Handle("POST"+at+"/roles/{role}/end", access.ManagePeople, s.endInUnit)
	m.Handle("POST"+at+"/resets/{reset}/confirm", access.ManagePeople, s.confirmInUnit)
}
