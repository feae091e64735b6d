import type { components } from "~/api/generated";
import { type Call, empty, json, notFound, refuse } from "./answers";
import { CODE, introduce } from "./session";
import { makeId, type World } from "./world";

type S = components["schemas"];

export const listSessions = (world: World) => json({ data: world.sessions });

export function endSession(world: World, { parts }: Call): Response {
  if (!world.sessions.some((each) => each.id === parts[0])) return notFound();
  world.sessions = world.sessions.filter((each) => each.id !== parts[0]);
  return empty();
}

export function endOtherSessions(world: World): Response {
  world.sessions = world.sessions.filter((each) => each.current);
  return empty();
}

const wrongPassword = (pointer: string) =>
  refuse(400, "wrong_password", "That is not your password.", pointer);
const wrongCode = () =>
  refuse(400, "wrong_code", "That code is not right, or was used. Type the one shown now.", "/code");

const used = (world: World): string => String(world.password);

export function changePassword(world: World, { body }: Call): Response {
  const { current_password, new_password } = body as S["PasswordChange"];
  if (current_password !== used(world)) return wrongPassword("/current_password");
  world.password = new_password;
  return endOtherSessions(world);
}

export function changeEmail(world: World, { body }: Call): Response {
  const { password } = body as S["EmailChange"];
  return password === used(world) ? json(undefined, 202) : wrongPassword("/password");
}

export function updateMe(world: World, { body }: Call): Response {
  const me = world.users[0];
  if (me) me.full_name = (body as S["MeUpdate"]).full_name;
  return introduce(world);
}

export function startSecondFactor(world: World, { body }: Call): Response {
  if ((body as S["PasswordProof"]).password !== used(world)) return wrongPassword("/password");
  const secret = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP";
  const email = encodeURIComponent(world.me?.user.email ?? "");
  return json({
    secret,
    otpauth_uri: `otpauth://totp/Naru:${email}?secret=${secret}&issuer=Naru&algorithm=SHA1&digits=6&period=30`,
  });
}

const recoveryCodes = (world: World) =>
  Array.from({ length: 10 }, () =>
    Array.from({ length: 6 }, () => makeId(world, "", 4).toUpperCase()).join("-"),
  );

export function confirmSecondFactor(world: World, { body }: Call): Response {
  if ((body as S["SecondFactorCode"]).code !== CODE) return wrongCode();
  const me = world.users[0];
  if (me) me.second_factor = true;
  return json({ recovery_codes: recoveryCodes(world) });
}

export function renewRecoveryCodes(world: World, { body }: Call): Response {
  return (body as S["SecondFactorCode"]).code === CODE
    ? json({ recovery_codes: recoveryCodes(world) })
    : wrongCode();
}

export function stopSecondFactor(world: World, { body }: Call): Response {
  const { password, code } = body as S["SecondFactorOff"];
  if (password !== used(world)) return wrongPassword("/password");
  if (code !== CODE) return wrongCode();
  const me = world.users[0];
  if (me) me.second_factor = false;
  return empty();
}

export const accepted = () => json(undefined, 202);
export const readMailbox = (world: World) => json({ data: world.mails });

const GOOD_TOKEN = "good";
const badToken = () =>
  refuse(400, "link_over", "This link was used, or is too old. Ask for a new one.", "/token");

export function resetPassword(world: World, { body }: Call): Response {
  const { token, password } = body as S["PasswordReset"];
  if (token !== GOOD_TOKEN) return badToken();
  world.password = password;
  return empty();
}

export const verifyEmail = (_: World, { body }: Call) =>
  (body as S["MailToken"]).token === GOOD_TOKEN ? empty() : badToken();

export function previewInvitation(world: World, { body }: Call): Response {
  if ((body as S["MailToken"]).token !== GOOD_TOKEN) return badToken();
  const preview: S["InvitationPreview"] = {
    organization: world.user?.organization.display_name ?? "Acme",
    email: "lee@acme.example",
    has_account: world.invitedHasAccount,
    expires_at: new Date(Date.now() + 5 * 86_400_000).toISOString(),
  };
  return json(preview);
}

export function acceptInvitation(world: World, { body }: Call): Response {
  const { token, password = "", code } = body as S["InvitationAccept"];
  if (token !== GOOD_TOKEN) return badToken();
  if (world.invitedHasAccount && code !== CODE) {
    return code ? wrongCode() : refuse(400, "invalid_argument", "code is missing.", "/code");
  }
  if (password.length < 10) {
    return refuse(
      400,
      "invalid_argument",
      `password has ${password.length} characters; at least 10 are needed.`,
      "/password",
    );
  }
  if (world.user) world.me = { ...world.user, user: { ...world.user.user, email: "lee@acme.example" } };
  return introduce(world);
}
