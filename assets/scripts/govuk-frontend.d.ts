// GOV.UK Frontend brings no types of its own.
declare module "govuk-frontend" {
  export const Button: unknown
  export const ErrorSummary: unknown
  export const PasswordInput: unknown
  export const SkipLink: unknown
}
