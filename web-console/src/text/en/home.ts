export default {
  "home.empty": "No cluster yet",
  "home.emptyText":
    "Five steps lead from here to the first message: a cluster, a topic, a key, a program, and watching it work.",
  "home.environmentEmpty": "No cluster in this environment yet",
  "home.guide": "Begin",
  "home.openEnvironment": "Open environment",

  "attention.expires": "Key {name} expires",
  "attention.open": "Open",
  "attention.refused": "Key {name}: {count} refused log-ins ({reason}), the last",
  "attention.title": "Needs attention",

  "environments.create": "Create environment",
  "environments.id": "Environment id",
  "environments.nameHelp": "For example staging or production. Unique in the organization.",
  "environments.one": "Environment",
} as const;
