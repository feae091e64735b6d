// An OpenID provider that nobody here wrote, for the story of single sign-on. Whoever logs in to it by an address has that address,
// verified; any password will do. Says READY and its issuer once it listens, and ends with its input.
// usage: node identity-provider.cjs CLIENT_SECRET REDIRECT_URL
const { createServer } = require("node:http");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");

const [secret, redirect] = process.argv.slice(2);
const library = pathToFileURL(join(process.env.NODE_PATH, "oidc-provider", "lib", "index.js"));

async function main() {
  const { default: Provider } = await import(library);
  const server = createServer();
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: "naru", client_secret: secret, redirect_uris: [redirect] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    pkce: { required: () => true },
    cookies: { keys: ["only for this story"] },
    findAccount: (_, id) => ({
      accountId: id,
      claims: () => ({ sub: id, email: id, email_verified: !id.startsWith("unverified"), name: "Lee Park" }),
    }),
  });
  server.on("request", provider.callback());
  console.log(`READY ${issuer}`);
  process.stdin.on("end", () => process.exit(0)).resume();
}

main();
