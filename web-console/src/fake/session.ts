import type { components } from "~/api/generated";
import { type Call, empty, json, refuse } from "./answers";
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
  makeEnvironment(world, "default");
  return json(world.me, 201);
}

export function logIn(world: World, { body }: Call): Response {
  const { email, password } = body as components["schemas"]["LogInRequest"];
  if (!world.user || world.user.user.email !== email || world.password !== password) {
    return refuse(401, "wrong_credentials", "Address and password do not belong together.");
  }
  world.me = world.user;
  return json(world.me);
}

export function logOut(world: World): Response {
  world.me = undefined;
  return empty();
}
