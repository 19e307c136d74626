package exchange

import "tryeza/internal/figure"

// Counted is one number of a record of a register: of all of it, or of one day of
// it; the total, or one cell of a breakdown. The number is null when the qualifier
// has none; what is not in the list is blank, which is neither zero nor "not
// known". What it counts is of the list that has the name of its table.
type Counted struct {
	What      string         `json:"what" sq:"Çfarë" is:"code own" need:"1" key:"1"`
	Day       string         `json:"day,omitempty" sq:"Dita" is:"day" key:"1"`
	Part      string         `json:"part,omitempty" sq:"Zbërthimi" is:"code counted_part" key:"1"`
	Value     *figure.Number `json:"value" sq:"Vlera" is:"number"`
	Qualifier string         `json:"qualifier" sq:"Sa saktë" is:"code qualifier"`
}

// Partner took part beside the owner of a record: an institution of the committee,
// or one from outside by its name.
type Partner struct {
	ID          string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Institution string `json:"institution,omitempty" sq:"Institucioni" is:"ref institutions" key:"1"`
	Outside     string `json:"outside,omitempty" sq:"Partneri nga jashtë" is:"text" key:"1"`
}

// Asked is that the owner of a record was asked, by a task, for what it lacks. It
// stands with the task.
type Asked struct {
	ID      string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Subject string `json:"subject" sq:"Për çfarë" is:"link programmes projects visits placements fairs campaigns findings sessions courses professionals duties institutions" need:"1" key:"1"`
	Gap     string `json:"gap" sq:"Çfarë mungon" is:"code gap" need:"1" key:"1"`
	AskedOn string `json:"asked_on" sq:"Kërkuar më" is:"day" need:"1" key:"1"`
}

