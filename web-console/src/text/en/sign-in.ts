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

  "sso.title": "Single sign-on",
  "sso.lead": "Log in at your organization's identity provider.",
  "sso.go": "Go on",
  "sso.byPassword": "Log in with a password",
  "ssoproblem.no_single_sign_on":
    "No organization has single sign-on for this address. Ask an administrator for your organization's link, or log in with a password.",
  "ssoproblem.sign_in_expired":
    "This sign-in took longer than 10 minutes, was finished already, or was begun in another browser. Begin again.",
  "ssoproblem.provider_unreachable":
    "Your organization's identity provider does not answer. Try again in a moment, or tell an administrator.",
  "ssoproblem.provider_refused":
    "Your organization's identity provider refused. An administrator finds the reason in the audit log.",
  "ssoproblem.cancelled":
    "The sign-in was cancelled at the identity provider, or you have no access to Naru there.",
  "ssoproblem.token_invalid":
    "What the identity provider answered does not hold. An administrator finds the reason in the audit log.",
  "ssoproblem.email_unverified":
    "The identity provider does not say that your e-mail address is verified. Its administrator can confirm the address there.",
  "ssoproblem.domain_not_allowed":
    "Your e-mail address is in no domain that the organization has proven. An administrator can add it under Settings, Single sign-on.",
  "ssoproblem.not_a_member":
    "There is an account with your address that is not in the organization. Ask for an invitation, accept it with that account's password, then come back.",
  "ssoproblem.linked_to_another":
    "The account with your address belongs to another person at the identity provider. An administrator can remove and invite it again.",
  "ssoproblem.too_many": "Too many log-ins came from your network. Try again in five minutes.",
  "ssoproblem.unavailable": "Naru could not finish the log-in. Try again in a moment.",

  "security.code": "Code",
  "security.codeOrRecovery": "Six digits of the app, or a recovery code.",
  "security.factor": "Second factor",
} as const;
