export default {
  "login.otherAccount": "Another account",
  "login.email": "E-mail",
  "login.noAccount": "No account yet?",
  "login.password": "Password",
  "login.showPassword": "Show or hide the password",
  "login.singleSignOn": "Use single sign-on",
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

  "forgot.title": "Forgotten password",
  "forgot.submit": "Send link",
  "forgot.sent": "If there is an account of {email}, a mail is on its way.",
  "forgot.link": "Forgot it?",
  "forgot.lead": "We send a link to choose a new one. It works for one hour and once.",
  "forgot.back": "Back to the log-in",

  "invitation.until": "The link works until",
  "invitation.title": "Join {organization}",
  "invitation.lead": "You are invited as {email}.",
  "invitation.accept": "Accept",

  "reset.title": "New password",
  "reset.submit": "Save password",
  "reset.newLink": "Ask for a new link",
  "reset.lead": "All sessions of the account end.",
  "reset.done": "The new password holds.",

  "verify.title": "Confirm your e-mail address",
  "verify.submit": "Confirm",
  "verify.done": "The address is confirmed.",

  "security.code": "Code",
  "security.codeOrRecovery": "Six digits of the app, or a recovery code.",
  "security.factor": "Second factor",
} as const;
