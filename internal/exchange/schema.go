package exchange

import (
	"bytes"
	"encoding/json"

	"tryeza/internal/code"
)

// Schema is the JSON Schema (2020-12) of the document, made from the same tags
// that it is read by. It is kept in docs/exchange.schema.json.
func Schema() []byte {
	s := object(root)
	s["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	s["title"] = "Tryeza: one committee's year"
	properties := s["properties"].(fields)
	properties["format"] = fields{"enum": formats()}
	properties["year"] = fields{"type": "integer", "minimum": 1990, "maximum": 2100}
	s["required"] = append([]string{"format", "year"}, s["required"].([]string)...)
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(s); err != nil {
		panic("exchange: schema: " + err.Error()) // it holds nothing but strings and numbers
	}
	return b.Bytes()
}

// formats are the versions that are read.
func formats() []int {
	var list []int
	for f := range Format {
		list = append(list, f+1)
	}
	return list
}

type fields map[string]any

// object describes the rows of a table.
func object(t *table) fields {
	properties, required := fields{}, []string{}
	for _, c := range t.columns {
		properties[c.name] = property(c)
		if c.need {
			required = append(required, c.name)
		}
	}
	for _, c := range t.children {
		s := object(c)
		s["description"] = c.sheet
		if !c.single() {
			s = fields{"type": []string{"array", "null"}, "items": s, "maxItems": maxRows}
		}
		properties[c.name] = s
		if c.name == "committee" || c.name == "names" {
			required = append(required, c.name)
		}
	}
	return fields{"type": "object", "properties": properties, "required": required, "additionalProperties": false}
}

func property(c column) fields {
	s := value(c)
	if !c.hidden {
		s["description"] = c.heading
	}
	return s
}

// value describes what a column may hold. Null is the same as left out; what
// must be given is neither null nor empty.
func value(c column) fields {
	switch c.kind {
	case "bool":
		return fields{"type": orNull(c, "boolean")}
	case "count":
		return fields{"type": orNull(c, "integer"), "minimum": 1, "maximum": maxRows}
	case "number":
		return fields{"type": orNull(c, "number"), "multipleOf": 0.0001}
	case "json":
		return fields{}
	case "bytes":
		return fields{"type": orNull(c, "string"), "contentEncoding": "base64", "minLength": 1}
	case "codes":
		return fields{"type": orNull(c, "array"), "uniqueItems": true, "items": fields{"enum": lists[c.arg].Codes()}}
	case "refs":
		return fields{"type": orNull(c, "array"), "uniqueItems": true, "items": fields{"type": "string", "pattern": idForm.String()}}
	case "code":
		return codes(c)
	}
	return words(c)
}

func orNull(c column, kind string) any {
	if c.need {
		return kind
	}
	return []string{kind, "null"}
}

func codes(c column) fields {
	if c.arg == "period" {
		return fields{"type": "string", "pattern": `^\d{4}(-(Q[1-4]|H[12]))?$`}
	}
	var allowed []any
	for _, code := range code.List(lists[c.arg]).Codes() {
		allowed = append(allowed, code)
	}
	if !c.need {
		allowed = append(allowed, "", nil)
	}
	return fields{"enum": allowed}
}

// forms are the patterns of text that is not free.
var forms = map[string]string{
	"id": idForm.String(), "ref": idForm.String(), "link": idForm.String(), "day": `^\d{4}-\d{2}-\d{2}$`, "time": clockForm.String(),
	"instant": `^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$`,
}

func words(c column) fields {
	s := fields{"type": orNull(c, "string")}
	switch form := forms[c.kind]; {
	case form == "":
		s["maxLength"] = maxText
		if c.need {
			s["minLength"] = 1
		}
	case c.need:
		s["pattern"] = form
	default:
		s["pattern"] = "^$|" + form
	}
	return s
}
