// What there is to look at in the console.

/**
 * Name, address (`in` the cluster orders-prod, or `at` the root, then perhaps the first link of its table with what follows), what to wait
 * for, what to do then. A page that is only opened is looked at in every state and language.
 */
export const pages = [
  { name: "signup", at: "/signup", wait: "form", fresh: true },
  { name: "login", at: "/login", wait: "form", fresh: true },
  { name: "login-single-sign-on", at: "/single-sign-on?problem=not_a_member", wait: "form", fresh: true },
  { name: "home", at: "/", wait: "main table" },
  { name: "overview", in: "", wait: "canvas", settle: 800 },
  { name: "topics", in: "/topics", wait: "main table", settle: 500 },
  { name: "topics-new", in: "/topics-new", wait: "form" },
  {
    name: "messages",
    in: "/topics/orders/messages",
    wait: "[role=grid] [data-index]",
    settle: 1200,
  },
  {
    name: "message",
    in: "/topics/orders/messages?live=off",
    wait: "[role=grid] [data-index]",
    act: async (page) => {
      await page.locator("[role=grid] [data-index='2']").click();
      await page.waitForSelector("aside");
    },
    settle: 500,
  },
  {
    name: "fields",
    in: "/topics/orders/messages?live=off&columns=value.amount,value.city",
    wait: "[role=grid] [data-index]",
    act: async (page) => {
      await page.locator("[role=grid] [data-index='2']").click();
      await page.locator("aside").getByText("Fields").click();
      await page.waitForSelector("aside table");
    },
    settle: 300,
  },
  {
    name: "difference",
    in: "/topics/orders/messages?live=off",
    wait: "[role=grid] [data-index]",
    act: async (page) => {
      await page.locator("[role=grid] [data-index='2']").click();
      await page.locator("aside").getByRole("link", { name: "Compare" }).click();
      await page.locator("aside").getByRole("button", { name: "Previous offset" }).click();
      await page.waitForSelector("aside pre");
      await page.mouse.move(0, 400);
    },
    settle: 300,
  },
  {
    name: "filter-wrong",
    in: "/topics/orders/messages?live=off&filter=value.amount+%3E+100+%26%26+vaule.city+%3D%3D+%27Seoul%27",
    wait: "[role=combobox][aria-invalid=true]",
    settle: 300,
  },
  {
    name: "search",
    in: "/topics/orders/messages?start=oldest&order=newest&filter=value.amount+%3E+300",
    wait: "[role=grid] [data-index]",
    settle: 300,
  },
  {
    name: "produce",
    in: "/topics/shipments/messages?produce=open",
    wait: "aside form",
    settle: 500,
  },
  { name: "redrive", in: "/topics/payments.dead-letters/redrive", wait: "main form" },
  {
    name: "redrive-run",
    in: "/topics/payments.dead-letters/redrive?rate=1000",
    wait: "main form",
    act: async (page) => {
      await page.getByRole("button", { name: "Dry run" }).click();
      await page.getByRole("button", { name: /^Send \d+ back$/ }).click();
      await page.waitForSelector("text=Done");
    },
    settle: 300,
  },
  { name: "partitions", in: "/topics/orders/partitions", wait: "main table", settle: 800 },
  { name: "topic-groups", in: "/topics/payments/groups", wait: "main table" },
  { name: "topic-access", in: "/topics/orders/access", wait: "main table" },
  { name: "configs", in: "/topics/orders/configs", wait: "main table" },
  {
    name: "config-edit",
    in: "/topics/orders/configs",
    wait: "main table",
    act: async (page) => {
      await page.getByRole("button", { name: "Edit retention.ms" }).click();
      await page.waitForSelector("[role=dialog] input");
    },
    settle: 300,
  },
  { name: "topic-settings", in: "/topics/orders/settings", wait: "main form" },
  {
    name: "topic-delete",
    in: "/topics/orders/settings",
    wait: "main form",
    act: async (page) => {
      await page.getByRole("button", { name: "Delete orders" }).click();
      await page.waitForSelector("[role=dialog] input");
    },
    settle: 300,
  },
  { name: "groups", in: "/groups", wait: "main table", settle: 300 },
  { name: "group", in: "/groups/audit", wait: "main table", settle: 800 },
  {
    name: "group-reset",
    in: "/groups/audit/reset",
    wait: "main form",
    act: async (page) => {
      await page.getByRole("button", { name: "Dry run" }).click();
      await page.waitForSelector("main table");
    },
    settle: 300,
  },
  { name: "connect", in: "/connect?lang=python", wait: "pre", settle: 300 },
  { name: "keys", in: "/keys", wait: "main table" },
  { name: "keys-new", in: "/keys-new", wait: "form" },
  {
    name: "key-made",
    in: "/keys-new",
    wait: "form",
    act: async (page) => {
      await page.getByRole("button", { name: "Create key" }).click();
      await page.waitForSelector("text=Copy or download");
    },
    settle: 200,
  },
  { name: "cluster-settings", in: "/settings", wait: "form" },
  { name: "api-keys", at: "/api-keys", wait: "main table" },
  {
    name: "api-key",
    at: "/api-keys",
    follow: "",
    wait: "dl",
  },
  { name: "environments", at: "/environments", wait: "main table" },
  {
    name: "environment-settings",
    at: "/environments",
    follow: "/settings",
    wait: "main form",
  },
  {
    name: "environments-new",
    at: "/environments-new",
    wait: "main form",
    act: (page) => page.locator("main summary").click(),
  },
  { name: "service-accounts", at: "/service-accounts", wait: "main table" },
  { name: "settings", at: "/settings/me", wait: "dl" },
  { name: "security", at: "/settings/security", wait: "main table" },
  {
    name: "second-factor",
    at: "/settings/security",
    wait: "main table",
    act: async (page) => {
      const form = page.locator("main form").nth(1);
      await form.locator("input").fill("correct horse battery");
      await form.locator("button[type=submit]").click();
      await page.waitForSelector("main svg[role=img]");
    },
  },
  { name: "settings-organization", at: "/settings/organization", wait: "main form" },
  { name: "single-sign-on", at: "/settings/single-sign-on", wait: "main form" },
  { name: "mailbox", at: "/settings/mailbox", wait: "main h2" },
  { name: "members", at: "/members", wait: "main table" },
  { name: "invitations", at: "/members/invitations", wait: "main table" },
  { name: "roles", at: "/members/roles", wait: "main table" },
  { name: "members-access", at: "/members/access", wait: "main table" },
  { name: "members-invite", at: "/members-invite", wait: "main form" },
  {
    name: "access-new",
    at: "/access-new",
    wait: "main form",
    act: (page) => page.locator("main summary").click(),
  },
  { name: "cluster-access", in: "/access", wait: "main table" },
  { name: "audit-log", at: "/audit-log", wait: "main table" },
  {
    name: "audit-row",
    at: "/audit-log",
    wait: "main table",
    act: async (page) => {
      await page.getByRole("button", { name: "cluster.update" }).click();
      await page.waitForSelector("[role=dialog] dl");
    },
    settle: 400,
  },
  { name: "usage", at: "/usage", wait: "canvas", settle: 500 },
  { name: "forgot", at: "/forgot", wait: "form", fresh: true },
  { name: "reset", at: "/reset#token=good", wait: "form", fresh: true },
  { name: "verify", at: "/verify#token=good", wait: "button", fresh: true },
  { name: "invitation", at: "/invitation#token=good", wait: "form" },
  { name: "not-found", at: "/clusters/lkc-nothing", wait: "h1" },
  { name: "clusters-new", at: "/clusters-new", wait: "form" },
  {
    name: "home-empty",
    at: "/signup",
    fresh: true,
    wait: "form",
    act: async (page) => {
      await signUp(page);
      await page.locator("header a[href='/']").first().click();
      await page.waitForSelector("text=No cluster yet");
    },
    settle: 300,
  },
  {
    name: "start",
    at: "/signup",
    fresh: true,
    wait: "form",
    act: async (page) => {
      await signUp(page);
      await page.getByRole("button", { name: "Create cluster" }).click();
      await page.getByRole("button", { name: "Create topic" }).click();
      await page.getByRole("button", { name: "Create key" }).click();
      await page.waitForSelector("pre");
    },
    settle: 400,
  },
  {
    name: "palette",
    at: "/",
    wait: "main table",
    act: async (page) => {
      await page.keyboard.press("Control+k");
      await page.waitForSelector("[role=dialog] input");
      await page.keyboard.type("or");
    },
    settle: 400,
  },
  {
    name: "shortcuts",
    at: "/",
    wait: "main table",
    act: async (page) => {
      await page.keyboard.press("Shift+Slash");
      await page.waitForSelector("[role=dialog] kbd");
    },
    settle: 300,
  },
  {
    name: "session-over",
    at: "/service-accounts",
    fault: [{ path: "/iam/v2/service-accounts", status: 401 }],
    wait: "[role=dialog] form",
    settle: 300,
  },
  {
    name: "offline",
    at: "/service-accounts",
    fault: [{ path: "/iam/v2/service-accounts", status: 0 }],
    wait: "main > [role=status]",
    settle: 300,
  },
];

async function signUp(page) {
  await page.getByLabel("E-mail").fill("kim@acme.example");
  await page.getByLabel("Password", { exact: true }).fill("correct horse battery");
  await page.getByLabel("Organization").fill("Acme");
  await page.getByRole("button", { name: "Create account" }).click();
  await page.waitForURL("**/start");
}
