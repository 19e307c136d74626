package demo

import (
	"tryeza/internal/access"
	"tryeza/internal/issue"
	"tryeza/internal/notify"
	"tryeza/internal/store"
	"tryeza/internal/task"
)

// Tasks the sample comes back to, by the words they begin with.
const (
	handover    = "Të përgatitet rregulli i punës"
	project     = "Të paraqitet projekti"
	agreement   = "Marrëveshje me bashkitë"
	budgetLine  = "Zë i veçantë"
	donors      = "Kërkesë te donatorët"
	translators = "Listë përkthyesish"
	leaflet     = "Të përkthehet fletëpalosja"
	copies      = "Të shtypen edhe 20 kopje"
	contacts    = "Të jepen orët kur"
	alerts      = "Të jepet numri"
	calendar    = "Të paraqitet projektkalendari"
)

// spring is 2023 until the meeting of June.
func (f *filler) spring() error {
	return f.steps(
		on("2023-02-09", func() error { return f.order("2023-02-09", "shembull-1/2023") }),
		on("2023-02-09", func() error { return f.plan(2023, "2023-02-09") }),
		on("2023-02-09", func() error { return f.meeting("2023-02-09") }),
		on("2023-02-09", func() error { return f.followed("mbledhja-2023-02-09") }),
		on("2023-02-13", f.prevention2022),
		on("2023-02-20", func() error {
			return f.asks("Listë përkthyesish nga zyra e gjendjes civile.", "Ka një listë kombëtare përkthyesish që mund të thirren në pikën kufitare, dhe kush i paguan?")
		}),
		on("2023-02-20", func() error {
			return f.gives(secretary, task.New{Kind: task.FromPlan, SourceID: "udherrefyes-2023", OwnerID: "arsimi", Body: copies + " të udhërrëfyesit.", DueOn: "2023-04-30"})
		}),
		on("2023-03-01", func() error {
			return f.gives("", task.New{Kind: task.Commitment, OwnerID: "world-vision", Body: leaflet + " për prindërit në dy gjuhë të tjera.", DueOn: "2023-06-15"})
		}),
		on("2023-03-14", func() error {
			return f.answered("Listë përkthyesish nga zyra e gjendjes civile.", "Lista kombëtare dërgohet me postë zyrtare. Pagesa mbetet te institucioni që thërret; fondi kërkohet në buxhetin e vitit të ardhshëm.")
		}),
		on("2023-03-24", func() error {
			return f.answers("bashkia-shijak", donors, "2023-03-22", "Kërkesa iu dërgua dy organizatave; njëra pranoi ta mbështesë kopshtin.", "Kërkesa për kopshtin sezonal")
		}),
		on("2023-04-03", func() error {
			return f.cancels("arsimi", copies, "Shkollat e morën udhërrëfyesin në formë elektronike.")
		}),
		on("2023-04-27", func() error {
			return f.answers("punesimi", project, "2023-04-26", "Projekti dhe plani i monitorimit iu dërguan të gjithë anëtarëve.", "Projekti i punësimit sezonal")
		}),
		on("2023-05-10", func() error {
			return f.gives("", task.New{Kind: task.Request, AskedBy: "njmf-kruje", OwnerID: "arsimi", Body: contacts + " psikologët e shkollave të Krujës presin prindër.", DueOn: "2023-05-25"})
		}),
		on("2023-05-19", func() error { return f.answers("arsimi", contacts, "2023-05-18", "Orari iu dërgua njësisë.", "") }),
		on("2023-05-15", func() error {
			return f.by(voice("world-vision"), access.SetRhythm, "institution", "world-vision", func(tx *store.Tx) error { return notify.SetRhythm(tx, "world-vision", "week") })
		}),
		on("2023-05-22", func() error { return f.plans(june) }),
		on("2023-05-26", func() error {
			return f.asked(outOfSchool, "world-vision", "arsimi", outOfSchool+" (shembull).", "2023-06-30")
		}),
		on("2023-05-30", func() error { return f.convenes(june) }),
		on("2023-06-02", func() error { return f.reply(june) }),
		on("2023-06-06", func() error { return f.declares(june) }),
		on("2023-06-07", func() error { return f.refreshes(june) }),
		on("2023-06-08", func() error { return f.holds(june) }),
	)
}

// holds opens the meeting of June, minutes it and closes it.
func (f *filler) holds(x called) error {
	if err := f.opens(x); err != nil {
		return err
	}
	for _, title := range agenda {
		if err := f.minutes(x, title, minutesOfJune[title]); err != nil {
			return err
		}
	}
	return f.closes(x, "11:40")
}

