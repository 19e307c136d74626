// Texts of GOV.UK components that are made in the browser, in Albanian and English.
// Albanian has two plural forms: "one" for exactly 1, "other" for the rest.

interface Plural {
  one: string;
  other: string;
}

interface Words {
  password: Record<string, string>;
  count: Record<string, string | Plural>;
}

const albanian: Words = {
  password: {
    showPassword: "Shfaq",
    hidePassword: "Fshih",
    showPasswordAriaLabel: "Shfaq fjalëkalimin",
    hidePasswordAriaLabel: "Fshih fjalëkalimin",
    passwordShownAnnouncement: "Fjalëkalimi shihet",
    passwordHiddenAnnouncement: "Fjalëkalimi është i fshehur",
  },
  count: {
    charactersUnderLimit: { one: "Ju mbetet %{count} shenjë", other: "Ju mbeten %{count} shenja" },
    charactersAtLimit: "Nuk ju mbetet asnjë shenjë",
    charactersOverLimit: { one: "Keni %{count} shenjë më tepër", other: "Keni %{count} shenja më tepër" },
    wordsUnderLimit: { one: "Ju mbetet %{count} fjalë", other: "Ju mbeten %{count} fjalë" },
    wordsAtLimit: "Nuk ju mbetet asnjë fjalë",
    wordsOverLimit: { one: "Keni %{count} fjalë më tepër", other: "Keni %{count} fjalë më tepër" },
  },
};

const english: Words = { password: {}, count: {} }; // the components speak English by themselves

/** The words for the language of the page; Albanian for every language but English. */
export function words(lang: string): Words {
  return lang.toLowerCase().startsWith("en") ? english : albanian;
}