// Programme of the summer. Activity is the one of the plan that it carries out.
// Source says where it is known from when nobody of the committee recorded it.
// Weekdays are those on which it runs, "1" for Monday.
type Programme struct {
	ID           string             `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Institution  string             `json:"institution" sq:"Organizatori" is:"ref institutions" need:"1" key:"1"`
	Title        string             `json:"title" sq:"Titulli" is:"text" need:"1" key:"1"`
	Kind         string             `json:"kind" sq:"Lloji" is:"code programme_kind" need:"1"`
	Municipality string             `json:"municipality,omitempty" sq:"Bashkia" is:"code municipality"`
	Place        string             `json:"place,omitempty" sq:"Vendi" is:"text"`
	StartsOn     string             `json:"starts_on" sq:"Fillimi" is:"day" need:"1" key:"1"`
	EndsOn       string             `json:"ends_on" sq:"Mbarimi" is:"day" need:"1"`
	Weekdays     string             `json:"weekdays,omitempty" sq:"Ditët e javës" is:"word"`
	Funding      string             `json:"funding,omitempty" sq:"Burimi i financimit" is:"code funding"`
	Funder       string             `json:"funder,omitempty" sq:"Financuesi" is:"text"`
	State        string             `json:"state" sq:"Gjendja" is:"code event_state" need:"1"`
	Reason       string             `json:"reason,omitempty" sq:"Arsyeja e anulimit" is:"text"`
	Activity     string             `json:"activity,omitempty" sq:"Aktiviteti i planit" is:"link activities"`
	Source       string             `json:"source,omitempty" sq:"Burimi" is:"text"`
	Note         string             `json:"note,omitempty" sq:"Shënim" is:"text"`
	Services     []ProgrammeService `json:"programme_services,omitempty" sheet:"Shërbimet e programeve"`
	Pauses       []Pause            `json:"pauses,omitempty" sheet:"Ditët pa program"`
	Followups    []Followup         `json:"followups,omitempty" sheet:"Ndjekjet e programeve"`
	Numbers      []Counted          `json:"programme_numbers,omitempty" sheet:"Numrat e programeve"`
	Partners     []Partner          `json:"programme_partners,omitempty" sheet:"Partnerët e programeve"`
}

// ProgrammeService is one that children or parents are linked to, and who gives it.
type ProgrammeService struct {
	ID          string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Kind        string `json:"kind" sq:"Shërbimi" is:"code service" need:"1" key:"1"`
	Institution string `json:"institution,omitempty" sq:"Kush e jep" is:"ref institutions" key:"1"`
	Note        string `json:"note,omitempty" sq:"Shënim" is:"text"`
}

// Pause is a day on which the programme did not take place, and why.
type Pause struct {
	ID     string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Day    string `json:"day" sq:"Dita" is:"day" need:"1" key:"1"`
	Reason string `json:"reason,omitempty" sq:"Arsyeja" is:"text"`
}

// Followup is what was found so many days after the programme, 30 or 90; its
// numbers stand with those of the programme.
type Followup struct {
	ID        string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	AfterDays int64  `json:"after_days" sq:"Pas sa ditësh" is:"count" need:"1" key:"1"`
	DoneOn    string `json:"done_on,omitempty" sq:"Kryer më" is:"day"`
	Note      string `json:"note,omitempty" sq:"Shënim" is:"text"`
}

// Project of seasonal employment.
type Project struct {
	ID          string         `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Institution string         `json:"institution" sq:"Institucioni" is:"ref institutions" need:"1" key:"1"`
	Title       string         `json:"title" sq:"Titulli" is:"text" need:"1" key:"1"`
	Aim         string         `json:"aim,omitempty" sq:"Synimi" is:"text"`
	Sector      string         `json:"sector,omitempty" sq:"Dega e ekonomisë" is:"code industry"`
	Occupation  string         `json:"occupation,omitempty" sq:"Profesioni" is:"code occupation"`
	StartsOn    string         `json:"starts_on" sq:"Fillimi" is:"day" need:"1" key:"1"`
	EndsOn      string         `json:"ends_on" sq:"Mbarimi" is:"day" need:"1"`
	LegalBasis  string         `json:"legal_basis,omitempty" sq:"Baza ligjore" is:"word"`
	Funding     string         `json:"funding,omitempty" sq:"Burimi i financimit" is:"code funding"`
	Funder      string         `json:"funder,omitempty" sq:"Financuesi" is:"text"`
	State       string         `json:"state" sq:"Gjendja" is:"code project_state" need:"1"`
	Reason      string         `json:"reason,omitempty" sq:"Arsyeja e anulimit" is:"text"`
	ApprovedOn  string         `json:"approved_on,omitempty" sq:"Miratuar më" is:"day"`
	ApprovedBy  string         `json:"approved_by,omitempty" sq:"miratuar nga llogaria" is:"id" hidden:"1"`
	Decision    string         `json:"decision,omitempty" sq:"Vendimi" is:"text"`
	Activity    string         `json:"activity,omitempty" sq:"Aktiviteti i planit" is:"link activities"`
	Source      string         `json:"source,omitempty" sq:"Burimi" is:"text"`
	Note        string         `json:"note,omitempty" sq:"Shënim" is:"text"`
	Targets     []Target       `json:"project_targets,omitempty" sheet:"Synimet e projekteve"`
	Checks      []ProjectCheck `json:"checks,omitempty" sheet:"Planet e monitorimit"`
	Employers   []Employer     `json:"employers,omitempty" sheet:"Punëdhënësit"`
	Placements  []Placement    `json:"placements,omitempty" sheet:"Të punësuarit"`
	Visits      []Visit        `json:"visits,omitempty" sheet:"Vizitat monitoruese"`
	Numbers     []Counted      `json:"project_numbers,omitempty" sheet:"Numrat e projekteve"`
	Partners    []Partner      `json:"project_partners,omitempty" sheet:"Partnerët e projekteve"`
}

// Target is a group that the project is for, or a municipality.
type Target struct {
	ID    string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Kind  string `json:"kind" sq:"Lloji" is:"code target_kind" need:"1" key:"1"`
	Value string `json:"value" sq:"Cili" is:"code target" need:"1" key:"1"`
}

