package app

import (
	"net/http"

	"tryeza/internal/access"
	"tryeza/internal/figure"
	"tryeza/internal/programme"
	"tryeza/internal/statistics"
	"tryeza/internal/text"
	"tryeza/internal/web"
)

// effectOf is what members of the committee may know of a programme from the
// counts of the child protection units. For others nothing is counted.
func (c Config) effectOf(r *http.Request, g access.Grant, p programme.Programme) (*programme.Effect, error) {
	hatch, err := web.Who(r).Actor.May(access.CountExactly, access.Hatch(g.Scope().ID))
	if err != nil {
		return &programme.Effect{Elsewhere: true, Reason: web.T(r, "Çfarë mund të lexohet për efektin e programeve gjendet te analiza e nënshkruar e gjashtëmujorit.")}, nil
	}
	half, _ := figure.PeriodAt(figure.Half, p.EndsOn)
	rules, _, err := statistics.RulesOf(r.Context(), c.Committee, g, half)
	if err != nil {
		return nil, err
	}
	span := statistics.Span{Municipality: p.Municipality, From: p.StartsOn, To: p.EndsOn}
	e, err := statistics.OfProgramme(r.Context(), c.Casework, hatch, p.ID, span, text.DayOf(c.Casework.Now()))
	if err != nil {
		return nil, err
	}
	w := e.Told(rules.Threshold).Words(web.Lang(r))
	out := &programme.Effect{Columns: w.Columns, Basis: w.Basis, Notes: w.Notes}
	for _, l := range w.Lines {
		line := programme.EffectLine{Label: l.Label, Sub: l.Sub}
		for _, cell := range l.Cells {
			line.Cells = append(line.Cells, programme.EffectCell{Text: cell, Undefined: cell == ""})
		}
		out.Lines = append(out.Lines, line)
	}
	return out, nil
}
