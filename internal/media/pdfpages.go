package media

import (
	"fmt"
	"maps"

	"tryeza/internal/media/pdf"
)

// Of the new document the first object is the catalogue, the second the list
// of pages.
const catalogue, pageList = pdf.Ref(1), pdf.Ref(2)

// page is a page of the old document, with what it inherits.
type page struct{ dict, inherited pdf.Dict }

// rebuild makes a new document of the pages of an old one.
func rebuild(f *pdf.File) ([]byte, error) {
	root, err := f.Dict(f.Trailer["Root"])
	if err != nil {
		return nil, err
	}
	var pages []page
	if err := collect(f, root["Pages"], pdf.Dict{}, map[pdf.Value]bool{}, &pages); err != nil {
		return nil, err
	}
	if len(pages) == 0 {
		return nil, pdf.ErrUnreadable
	}
	c := &copier{from: f, at: map[pdf.Ref]pdf.Ref{}, out: make([]pdf.Value, 2)}
	kids := pdf.Array{}
	for _, p := range pages {
		ref, err := c.page(p)
		if err != nil {
			return nil, err
		}
		kids = append(kids, ref)
	}
	c.out[catalogue-1] = pdf.Dict{"Type": pdf.Name("Catalog"), "Pages": pageList}
	c.out[pageList-1] = pdf.Dict{"Type": pdf.Name("Pages"), "Kids": kids, "Count": pdf.Number(fmt.Sprint(len(kids)))}
	return pdf.Write(c.out, catalogue), nil
}

// collect finds the pages in their order. A page that stands twice in the tree
// is a broken tree.
func collect(f *pdf.File, node pdf.Value, inherited pdf.Dict, seen map[pdf.Value]bool, pages *[]page) error {
	ref, ok := node.(pdf.Ref)
	if !ok || seen[ref] || len(seen) > maxObjects {
		return pdf.ErrUnreadable
	}
	seen[ref] = true
	d, err := f.Dict(ref)
	if err != nil {
		return err
	}
	if d["Kids"] == nil {
		if len(*pages) >= maxPages {
			return pdf.ErrTooLarge
		}
		*pages = append(*pages, page{d, inherited})
		return nil
	}
	kids, err := f.Array(d["Kids"])
	if err != nil {
		return err
	}
	inherited = maps.Clone(inherited)
	for _, k := range []pdf.Name{"Resources", "MediaBox", "CropBox", "Rotate"} {
		if d[k] != nil {
			inherited[k] = d[k]
		}
	}
	for _, kid := range kids {
		if err := collect(f, kid, inherited, seen, pages); err != nil {
			return err
		}
	}
	return nil
}

// page writes one page: its size, what it is drawn with, its drawing.
func (c *copier) page(p page) (pdf.Ref, error) {
	old := maps.Clone(p.inherited)
	maps.Copy(old, p.dict)
	drawing, err := c.drawings(old["Contents"])
	if err != nil {
		return 0, err
	}
	resources, stamps, err := c.stamps(old)
	if err != nil {
		return 0, err
	}
	if stamps != "" {
		if drawing, err = pdf.Drawing(fmt.Appendf(nil, "q %sQ %s", drawing, stamps)); err != nil {
			return 0, err
		}
	}
	d := pdf.Dict{"Type": pdf.Name("Page"), "Parent": pageList, "Contents": c.add(packed(drawing))}
	if d["Resources"], err = c.copy(resources, "Resources", 0); err != nil {
		return 0, err
	}
	for _, k := range []pdf.Name{"MediaBox", "CropBox", "Rotate", "UserUnit", "Group"} {
		if old[k] == nil {
			continue
		}
		if d[k], err = c.copy(old[k], k, 0); err != nil {
			return 0, err
		}
	}
	return c.add(d), nil
}

// drawings joins what a page is drawn by: one stream, or several read as one.
func (c *copier) drawings(v pdf.Value) ([]byte, error) {
	v, err := c.from.Get(v)
	if err != nil {
		return nil, err
	}
	list, several := v.(pdf.Array)
	if !several && v != nil {
		list = pdf.Array{v}
	}
	var all []byte
	for _, part := range list {
		b, err := c.bytes(part)
		if err != nil {
			return nil, err
		}
		if all = append(append(all, b...), '\n'); len(all) > maxDrawing {
			return nil, pdf.ErrTooLarge
		}
	}
	return pdf.Drawing(all)
}