// ProjectCheck is a line of the monitoring plan: what the employer must keep to, and
// who looks how and how often. Amount is of what has one: days, hours a week.
type ProjectCheck struct {
	ID          string         `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Kind        string         `json:"kind" sq:"Detyrimi" is:"code obligation" need:"1" key:"1"`
	Amount      *figure.Number `json:"amount,omitempty" sq:"Sa" is:"number"`
	Institution string         `json:"institution,omitempty" sq:"Kush kontrollon" is:"ref institutions" key:"1"`
	Method      string         `json:"method,omitempty" sq:"Si" is:"code check_method"`
	Frequency   string         `json:"frequency,omitempty" sq:"Shpeshtësia" is:"code frequency"`
	FirstOn     string         `json:"first_on,omitempty" sq:"Nga data" is:"day"`
	Note        string         `json:"note,omitempty" sq:"Shënim" is:"text"`
}

// Employer is a business by the name and number of the public register.
type Employer struct {
	ID           string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Name         string `json:"name" sq:"Emri" is:"text" need:"1" key:"1"`
	NIPT         string `json:"nipt,omitempty" sq:"NIPT" is:"word" key:"1"`
	Municipality string `json:"municipality,omitempty" sq:"Bashkia" is:"code municipality"`
}

// Placement is a person placed, under a code that only the employment office can
// lead back to somebody.
type Placement struct {
	ID         string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Employer   string `json:"employer,omitempty" sq:"Punëdhënësi" is:"ref employers"`
	Code       string `json:"code" sq:"Kodi" is:"text" need:"1" key:"1"`
	Target     string `json:"target,omitempty" sq:"Grupi i synuar" is:"code target_group"`
	Age        string `json:"age,omitempty" sq:"Grupmosha" is:"code age"`
	Sex        string `json:"sex,omitempty" sq:"Gjinia" is:"code sex"`
	Occupation string `json:"occupation,omitempty" sq:"Profesioni" is:"code occupation"`
	Via        string `json:"via,omitempty" sq:"Si u punësua" is:"code placement_way"`
	StartedOn  string `json:"started_on,omitempty" sq:"Filloi punën" is:"day"`
	EndedOn    string `json:"ended_on,omitempty" sq:"Mbaroi punën" is:"day"`
	Contract   string `json:"contract,omitempty" sq:"Kontrata e parë" is:"code seen"`
	Insured    string `json:"insured,omitempty" sq:"Sigurimet e para" is:"code seen"`
	Kept30     string `json:"kept_30,omitempty" sq:"Në punë pas 30 ditësh" is:"code seen"`
	Kept90     string `json:"kept_90,omitempty" sq:"Në punë pas 90 ditësh" is:"code seen"`
	Kept180    string `json:"kept_180,omitempty" sq:"Në punë pas 180 ditësh" is:"code seen"`
}

// Visit to see how a project is kept to, planned or done. Check is the line of the
// monitoring plan that it carries out, RecheckOf the visit whose finding it looks at
// again, Task what came of it.
type Visit struct {
	ID          string `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Check       string `json:"check,omitempty" sq:"Linja e planit" is:"ref checks" key:"1"`
	Employer    string `json:"employer,omitempty" sq:"Punëdhënësi" is:"ref employers" key:"1"`
	Institution string `json:"institution,omitempty" sq:"Kush viziton" is:"ref institutions" key:"1"`
	PlannedOn   string `json:"planned_on,omitempty" sq:"Planifikuar më" is:"day" key:"1"`
	DoneOn      string `json:"done_on,omitempty" sq:"Kryer më" is:"day" key:"1"`
	Finding     string `json:"finding,omitempty" sq:"Gjetja" is:"code visit_finding"`
	Found       string `json:"found,omitempty" sq:"Çfarë u gjet" is:"text"`
	Measure     string `json:"measure,omitempty" sq:"Masa" is:"text"`
	DueOn       string `json:"due_on,omitempty" sq:"Afati i masës" is:"day"`
	Task        string `json:"task,omitempty" sq:"Detyra" is:"link tasks"`
	RecheckOf   string `json:"recheck_of,omitempty" sq:"Rikontroll i vizitës" is:"link visits"`
}

// Fair of jobs.
type Fair struct {
	ID           string    `json:"id,omitempty" sq:"id" is:"id" hidden:"1"`
	Institution  string    `json:"institution" sq:"Institucioni" is:"ref institutions" need:"1" key:"1"`
	Title        string    `json:"title" sq:"Titulli" is:"text" need:"1" key:"1"`
	HeldOn       string    `json:"held_on" sq:"Data" is:"day" need:"1" key:"1"`
	Municipality string    `json:"municipality,omitempty" sq:"Bashkia" is:"code municipality"`
	Place        string    `json:"place,omitempty" sq:"Vendi" is:"text"`
	State        string    `json:"state" sq:"Gjendja" is:"code event_state" need:"1"`
	Reason       string    `json:"reason,omitempty" sq:"Arsyeja e anulimit" is:"text"`
	Source       string    `json:"source,omitempty" sq:"Burimi" is:"text"`
	Note         string    `json:"note,omitempty" sq:"Shënim" is:"text"`
	Numbers      []Counted `json:"fair_numbers,omitempty" sheet:"Numrat e panaireve"`
	Partners     []Partner `json:"fair_partners,omitempty" sheet:"Partnerët e panaireve"`
}