// summer is 2023 after the meeting of June: what became of its tasks, the
// returns of the half-year, and the next meeting.
func (f *filler) summer() error {
	return f.steps(
		on("2023-06-09", func() error {
			return f.extends("njmf-durres", budgetLine, "2023-06-30", "Vendim i mbledhjes së 8 qershorit.")
		}),
		on("2023-06-12", func() error {
			return f.asks("Marrëveshje me bashkitë për transportin.", "A parashikohet fond nga buxheti i shtetit për mjete të njësive për mbrojtjen e fëmijëve?")
		}),
		on("2023-06-12", f.breach(minorAtWork, "2023-06-12")),
		on("2023-06-12", func() error {
			return f.renews("world-vision", leaflet, "2023-09-15", "Përkthimi u vonua; shtypi bëhet pas sezonit.")
		}),
		on("2023-06-16", func() error {
			return f.answers("policia", schedule, "2023-06-16", "Grafiku u miratua nga drejtuesi dhe iu dërgua njësisë.", "Grafiku i daljeve të përbashkëta")
		}),
		on("2023-06-19", func() error { return f.checks("policia", schedule, "") }),
		on("2023-06-19", func() error { return f.open("2023-H1", "2023-07-15") }),
		on("2023-06-19", func() error {
			return f.gives(tableChair, task.New{Kind: task.FromPlan, SourceID: "tetori-2023", OwnerID: "prefekti", Body: calendar + " i Muajit Antitrafik.", DueOn: "2023-09-15"})
		}),
		on("2023-06-20", func() error {
			return f.gives("", task.New{Kind: task.Request, AskedBy: "njmf-durres", OwnerID: "policia", Body: alerts + " i njoftimeve që patrullat i bënë njësisë në maj dhe qershor.", DueOn: "2023-07-05"})
		}),
		on("2023-06-26", func() error {
			return f.answers("njmf-durres", handover, "2023-06-22", "Rregulli u nënshkrua nga tri njësitë.", "Rregulli i dorëzimit të fëmijëve")
		}),
		on("2023-06-26", func() error {
			return f.answers("njmf-durres", agreement, "2023-06-22", "Transporti hyri në rregullin e punës që nënshkruan tri njësitë.", "")
		}),
		on("2023-06-26", func() error {
			return f.answers("punesimi", minorAtWork, "2023-06-23", "Orari u ndryshua; kontrata u verifikua.", "Kontrata e verifikuar")
		}),
		on("2023-06-26", f.breach(noContract, "2023-06-26")),
		on("2023-06-28", func() error {
			return f.solved("Kërkesë te donatorët para sezonit të ardhshëm.", "2023-06-26", "Kopshti sezonal u hap me fondin e një organizate.")
		}),
		on("2023-07-03", func() error { return f.plans(july) }),
		on("2023-07-05", func() error {
			return f.answers("bashkia-kruje", openDay, "2023-07-04", "Programi hapet më 1 gusht; u njoftuan të gjithë anëtarët.", "")
		}),
		on("2023-07-10", func() error {
			return f.answers("bashkia-durres", fund, "2023-07-07", "Kërkesa u dërgua në këshillin bashkiak.", "Kërkesa për fond")
		}),
		on("2023-07-11", func() error {
			return f.checks("bashkia-durres", fund, "Dokumenti nuk e thotë shumën. Ju lutemi shtojeni.")
		}),
		on("2023-07-11", func() error {
			return f.attaches(july, secondHalf, "Propozime për pjesën e dytë të sezonit", "Dalje të përbashkëta edhe në fundjavat e gushtit; një pikë pritjeje pranë plazhit.")
		}),
		on("2023-07-12", func() error { return f.convenes(july) }),
		on("2023-07-12", func() error {
			return f.answers("world-vision", measuresA, "2023-07-11", "Ekipi lëvizës dhe dy programe verore filluan në qershor.", "Masat para sezonit")
		}),
		on("2023-07-12", func() error {
			return f.answers("arsimi", measuresA, "2023-07-10", "Orë informuese në të gjitha shkollat para pushimeve.", "")
		}),
		on("2023-07-13", func() error { return f.movesTo(july, "11:00") }),
		on("2023-07-14", func() error {
			return f.answers("bashkia-durres", fund, "2023-07-13", "Kërkesa me shumën e plotë u dërgua në këshillin bashkiak.", "Kërkesa për fond, e plotësuar")
		}),
		func() error {
			return f.returns("2023-H1", history{late: "inspektoriati", back: "shendetesia", missing: "njmf-kruje"})
		},
		on("2023-07-17", f.prevention2023),
		on("2023-07-17", func() error { return f.plans(september) }),
		on("2023-07-18", func() error { return f.reply(july) }),
		on("2023-07-18", func() error {
			return f.merged("Marrëveshje me bashkitë për transportin.", "Verifikimi i mjeteve të lira në parkun e bashkisë.")
		}),
		on("2023-07-18", func() error { return f.refreshes(july) }),
		on("2023-07-18", func() error { return f.analyse("2023-H1", false) }),
	)
}

// toIssue does something to the problem that a measure is expected for.
func (f *filler) toIssue(measure string, do func(tx *store.Tx, x issue.Issue) error) error {
	id := f.issues[measure]
	return f.by(secretary, access.ManageIssues, "issue", id, func(tx *store.Tx) error {
		g, err := issue.Get(tx, id)
		if err != nil {
			return err
		}
		return do(tx, g.Issue)
	})
}

// asks puts a problem to the national coordinator, on the day of the clock.
func (f *filler) asks(measure, question string) error {
	return f.toIssue(measure, func(tx *store.Tx, x issue.Issue) error {
		return issue.Escalate(tx, x.ID, x.Version, f.today(), question)
	})
}

// answered is what the coordinator says to it. The sample has no account of the
// coordinator in this committee, which is in every one, so the operator writes it.
func (f *filler) answered(measure, words string) error {
	id := f.issues[measure]
	return f.change(access.AnswerIssues, "issue", id, func(tx *store.Tx) error {
		g, err := issue.Get(tx, id)
		if err != nil {
			return err
		}
		return issue.Answer(tx, id, g.Version, f.today(), words)
	})
}

func (f *filler) solved(measure, on, how string) error {
	return f.toIssue(measure, func(tx *store.Tx, x issue.Issue) error { return issue.Solve(tx, x.ID, x.Version, on, how) })
}

// merged says that two problems are one.
func (f *filler) merged(measure, other string) error {
	return f.toIssue(measure, func(tx *store.Tx, x issue.Issue) error { return issue.Merge(tx, x.ID, x.Version, f.issues[other]) })
}
