import type { components } from "~/api/generated";
import { type Call, empty, json, refuse } from "./answers";
import { makeFirstPerson } from "./seed-people";
import { makeEnvironment, makeUser, type World } from "./world";

/** In the fake every authenticator shows this. */
export const CODE = "492039";

/** Whether whoever is logged in must set up a second factor first. */
export const lacksFactor = (world: World): boolean =>
  world.me !== undefined && world.secondFactorRequired && !world.users[0]?.second_factor;

export const introduce = (world: World, status = 200): Response =>
  json({ ...world.me, second_factor_missing: lacksFactor(world) }, status);

export function signUp(world: World, { body }: Call): Response {
  const { email, password, organization_name } = body as components["schemas"]["SignUpRequest"];
  if (password.length < 10) {
    return refuse(
      400,
      "invalid_argument",
      `password has ${password.length} characters; at least 10 are needed.`,
      "/password",
    );
  }
  if (world.user?.user.email === email) {
    return refuse(409, "email_taken", "There is an account with this address. Log in instead.", "/email");
  }
  world.environments = [];
  world.clusters = [];
  world.accounts = [];
  world.keys = [];
  world.user = makeUser(world, email, organization_name);
  world.password = password;
  world.me = world.user;
  world.users = [];
  world.bindings = [];
  makeFirstPerson(world);
  makeEnvironment(world, "default");
  return introduce(world, 201);
}

export function logIn(world: World, { body }: Call): Response {
  const { email, password } = body as components["schemas"]["LogInRequest"];
  if (!world.user || world.user.user.email !== email || world.password !== password) {
    return refuse(401, "wrong_credentials", "Address and password do not belong together.");
  }
  if (world.users[0]?.second_factor) {
    const needed: components["schemas"]["SecondFactorNeeded"] = {
      second_factor: { challenge: "challenge", expires_at: new Date(Date.now() + 300_000).toISOString() },
    };
    return json(needed);
  }
  world.me = world.user;
  return introduce(world);
}

export function logInWithSecondFactor(world: World, { body }: Call): Response {
  if ((body as components["schemas"]["SecondFactorLogIn"]).code !== CODE) {
    return refuse(401, "wrong_code", "That code is not right, or was used.");
  }
  world.me = world.user;
  return introduce(world);
}

export function logOut(world: World): Response {
  world.me = undefined;
  return empty();
}
