package protection

import (
	"tryeza/internal/child"
	"tryeza/internal/web"
)

var review = step[Review]{
	path: "review", kind: "review",
	title: "Rishiko planin", again: "Korrigjo rishikimin", done: "Rishikimi u ruajt.",
	view: web.NewView[formPage](templates, "review.tmpl", "parts.tmpl"),
	begin: func(p *formPage, f *web.Form, _ entries, _ child.Child, rules child.Rules) {
		f.SetDay("on", p.Today)
		proposeReview(p, f, rules)
	},
	fill: func(f *web.Form, v Review, _ entries) {
		f.SetDay("on", v.On).Set("changed", v.Changed).Set("next", v.Next).SetDay("review", v.ReviewOn)
	},
	read:  readReview,
	carry: func(b, _ Review, ref string, _ entries) Review { b.Ref = ref; return b },
}

func readReview(p *formPage, f *web.Form) Review {
	v := Review{On: past(p, f, "on", "Shkruani ditën e rishikimit."), Changed: f.Need("changed", "Shkruani çfarë ka ndryshuar."), Next: f.Need("next", "Shkruani çfarë bëhet më tej.")}
	v.ReviewOn = later(f, "review", v.On)
	return v
}
