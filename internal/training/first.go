package training

import (
	"slices"

	"tryeza/internal/store"
)

// FirstProcedures are the versions of the procedures that a committee starts with,
// in our own words. Only what a source says is verified; the time limits are the
// committee's dated rules, since none of those of the act could be confirmed.
func FirstProcedures() []Procedure {
	return []Procedure{
		{
			Title: "Procedurat Standarde të Veprimit për mbrojtjen e viktimave dhe viktimave të mundshme të trafikimit",
			Act:   "VKM 499, 29.08.2018", From: "2018-08-29", Verified: true, Source: "femijet.gov.al/al/vkm",
			Note:  "Mbulojnë të rriturit dhe fëmijët; shtetasit shqiptarë, të huajt dhe personat pa shtetësi; të gjitha format e shfrytëzimit; trafikimin brenda vendit dhe ndërkombëtar. Data e hyrjes në fuqi nuk është konfirmuar: këtu vlen nga data e aktit. Hapat janë përmbledhje për punë, jo teksti i aktit.",
			Steps: firstSteps(), Questions: firstQuestions(),
		},
		{
			Title: "Procedurat Standarde të Veprimit (versioni i mëparshëm)",
			Act:   "VKM 582, 27.07.2011", From: "2011-07-27", To: "2018-08-28", Verified: false, Source: "Miratimi në korrik 2011 është konfirmuar; numri i aktit nuk është konfirmuar.",
			Note: "U zëvendësua nga VKM 499, 29.08.2018.",
		},
	}
}

// Those of code.Jobs whom a step is for.
const (
	responders = "police border child_worker social_worker"
	atHand     = "police border child_worker social_worker health teacher security_officer inspector"
)

const notConfirmed = "Njohuri e përgjithshme e praktikës; nuk është konfirmuar me aktin."

