package analysis

import "tryeza/internal/web"

// What cannot be done, and what can be done instead.
var (
	errSigned      = web.Refuse("Kjo analizë është nënshkruar dhe nuk ndryshohet më. Për ta ndrequr hapni një version të ri me arsye.")
	errNotReviewed = web.Refuse("Analiza nënshkruhet pasi sekretari ta ketë shënuar të shqyrtuar.")
	errNotSigned   = web.Refuse("Kjo bëhet vetëm me një analizë të nënshkruar.")
)
