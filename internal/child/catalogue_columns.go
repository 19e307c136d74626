package child

import "strings"

// Listed are columns of one table that are alike.
type listed struct {
	table   string
	columns []string
	class   Class
	purpose string
	keep    string
	sealing string
}

// in declares columns of a table: their class, why they are kept, how long, and
// how they lie in the database. Columns in clear hold codes, days and ids that
// lists, limits and figures need, and that do not say who a child is.
func in(table string, class Class, sealing, keep, purpose, columns string) listed {
	return listed{table, strings.Fields(columns), class, purpose, keep, sealing}
}

// none is the class of what says nothing of a child.
const none Class = ""

// declared is every column of the casework room and of the room of the keys. A
// column that is missing here fails a test.
var declared = []listed{
	in("audit_head", none, inClear, trail, "tregon ku mbaron gjurma, që të mos i hiqet asgjë", "scope_id seq hash"),
	in("audit_event", none, inClear, trail, "kush bëri çfarë, kur dhe mbi cilën dosje (kod); asnjë emër", "scope_id seq at actor verb kind subject hash"),
	in("audit_event", Existence, hashed, trail, "çfarë ndryshoi: kode dhe data në të qartë, e vulosura vetëm si gjurmë", "detail"),

	in("unit", none, inClear, withDesk, "njësia dhe zgjedhjet e saj", "owner_id id version committee_id municipality name sample ethnicity"),
	in("unit_contact", none, inClear, withDesk, "numrat e zyrave që telefonohen", "owner_id id version name phone what_for danger position valid_from valid_to verified"),
	in("unit_rule", none, inClear, withDesk, "afatet me datë dhe baza e tyre", "owner_id id version code value unit legal_basis valid_from valid_to verified"),

	in("child", Existence, inClear, figures, "njeh dosjen dhe fëmijën pa emër, që të numërohet një herë", "owner_id id version committee_id code subject_id state opened_on closed_on touched_on"),
	in("child", Coordination, inClear, figures, "shifrat: banorë e jobanorë, me plan e pa plan, si përfundoi", "sex residence plan_on outcome"),
	in("child", Coordination, inClear, withFile, "afatet e radhës dhe kush përgjigjet", "opened_by worker_id risk assessed_on gtn_on review_on"),
	in("child", Existence, inClear, withFile, "lidh dosjen me çelësin, me një dosje tjetër ose me dorëzimin", "key_id merged_into received held"),
	in("child", Existence, withChild, withFile, "provon që nga dosja nuk është hequr a ndërruar asgjë", "tip"),

	in("child_person", Existence, inClear, withFile, "kush punon me dosjen dhe kush ka konflikt interesi", "owner_id id version child_id person_id relation valid_from valid_to given_by"),
	in("child_item", Existence, inClear, withFile, "çfarë lloj shënimi, kur, nga kush; jo çfarë thotë", "owner_id id child_id kind replaces origin at by_id"),
	in("child_item", Narrative, withChild, withFile, "gjithçka që dihet për fëmijën; fushat më poshtë, sipas llojit", "body"),
	in("child_content", Existence, inClear, withFile, "cilit dokument i përket përmbajtja", "owner_id id child_id"),
	in("child_content", Narrative, withChild, withFile, "përmbajtja e fotos ose e dokumentit", "body"),
	in("child_index", Existence, inClear, withFile, "cilës dosje i përket gjurma e verbër", "owner_id id child_id kind"),
	in("child_index", Identity, blind, withFile, "gjen dosjen e dytë të të njëjtit fëmijë sipas numrit personal ose telefonit", "hash"),

	in("sighting", Coordination, inClear, figures, "shifrat e konstatimeve: kur, ku, çfarë; asnjë emër", "owner_id id version committee_id seen_on band place municipality activity company age sex origin origin_known done danger team removed"),
	in("sighting", Existence, inClear, figures, "e lidh konstatimin me dosjen, që fëmija të numërohet një herë", "child_id subject_id"),
	in("sighting", none, inClear, figures, "kush e shënoi dhe kur, për ta ndrequr", "recorded_at recorded_by"),
	in("sighting", Narrative, withUnit, withNotes, "një shënim i lirë i ekipit; hiqet edhe kur fshihet dosja me të cilën është lidhur", "note"),
	in("sighting_past", Coordination, inClear, figures, "si ishte konstatimi para ndreqjes dhe pse u ndreq", "owner_id id sighting_id version why was at by_id"),
	in("sighting_past", Narrative, withUnit, withNotes, "shënimi që ishte para ndreqjes; hiqet bashkë me të", "note"),

	in("enrolment", Existence, inClear, figures, "e lidh regjistrimin në program me dosjen, që fëmija të numërohet një herë", "owner_id id version committee_id child_id subject_id"),
	in("enrolment", Coordination, inClear, figures, "shifrat e programeve: në cilin program, kur hyri, kur doli dhe pse; asnjë emër", "programme_id municipality starts_on ends_on enrolled_on left_on reason"),
	in("enrolment", Education, inClear, figures, "shifrat e programeve: a shkoi fëmija në shkollë", "school"),
	in("enrolment", Protection, inClear, figures, "shifrat e programeve: a u pa fëmija sërish në rrugë pas 30 dhe 90 ditësh", "found_30 found_90"),

	in("handover_offer", Existence, inClear, figures, "kujt iu dorëzua rasti, kur dhe a u pranua; kush e mban sot", "owner_id id version child_id receiver_id state offered_on offered_by due_on answered_on"),
	in("handover_parcel", Existence, inClear, figures, "nga cila njësi erdhi rasti dhe kur u përgjigj", "owner_id id version giver_id state offered_on due_on answered_on answered_by child_id"),
	in("handover_parcel", Coordination, inClear, figures, "ajo që duhet për të vendosur para pranimit; asnjë emër", "sex risk residence found_in"),
	in("handover_offer", Narrative, withChild, withFile, "pse dorëzohet rasti dhe ç'u përgjigj tjetra", "reason answer"),
	in("handover_parcel", Narrative, withChild, withFile, "dosja në udhëtim; e vulosur për njësinë që e merr", "reason body"),
	in("disclosure_right", Narrative, withChild, withFile, "arsyeja me shkrim, dhe ç'gjeti shqyrtimi", "reason review restored"),
	in("disclosure_right", Existence, inClear, figures, "kujt iu lejua të lexojë çfarë, sa kohë, dhe si u shqyrtua", "owner_id id version child_id person_id kind classes purpose from_at until_at ended_at given_by review_by reviewed_at reviewed_by verdict restored_at restored_by"),
	in("disclosure_notice", Existence, inClear, figures, "kush duhej të njoftohej për një hapje", "owner_id id version person_id kind right_id at mailed_at seen_at"),
	in("disclosure_export", Existence, inClear, figures, "cila nxjerrje u kërkua, kush e miratoi dhe kur u mor", "owner_id id version query query_hash files purpose asked_at asked_by approved_at approved_by refused expires_at taken_at"),
	in("disclosure_export", Narrative, withUnit, withNotes, "pse duhet lista, me fjalë", "reason"),
	in("linkage_merge", Existence, inClear, figures, "cilat dosje u gjetën të jenë një fëmijë, sipas cilave shenja, dhe si zhbëhet", "owner_id id version kept_id merged_id state reasons was at by_id undone_at undone_by"),

	in("retention_run", none, inClear, withRun, "kur u zbatuan rregullat e ruajtjes dhe cilat dosje u fshinë", "owner_id id version at by_id dry files held notes detail"),
	in("retention_hold", Existence, inClear, withFile, "pse një dosje nuk duhet fshirë dhe deri kur", "owner_id id version child_id basis from_on until_on set_by ended_by"),

	in("child_key", Existence, inClear, withKey, "cilit çelës i duhet cili, dhe kur u shkatërrua", "id unit_id child_id month parent root created_at destroyed_at"),
	in("child_key", none, wrappedBy, withFile, "pa të, asgjë nga dosja nuk lexohet", "wrapped"),
}
