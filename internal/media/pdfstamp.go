package media

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"tryeza/internal/media/pdf"
)

// stamps makes what lies on a page a part of it: fields that were filled in,
// remarks, the look of a signature. It gives back the page's resources with
// their appearances, and the drawing that sets them in place.
func (c *copier) stamps(page pdf.Dict) (resources pdf.Dict, drawing string, err error) {
	resources, err = c.from.Dict(page["Resources"])
	if err != nil {
		return nil, "", err
	}
	notes, err := c.from.Array(page["Annots"])
	if err != nil {
		return nil, "", err
	}
	forms, err := c.from.Dict(resources["XObject"])
	if err != nil {
		return nil, "", err
	}
	resources, forms = maps.Clone(resources), maps.Clone(forms)
	var b strings.Builder
	for i, note := range notes {
		look, place, err := c.appearance(note)
		if err != nil {
			return nil, "", err
		}
		if name := pdf.Name(fmt.Sprintf("Stamp%d", i)); look != nil && forms[name] == nil {
			forms[name] = look
			fmt.Fprintf(&b, "q %s cm /%s Do Q\n", place, name)
		}
	}
	resources["XObject"] = forms
	return resources, b.String(), nil
}

// appearance is how an annotation looks, nil when it is hidden or has no look,
// and the six numbers that put it in its place.
func (c *copier) appearance(note pdf.Value) (look pdf.Value, place string, err error) {
	d, err := c.from.Dict(note)
	if err != nil {
		return nil, "", err
	}
	const hidden, unseen = 1 << 1, 1 << 5
	flags, _ := pdf.Int(d["F"])
	if flags&(hidden|unseen) != 0 || d["Subtype"] == pdf.Name("Popup") || d["Subtype"] == pdf.Name("Link") {
		return nil, "", nil
	}
	if d["AP"] == nil && (d["Subtype"] == pdf.Name("FreeText") || d["FT"] == pdf.Name("Tx") && d["V"] != nil) {
		return nil, "", Refused{whyForm}
	}
	ap, err := c.from.Dict(d["AP"])
	if err != nil {
		return nil, "", err
	}
	look = ap["N"]
	v, err := c.from.Get(look)
	if states, ok := v.(pdf.Dict); ok && err == nil {
		state, _ := d["AS"].(pdf.Name)
		look = states[state]
		v, err = c.from.Get(look)
	}
	s, ok := v.(pdf.Stream)
	if err != nil || !ok {
		return nil, "", err
	}
	place, err = c.placed(s.Dict, d["Rect"])
	if place == "" {
		look = nil
	}
	return look, place, err
}

// placed finds the six numbers that bring the box of an appearance, turned as
// its matrix says, onto the rectangle of the annotation; "" when there are none.
func (c *copier) placed(look pdf.Dict, rect pdf.Value) (string, error) {
	box, err := c.numbers(look["BBox"], 4)
	if err != nil {
		return "", err
	}
	to, err := c.numbers(rect, 4)
	if err != nil {
		return "", err
	}
	m, err := c.numbers(look["Matrix"], 6)
	if err != nil || box == nil || to == nil {
		return "", err
	}
	if m == nil {
		m = []float64{1, 0, 0, 1, 0, 0}
	}
	var xs, ys []float64
	for _, i := range []int{0, 2} {
		for _, j := range []int{1, 3} {
			xs = append(xs, m[0]*box[i]+m[2]*box[j]+m[4])
			ys = append(ys, m[1]*box[i]+m[3]*box[j]+m[5])
		}
	}
	sx, dx, ok := onto(xs, to[0], to[2])
	sy, dy, also := onto(ys, to[1], to[3])
	if !ok || !also {
		return "", nil
	}
	return fmt.Sprintf("%.5f 0 0 %.5f %.5f %.5f", sx, sy, dx, dy), nil
}

// onto stretches and moves a span onto another.
func onto(span []float64, a, b float64) (scale, move float64, ok bool) {
	low, high := slices.Min(span), slices.Max(span)
	if high <= low || a == b {
		return 0, 0, false
	}
	scale = (max(a, b) - min(a, b)) / (high - low)
	return scale, min(a, b) - scale*low, true
}

func (c *copier) numbers(v pdf.Value, n int) ([]float64, error) {
	a, err := c.from.Array(v)
	if err != nil || len(a) != n {
		return nil, err
	}
	list := make([]float64, n)
	for i, e := range a {
		x, err := c.from.Get(e)
		if err != nil {
			return nil, err
		}
		list[i], _ = pdf.Float(x)
	}
	return list, nil
}
