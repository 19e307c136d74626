package document

import "encoding/base64"

// letterhead writes the top of a page that stands alone.
func (h *htmlBody) letterhead() error {
	l := h.doc.Letterhead
	h.raw(`<header>`)
	if len(l.Emblem) > 0 {
		p, err := readPicture(l.Emblem)
		if err != nil {
			return err
		}
		h.f(`<img class="doc-emblem" src="%s" alt="%s">`, "data:image/"+p.kind+";base64,"+base64.StdEncoding.EncodeToString(l.Emblem), line(l.EmblemAlt))
	}
	for _, text := range l.Lines {
		h.f(`<p>%s</p>`, text)
	}
	if l.protocol()+l.dated() != "" {
		h.f(`<p class="doc-protocol"><span>%s</span> <span>%s</span></p>`, l.protocol(), l.dated())
	}
	h.raw(`</header>`)
	return nil
}

func (h *htmlBody) signature() {
	lines := h.doc.Signature.lines()
	if len(lines) == 0 {
		return
	}
	h.raw(`<div class="doc-signature">`)
	for _, l := range lines {
		h.f(`<p>%s</p>`, l)
	}
	h.raw(`</div>`)
}

// htmlStyle is the look of a page that stands alone, on a screen, on a telephone and on paper.
const htmlStyle = `
:root{color-scheme:light}
body{max-width:52rem;margin:0 auto;padding:1.5rem;background:#fff;color:#1a1a1a;font:1.0625rem/1.55 "Times New Roman",Times,serif}
header{text-align:center;font-weight:bold}
header p{margin:0}
.doc-emblem{display:block;margin:0 auto .75rem;max-width:5rem;max-height:6rem}
.doc-protocol{display:flex;justify-content:space-between;margin:1.5rem 0;font-weight:normal;text-align:left}
.doc-mark{margin:0 0 1rem;color:#9c1c1c;font-weight:bold;text-align:right}
h1{margin:2rem 0 .5rem;font-size:1.6rem;line-height:1.25;text-align:center}
h2{margin:2rem 0 .5rem;font-size:1.35rem;line-height:1.3}
h3{margin:1.5rem 0 .5rem;font-size:1.15rem}
h4{margin:1.25rem 0 .5rem;font-size:1.05rem;font-style:italic}
.doc-subject{margin:0 0 2rem;font-size:1.15rem;text-align:center}
.doc-lead{font-size:1.15rem}
.doc-note{font-size:.9rem;color:#444}
blockquote{margin:1rem 1.5rem;padding-left:.75rem;border-left:3px solid #a0a0a0;font-style:italic}
a{color:#0b4a8f}
.doc-contents{margin:1.5rem 0}
.doc-contents p{margin:0 0 .25rem;font-weight:bold}
.doc-contents ul{margin:0;padding:0;list-style:none}
.doc-contents .doc-level-2{padding-left:1.25rem}
.doc-contents .doc-level-3{padding-left:2.5rem}
.doc-table{overflow-x:auto;margin:1.25rem 0 .5rem}
table{border-collapse:collapse;width:100%;font-size:.95rem}
caption{padding-bottom:.4rem;font-weight:bold;text-align:left}
th,td{padding:.3rem .5rem;border:1px solid #a0a0a0;text-align:left;vertical-align:top}
th{background:#e8ebef;vertical-align:bottom}
th.doc-right,td.doc-right{text-align:right;font-variant-numeric:tabular-nums}
th.doc-center,td.doc-center{text-align:center}
td.doc-total{font-weight:bold}
td.doc-level-1{padding-left:1.5rem}
td.doc-level-2{padding-left:2.5rem}
td.doc-level-3{padding-left:3.5rem}
td.doc-level-4{padding-left:4.5rem}
.doc-shade-1,.doc-shade-2,.doc-shade-3,.doc-shade-4{-webkit-print-color-adjust:exact;print-color-adjust:exact}
.doc-shade-1{background:#e8f0f7}
.doc-shade-2{background:#cfe0ef}
.doc-shade-3{background:#aecbe4}
.doc-shade-4{background:#86b2d8}
figure{margin:1.5rem 0}
figure img{display:block;max-width:100%;height:auto}
figcaption{font-weight:bold}
.doc-signature{margin:3rem 0 2rem 50%;text-align:center}
.doc-signature p{margin:.3rem 0}
.doc-signature p:first-child{font-weight:bold}
footer{margin-top:2rem;padding-top:.5rem;border-top:1px solid #808080;font-size:.85rem;overflow-wrap:anywhere}
@page{size:A4;margin:2.5cm}
@media print{
body{max-width:none;padding:0;font-size:11pt}
.doc-table{overflow:visible}
thead{display:table-header-group}
tr,figure,.doc-signature{break-inside:avoid}
h2,h3,h4,caption{break-after:avoid}
.doc-page-break{break-after:page}
a{color:inherit}
}
`