func firstSteps() []Step {
	return []Step{
		{
			Title:  "Vini re dhe mos e lini të kalojë",
			Body:   "Personi vjen vetë, gjendet nga policia, kufiri, njësia lëvizëse, shkolla, shëndetësia, inspektimi i punës ose një organizatë, ose telefonon. Kushdo që vë re shenja vepron menjëherë: nuk pret të jetë i sigurt.\nRast urgjent: 112. Linja e fëmijëve: 116 111.",
			Source: notConfirmed,
		},
		{
			Title: "Siguria dhe nevojat e para", Role: atHand,
			Body:   "Largojeni personin nga rreziku dhe nga të dyshuarit. Jepni ujë, ushqim, ngrohtësi dhe ndihmë mjekësore. Thirrni përkthyes kur duhet; asnjëherë si përkthyes dikë që e shoqëron.",
			Source: notConfirmed,
		},
		{
			Title: "Fëmija në rrezik të lartë dhe të menjëhershëm", Role: "police border child_worker social_worker teacher security_officer health",
			Body:     "Policia e merr fëmijën në mbrojtje dhe njofton menjëherë punonjësin për mbrojtjen e fëmijës të atij territori.\nPëlqimi i fëmijës për shfrytëzimin nuk merret parasysh në asnjë rast.",
			Verified: true, Source: "Procedurat për fëmijët në situatë rruge (dosja.al); protokolli shtesë Shqipëri–Kosovë, neni 1(4).",
		},
		{
			Title: "Identifikimi fillestar", Role: atHand,
			Body:   "Plotësohet formulari i identifikimit fillestar: treguesit, të drejtat që i shpjegohen personit në gjuhën e tij dhe pëlqimi për referim. Me fëmijën punon edhe punonjësi për mbrojtjen e fëmijës.\nSipas formularit të vjetër, për të rriturin kërkohej një tregues në secilën nga pjesët A, B dhe C, për fëmijën mjaftonin A dhe C. Nuk është konfirmuar nëse vlen ende.",
			Source: "Termi është konfirmuar; përmbajtja dhe afati jo. Formulari i vjetër: strategjia 2005–2007, faqja 66.",
		},
		{
			Title: "Njoftimi", Role: responders, Rule: "sop_notice",
			Body:   "Njoftohen sektori antitrafik i Policisë dhe Shërbimi Social Shtetëror i rajonit; për fëmijën edhe punonjësi për mbrojtjen e fëmijës.",
			Source: notConfirmed,
		},
		{
			Title: "Vlerësimi i rrezikut dhe strehimi i emergjencës", Role: "social_worker child_worker psychologist", Rule: "sop_emergency",
			Body:   "Shërbimi social, bashkë me qendrën pritëse, vlerëson rrezikun dhe nevojat. Ekziston shërbimi i emergjencës 72-orësh. Adresa e strehës nuk i tregohet askujt.",
			Source: "VKM 518/2018 për shërbimin 72-orësh; zbatimi për këtë hap nuk është konfirmuar.",
		},
		{
			Title: "Periudha e reflektimit", Role: "police border social_worker", Rule: "sop_reflection",
			Body:   "I huaji ka kohë të vendosë nëse do të bashkëpunojë, me leje qëndrimi të përkohshme. Askush nuk e shtyn të vendosë më shpejt.",
			Source: notConfirmed,
		},
		{
			Title: "Identifikimi formal", Role: "police border social_worker child_worker psychologist", Rule: "sop_interview",
			Body:     "Intervistën e bën ekipi i përbashkët: policia antitrafik dhe punonjësi social i rajonit. Për të rriturin bëhet vetëm kur e kërkon vetë statusin. Për fëmijën merr pjesë edhe punonjësi për mbrojtjen e fëmijës.",
			Verified: true, Source: "Ekipi dhe kërkesa vullnetare: TIP 2023, drshfier.gov.al. Afati nuk është konfirmuar.",
		},
		{
			Title: "Vendimi", Role: "police social_worker",
			Body:   "Ekipi vendos: viktimë trafikimi, mbetet viktimë e mundshme, ose nuk është viktimë. Arsyet shkruhen. Kush mbetet viktimë e mundshme nuk do të thotë se nuk është trafikuar.",
			Source: notConfirmed,
		},
		{
			Title: "Referimi te shërbimet", Role: "social_worker child_worker",
			Body:     "Autoriteti Përgjegjës bashkërendon referimin te shërbimet. Shërbimet janë të njëjta për viktimat dhe për viktimat e mundshme: asnjë shërbim nuk pret statusin.",
			Verified: true, Source: "Urdhri i përbashkët i vitit 2006 (roli i Autoritetit Përgjegjës); TIP 2018–2023.",
		},
		{
			Title: "Regjistrimi në bazën kombëtare të të dhënave", Role: "police social_worker",
			Body:     "Autoriteti Përgjegjës regjistron çdo rast të identifikuar dhe të referuar. Komiteti rajonal nuk mban emra: ai punon me numra.",
			Verified: true, Source: "rtsh.al, 19.09.2023",
		},
		{
			Title: "Plani individual dhe ndihma", Role: "social_worker child_worker psychologist health teacher employment",
			Body:     "Përfshin ndihmë juridike falas, mbrojtje si dëshmitar, leje pune për të huajt dhe ndihmë ekonomike pas largimit nga institucioni. Për fëmijën edhe shkollën. Punonjësi i punësimit ndihmon me kurs dhe me punë.",
			Verified: true, Source: "Lista e të drejtave: drshfier.gov.al",
		},
		{
			Title: "Kthimi", Role: "social_worker child_worker border police",
			Body:     "Kthimi është vullnetar. Për fëmijën, Shërbimi Social Shtetëror vlerëson më parë familjen; familja ka përparësi, veç kur është e përfshirë.",
			Verified: true, Source: "Marrëveshja e Mekanizmit Kombëtar të Referimit, 2005; nuk është konfirmuar nëse VKM 499 e ka ndryshuar.",
		},
		{
			Title: "Riintegrimi dhe ndjekja", Role: "social_worker child_worker employment",
			Body:   "Qendra dhe bashkia e ndjekin personin ndërsa kthehet në jetën e përditshme. Rasti mbyllet vetëm me arsye të shkruar.",
			Source: notConfirmed,
		},
	}
}

