package document

import (
	"encoding/xml"
	"slices"
)

// typesPart is the part that names the type of every other part, the first of every Office file.
const typesPart = "[Content_Types].xml"

// contentTypes is that list: types by file extension, and types of single parts.
type contentTypes struct {
	Defaults []struct {
		Extension   string `xml:"Extension,attr"`
		ContentType string `xml:"ContentType,attr"`
	} `xml:"Default"`
	Overrides []override `xml:"Override"`
}

type override struct {
	PartName    string `xml:"PartName,attr"`
	ContentType string `xml:"ContentType,attr"`
}

func readTypes(part []byte) (contentTypes, error) {
	var t contentTypes
	if err := checkXML(part); err != nil {
		return t, err
	}
	if xml.Unmarshal(part, &t) != nil {
		return t, ErrTemplateDamaged
	}
	return t, nil
}

// forget drops the types of parts that are not there.
func (t *contentTypes) forget(parts map[string][]byte) {
	t.Overrides = slices.DeleteFunc(t.Overrides, func(o override) bool {
		return o.PartName == "" || parts[o.PartName[1:]] == nil
	})
}

func (t *contentTypes) write() []byte {
	var m markup
	m.raw(xmlHeader + `<Types xmlns="` + nsTypes + `">`)
	for _, d := range t.Defaults {
		m.f(`<Default Extension="%s" ContentType="%s"/>`, d.Extension, d.ContentType)
	}
	for _, o := range t.Overrides {
		m.f(`<Override PartName="%s" ContentType="%s"/>`, o.PartName, o.ContentType)
	}
	m.raw(`</Types>`)
	return m.bytes()
}
