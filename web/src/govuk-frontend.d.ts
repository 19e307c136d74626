// The parts of GOV.UK Frontend we use; the package brings no types of its own.
declare module "govuk-frontend" {
  interface Component {
    new (root: Element, config?: Record<string, unknown>): unknown;
    moduleName: string;
  }
  export const Button: Component;
  export const CharacterCount: Component;
  export const ErrorSummary: Component;
  export const NotificationBanner: Component;
  export const PasswordInput: Component;
  export const SkipLink: Component;
  export function createAll(component: Component, config?: Record<string, unknown>): unknown[];
}