func firstQuestions() []Question {
	return []Question{
		{
			Body: "Kush mbulohet nga Procedurat Standarde të Veprimit?", Correct: 3,
			Answers: "Vetëm shtetasit shqiptarë\nVetëm të rriturit\nTë rritur dhe fëmijë, shqiptarë, të huaj dhe pa shtetësi",
			Why:     "Procedurat mbulojnë të rriturit dhe fëmijët, pavarësisht nga shtetësia.",
		},
		{
			Body: "Një viktimë e mundshme nuk është identifikuar ende formalisht. A merr shërbime?", Correct: 1,
			Answers: "Po, të njëjtat shërbime\nJo, pret statusin zyrtar\nVetëm nëse kallëzon",
			Why:     "Shërbimet janë të njëjta për viktimat dhe për viktimat e mundshme.",
		},
		{
			Body: "Fëmija thotë se ka pranuar vetë të punojë. Çfarë vlere ka ky pëlqim?", Correct: 2,
			Answers: "Nuk ka më shfrytëzim\nAsnjë: pëlqimi i fëmijës nuk merret parasysh\nVlen nëse fëmija është mbi 14 vjeç",
			Why:     "Pëlqimi i fëmijës viktimë nuk merret parasysh në asnjë rast.",
		},
		{
			Body: "Fëmija është në rrezik të lartë dhe të menjëhershëm. Çfarë bën policia?", Correct: 1,
			Answers: "E merr në mbrojtje dhe njofton menjëherë punonjësin për mbrojtjen e fëmijës\nPret mbledhjen e radhës të tryezës teknike\nE kthen menjëherë në shtëpi",
			Why:     "Policia e merr fëmijën në mbrojtje dhe njofton menjëherë punonjësin për mbrojtjen e fëmijës të territorit.",
		},
		{
			Body: "Kush e bën identifikimin formal?", Correct: 2,
			Answers: "Mësuesi që e vuri re\nEkipi i përbashkët i policisë antitrafik dhe i shërbimit social\nKomiteti rajonal",
			Why:     "Identifikimi formal i takon ekipit të përbashkët; të tjerët bëjnë identifikimin fillestar dhe referojnë.",
		},
		{
			Body: "Kur intervistohet një i rritur për identifikimin formal?", Correct: 3,
			Answers: "Brenda një ore, edhe kundër vullnetit\nKur e kërkon familja\nKur e kërkon vetë statusin, vullnetarisht",
			Why:     "Për të rriturin kërkesa vullnetare është kusht.",
		},
		{
			Body: "Cili është numri i linjës së fëmijëve?", Correct: 2,
			Answers: "112\n116 111\n129",
			Why:     "116 111 është linja e fëmijëve; 112 është policia.",
		},
		{
			Body: "Ku regjistrohen emrat e rasteve të identifikuara?", Correct: 1,
			Answers: "Në bazën kombëtare të të dhënave, nga Autoriteti Përgjegjës\nNë analizën e komitetit rajonal\nNë procesverbalin e tryezës teknike",
			Why:     "Rastet i regjistron Autoriteti Përgjegjës; komiteti rajonal punon vetëm me numra.",
		},
	}
}

// firstBeside are those of the first procedures of which no version has the act.
func firstBeside(have []Procedure) []Procedure {
	return slices.DeleteFunc(FirstProcedures(), func(p Procedure) bool {
		return slices.ContainsFunc(have, func(v Procedure) bool { return v.Act == p.Act })
	})
}

// Seed adds those of the first procedures that the committee does not have yet.
func Seed(tx *store.Tx) error {
	have, err := loadProcedures(tx)
	if err != nil {
		return err
	}
	for _, p := range firstBeside(have) {
		number(tx, &p)
		if err := Import(tx, p); err != nil {
			return err
		}
	}
	return nil
}

// number gives a procedure that is new identifiers, and its steps and questions
// their order.
func number(tx *store.Tx, p *Procedure) {
	p.ID = tx.NewID()
	for i := range p.Steps {
		p.Steps[i].ID, p.Steps[i].Position = tx.NewID(), int64(i+1)
	}
	for i := range p.Questions {
		p.Questions[i].ID, p.Questions[i].Position = tx.NewID(), int64(i+1)
	}
}
