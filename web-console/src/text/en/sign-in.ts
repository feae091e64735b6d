export default {
  "login.email": "E-mail",
  "login.noAccount": "No account yet?",
  "login.password": "Password",
  "login.showPassword": "Show or hide the password",
  "login.submit": "Log in",
  "login.title": "Log in",

  "signup.emailBad": "This is no e-mail address.",
  "signup.haveAccount": "Have an account?",
  "signup.lead": "Your streaming account. No card.",
  "signup.organization": "Organization",
  "signup.organizationHelp": "Your company or project.",
  "signup.organizationMissing": "The organization needs a name.",
  "signup.passwordRule": "At least 10 characters.",
  "signup.passwordShort":
    "{count, plural, one {It has # character; at least 10 are needed.} other {It has # characters; at least 10 are needed.}}",
  "signup.submit": "Create account",
  "signup.title": "Create account",
} as const;
