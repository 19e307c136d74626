package analysis

import "tryeza/internal/web"

// What cannot be done, and what can be done instead.
var (
	errSigned      = web.Refuse("Kjo analizë është nënshkruar dhe nuk ndryshohet më. Për ta ndrequr hapni një version të ri me arsye.")
	errNotReviewed = web.Refuse("Analiza nënshkruhet pasi sekretari ta ketë shënuar të shqyrtuar.")
	errChanged     = web.Refuse("Të dhënat kanë ndryshuar që kur analiza u shënua e shqyrtuar. Lexojeni sërish, pastaj shënojeni të shqyrtuar edhe një herë.")
	errNotSigned   = web.Refuse("Kjo bëhet vetëm me një analizë të nënshkruar.")
)
