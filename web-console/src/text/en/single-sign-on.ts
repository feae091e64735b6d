export default {
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
  "sso.register": "At your identity provider",
  "sso.registerText":
    "Register Naru there as a confidential web application (OpenID Connect, authorization code) with this redirect URL. It must tell the scopes openid, email and profile, and that addresses are verified.",
  "sso.redirectUrl": "Redirect URL",
  "sso.signInUrl": "Link for your people",
  "sso.provider": "Identity provider",
  "sso.issuer": "Issuer",
  "sso.issuerHelp": "As the provider shows it, for example https://login.acme.example",
  "sso.clientId": "Client id",
  "sso.clientSecret": "Client secret",
  "sso.clientSecretKept": "Leave it empty to keep the one that is there.",
  "sso.clientSecretHelp": "It is kept encrypted and never shown again.",
  "sso.domains": "E-mail domains",
  "sso.domainsHelp": "Separated by spaces: acme.example acme.co.kr",
  "sso.role": "Role of new people",
  "sso.roleHelp": "In the whole organization. Members keep what they have.",
  "sso.noRole": "None",
  "sso.required": "Nobody logs in with a password",
  "sso.requiredHelp": "Sessions that began by a password end when you save. API keys go on.",
  "sso.passwordMember": "May still log in with a password",
  "sso.passwordMemberHelp": "One administrator, for when the identity provider is away.",
  "sso.missing": "This is needed.",
  "sso.domain": "Domain",
  "sso.proven": "Proven",
  "sso.unproven": "Not proven",
  "sso.record": "TXT record",
  "sso.recordText": "Make these DNS records, then test. Only addresses of proven domains are let in.",
  "sso.recordName": "Name of the record",
  "sso.recordValue": "Value of the record",
  "sso.test": "Test",
  "sso.testText":
    "Asks the provider for its description and keys, tries client id and secret, and looks for the DNS records.",
  "ssocheck.description": "Description of the provider",
  "ssocheck.keys": "Keys of the provider",
  "ssocheck.client": "Client id and secret",
  "ssocheck.domain": "Domain {name}",
  "sso.passed": "Works",
  "sso.failed": "Does not work",
  "sso.result": "Result",
  "sso.checked": "What was tried",
  "sso.off": "Turn off",
  "sso.offText": 'People go back to passwords; who has none chooses one by "Forgot it?".',
  "sso.offFacts": "Sessions that began by single sign-on end at once.",
} as const;
