package media

import (
	_ "embed"

	"tryeza/internal/text"
)

//go:embed english.json
var english []byte

func init() { text.RegisterJSON(english) }

// Why a file is not taken, and how to mend it.
const (
	whyEmpty     = "Skedari është bosh. Zgjidhni një skedar tjetër."
	whyBytes     = "Skedari është më i madh se 10 MB. Zvogëlojeni ose ndajeni në pjesë dhe provojeni sërish."
	whyUnknown   = "Ky lloj skedari nuk pranohet. Dërgoni foto (JPG, PNG, WebP), PDF, Word (.docx), Excel (.xlsx), tekst OpenDocument (.odt) ose tekst të thjeshtë."
	whyBroken    = "Skedari është i dëmtuar ose nuk lexohet. Hapeni në program, ruajeni sërish dhe provojeni përsëri."
	whyHEIC      = "Fotot HEIC nuk pranohen. Në iPhone zgjidhni Cilësimet › Kamera › Formatet › «Më e përputhshme», ose hapeni foton dhe ruajeni si JPG."
	whyPicture   = "Ky lloj figure nuk pranohet. Ruajeni si JPG ose PNG dhe provojeni sërish."
	whyPixels    = "Fotoja është tepër e madhe: më shumë se 40 milionë pika ose më e gjatë se 12 000 pika. Zvogëlojeni dhe provojeni sërish."
	whyOldOffice = "Skedari është i formatit të vjetër të Office ose i mbyllur me fjalëkalim. Ruajeni si .docx ose .xlsx pa fjalëkalim dhe provojeni sërish."
	whyLarge     = "Skedari zgjerohet tepër kur hapet. Ndajeni në pjesë ose ruajeni si PDF më të vogël dhe provojeni sërish."
	whyMacros    = "Skedari ka makro (program brenda tij). Ruajeni si .docx, .xlsx ose .odt pa makro dhe provojeni sërish."
	whyLinks     = "Skedari ka lidhje me faqe ose skedarë të tjerë. Hiqni lidhjet (në Word: Ctrl+A, pastaj Ctrl+Shift+F9), ruajeni dhe provojeni sërish."
	whyFields    = "Skedari ka fusha ose formula që marrin të dhëna nga jashtë. Zëvendësojini me tekstin ose vlerën e tyre dhe provojeni sërish."
	whyObjects   = "Skedari ka brenda objekte ose skedarë të tjerë. Hiqini ose shndërrojini në foto dhe provojeni sërish."
	whyInside    = "Skedari ka një figurë që nuk mund të pastrohet. Zëvendësojeni me një figurë JPG ose PNG dhe provojeni sërish."
	whyPart      = "Skedari ka pjesë që nuk mund të pastrohen. Ruajeni si PDF (Skedari › Ruaj si › PDF) dhe dërgoni PDF-në."
	whyLocked    = "Skedari PDF është i mbyllur me fjalëkalim ose me kufizime. Printojeni si PDF të ri pa fjalëkalim dhe provojeni sërish."
	whyScript    = "Skedari PDF ka programe ose veprime brenda tij. Hapeni, printojeni si PDF të ri dhe dërgoni atë."
	whyAttached  = "Skedari PDF ka skedarë të tjerë brenda tij. Dërgojini veçmas, ose printojeni si PDF të ri."
	whyPDFLinks  = "Skedari PDF ka lidhje me faqe të jashtme. Hapeni, printojeni si PDF të ri dhe dërgoni atë."
	whyLayers    = "Skedari PDF ka shtresa që mund të fshihen. Hapeni, printojeni si PDF të ri dhe dërgoni atë."
	whyCoding    = "Skedari PDF ka një figurë që nuk mund të pastrohet. Skanojeni sërish si JPG, ose printojeni si PDF të ri."
	whyForm      = "Skedari PDF ka fusha ose shënime që nuk shfaqen vetë. Hapeni, printojeni si PDF të ri dhe dërgoni atë."
	whyControl   = "Teksti ka shenja që nuk shfaqen ose nuk është i kodimit UTF-8. Ruajeni si tekst UTF-8, ose ngjiteni në fushën e shënimit."
)

// What was done with a file that was taken.
const (
	notePhoto    = "Fotoja u ruajt pa të dhënat e vendit, kohës dhe pajisjes."
	noteDocument = "Dokumenti u ruajt pa të dhënat e autorit, kohës dhe pajisjes. Çfarë shkruhet në të, mbetet."
	noteSigned   = "Dokumenti u ruajt pa nënshkrimin elektronik: mbetet vetëm pamja e tij. Ruajeni origjinalin."
	noteText     = "Teksti u ruajt siç është."
)

// Sentences are all sentences that a File or a Refused can hold, in Albanian.
// Their English is registered with package text.
var Sentences = []string{
	whyEmpty, whyBytes, whyUnknown, whyBroken, whyHEIC, whyPicture, whyPixels, whyOldOffice, whyLarge, whyMacros,
	whyLinks, whyFields, whyObjects, whyInside, whyPart, whyLocked, whyScript, whyAttached, whyPDFLinks, whyLayers,
	whyCoding, whyForm, whyControl, notePhoto, noteDocument, noteSigned, noteText,
}
