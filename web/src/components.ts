// The GOV.UK components of Tryeza, started where the page asks for them with data-module.
import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  SkipLink,
} from "govuk-frontend";
import { words } from "./words.ts";

export function startComponents(): void {
  const { password, count } = words(document.documentElement.lang);
  createAll(ErrorSummary);
  createAll(NotificationBanner);
  createAll(SkipLink);
  createAll(Button);
  createAll(Radios);
  createAll(Checkboxes);
  createAll(PasswordInput, { i18n: password });
  createAll(CharacterCount, { i18n: count });
}
