package text

// The English of this package's own strings.
func init() {
	Register(map[string]string{
		"dhe":             "and",
		"nuk dihet":       "not known",
		"{n} të tjera":    "{n} others",
		"Në tekst ka %s.": "The text contains %s.",

		"«%s» nuk është orë. Shkruani orën dhe minutat, për shembull 13.30.":                    "“%s” is not a time. Write hours and minutes, for example 13.30.",
		"«%s» nuk është datë. Shkruani ditën, muajin dhe vitin, për shembull 30.06.2023.":       "“%s” is not a date. Write day, month and year, for example 30.06.2023.",
		"Data «%s» nuk ekziston. Kontrolloni ditën, muajin dhe vitin, për shembull 30.06.2023.": "The date “%s” does not exist. Check day, month and year, for example 30.06.2023.",

		"«%s» nuk është numër. Shkruani vetëm numrin, për shembull 12 682 ose 4,7.":                                   "“%s” is not a number. Write the number alone, for example 12 682 or 4,7.",
		"«%s» nuk lexohet si numër. Ndani mijëshet me hapësirë dhe dhjetoret me presje, për shembull 12 682 ose 4,7.": "“%s” cannot be read as a number. Part thousands with a space and decimals with a comma, for example 12 682 or 4,7.",
		"«%s» lexohet në dy mënyra. Për mijëshet shkruani %s %s; për dhjetoret shkruani %s,%s0.":                      "“%s” can be read in two ways. For thousands write %s %s; for decimals write %s,%s0.",
		"«%s» është në lekë të vjetra. Shkruajeni në lekë: 10 lekë të vjetra janë 1 lek.":                             "“%s” is in old lek. Write it in lek: 10 old lek are 1 lek.",
		"Numri ka më shumë se katër shifra pas presjes. Rrumbullakoseni, për shembull 4,6667.":                        "The number has more than four decimals. Round it, for example 4,6667.",
		"Numri është tepër i madh. Kontrolloni sa zero ka.":                                                           "The number is too large. Check its zeros.",
		"«%s» është nën zero. Shkruani 0 ose një numër më të madh.":                                                   "“%s” is below zero. Write 0 or a larger number.",
		"«%s» nuk është numër i plotë. Shkruani sa janë, pa presje, për shembull 12.":                                 "“%s” is not a whole number. Write how many there are, for example 12.",

		"1 numër personal":    "1 personal number",
		"{n} numra personalë": "{n} personal numbers",
		"1 numër celulari":    "1 mobile number",
		"{n} numra celulari":  "{n} mobile numbers",
		"Në vend të numrit personal shkruani sa persona janë. Nëse është NIPT, shkruani emrin e institucionit.":                "Instead of the personal number write how many persons there are. If it is a NIPT, write the name of the institution.",
		"Në vend të celularit shkruani institucionin dhe telefonin e zyrës së tij.":                                            "Instead of the mobile number write the institution and the telephone of its office.",
		"Ky tekst lexohet nga i gjithë komiteti dhe hyn në analizë, prandaj nuk mban të dhëna me të cilat gjendet një person.": "The whole committee reads this text and it enters the analysis, so it holds nothing a person can be found by.",
	})
}
