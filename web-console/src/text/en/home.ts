export default {
  "home.empty": "No cluster yet",
  "home.emptyText":
    "Five steps lead from here to the first message: a cluster, a topic, a key, a program, and watching it work.",
  "home.environmentEmpty": "No cluster in this environment yet",
  "home.guide": "Begin",
  "home.openEnvironment": "Open environment",

  "attention.expires": "Key {name} expires",
  "attention.growing": "Group {group} in {cluster} falls further behind: {time} now",
  "attention.retires": "Key {name}: the old secret ends",
  "attention.stuck": "Group {group} in {cluster} commits nothing: {count} messages behind",
  "attention.open": "Open",
  "attention.refused": "Key {name}: {count} refused log-ins ({reason}), the last",
  "attention.title": "Needs attention",

  "environments.create": "Create environment",
  "environments.deleteFacts": "No cluster is in it. Role bindings at this environment go with it.",
  "environments.deleteNamed": "Delete {name}",
  "environments.deleteText": "Only an empty environment can be deleted.",
  "environments.id": "Environment id",
  "environments.isLast": "An organization always has one environment; this is the last.",
  "environments.lesson":
    "An environment holds clusters that belong together: production here, experiments there. Access can be given to a whole environment.",
  "environments.nameHelp": "For example staging or production. Unique in the organization.",
  "environments.notEmpty":
    "{count, plural, one {It holds # cluster. Delete it first.} other {It holds # clusters. Delete them first.}}",
  "environments.settings": "Environment settings",
  "environments.one": "Environment",
} as const;
