import type { components } from "~/api/generated";
import { CODE } from "./account";
import { type Call, empty, json, refuse } from "./answers";
import { makeFirstPerson } from "./seed-people";
import { makeEnvironment, makeUser, type World } from "./world";

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
  return json(world.me, 201);
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
  return json(world.me);
}

export function logInWithSecondFactor(world: World, { body }: Call): Response {
  if ((body as components["schemas"]["SecondFactorLogIn"]).code !== CODE) {
    return refuse(401, "wrong_code", "That code is not right, or was used.");
  }
  world.me = world.user;
  return json(world.me);
}

export function logOut(world: World): Response {
  world.me = undefined;
  return empty();
}
