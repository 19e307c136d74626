// The GOV.UK components of Tryeza, started where the page asks for them with data-module.
// Fields that belong to a radio or a box are shown by the stylesheet alone (styles/_forms.scss).
import {
  Button,
  CharacterCount,
  createAll,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  SkipLink,
} from "govuk-frontend";
import { words } from "./words.ts";

export function startComponents(): void {
  const { password, count } = words(document.documentElement.lang);
  createAll(ErrorSummary);
  createAll(NotificationBanner);
  createAll(SkipLink);
  createAll(Button);
  createAll(PasswordInput, { i18n: password });
  createAll(CharacterCount, { i18n: count });
}
