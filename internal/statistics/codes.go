package statistics

import (
	"slices"
	"strconv"

	"tryeza/internal/code"
	"tryeza/internal/text"
)

// lists are the codes of the axes that have a closed list.
var lists = map[string]code.List{
	Age:      code.ChildBands,
	Sex:      code.ChildSexes,
	Activity: code.StreetActivities,
	Spot:     code.PlaceClasses,
	Season: {
		{Code: "season", SQ: "në sezonin turistik", EN: "in the tourist season"},
		{Code: "off", SQ: "jashtë sezonit", EN: "off season"},
	},
	Link: {
		{Code: "linked", SQ: "të lidhura me dosjen e një fëmije", EN: "linked to a child's file"},
		{Code: "unlinked", SQ: "pa lidhje me një dosje", EN: "linked to no file"},
	},
	Residence: {
		{Code: "resident", SQ: "banorë të bashkisë ku u panë", EN: "residents of where they were seen"},
		{Code: "other", SQ: "nga qytete të tjera", EN: "from other towns"},
		{Code: Unknown, SQ: "me origjinë të panjohur", EN: "of unknown origin"},
	},
	Plan: {
		{Code: "yes", SQ: "me plan individual mbrojtjeje", EN: "with an individual protection plan"},
		{Code: "no", SQ: "pa plan individual mbrojtjeje", EN: "without an individual protection plan"},
	},
	Outcome: {
		{Code: "open", SQ: "në ndjekje", EN: "being followed"},
		{Code: "off", SQ: "nuk është më në rrugë", EN: "off the street"},
		{Code: "less", SQ: "më rrallë në rrugë", EN: "less on the street"},
		{Code: "same", SQ: "pa ndryshim", EN: "unchanged"},
		{Code: "moved", SQ: "u zhvendos", EN: "moved"},
		{Code: "unknown", SQ: "nuk dihet", EN: "not known"},
		{Code: Unknown, SQ: "pa dosje në njësitë e qarkut", EN: "without a file in the units of the county"},
	},
	School:    append(slices.Clip(code.SchoolResults), unsaid),
	Found30:   append(slices.Clip(code.FoundAfter), unsaid),
	Found90:   append(slices.Clip(code.FoundAfter), unsaid),
	Enrolment: yesNo("të regjistruar në program", "enrolled in a programme", "jo të regjistruar", "not enrolled"),
	SeenAgain: yesNo("u panë sërish", "seen again", "nuk u panë sërish", "not seen again"),
}

// KeyName is what people call a key of an axis: "qershor 2023", "Elbasan", "lypje".
func KeyName(l text.Lang, of, key string) string {
	switch of {
	case Place:
		return code.MunicipalityName(key)
	case Said, Origin:
		if key == Unknown {
			key = ""
		}
		return code.OriginName(l, key)
	case Week:
		return text.Day(key)
	case Month:
		if len(key) == len("2023-05") {
			m, _ := strconv.Atoi(key[5:])
			return text.Month(l, m) + " " + key[:4]
		}
	}
	return lists[of].Label(l, key)
}

// AxisName heads a column of keys of an axis.
func AxisName(l text.Lang, of string) string {
	switch of {
	case Place:
		return text.T(l, "Bashkia")
	case Said, Origin:
		return text.T(l, "Origjina")
	case Week:
		return text.T(l, "Java që nis më")
	case Month:
		return text.T(l, "Muaji")
	case Season:
		return text.T(l, "Sezoni")
	case Age:
		return text.T(l, "Mosha")
	case Sex:
		return text.T(l, "Gjinia")
	case Activity:
		return text.T(l, "Çfarë bënte fëmija")
	case Spot:
		return text.T(l, "Vendi")
	case School:
		return text.T(l, "Shkolla pas programit")
	case Found30:
		return text.T(l, "30 ditë pas programit")
	case Found90:
		return text.T(l, "90 ditë pas programit")
	case Enrolment:
		return text.T(l, "Regjistrimi në program")
	case SeenAgain:
		return text.T(l, "Pas programit")
	}
	return text.T(l, "Sa janë")
}
