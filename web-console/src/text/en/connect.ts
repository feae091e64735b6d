export default {
  "connect.address": "Address",
  "connect.client": "Connect a client",
  "connect.createKey": "Create a key for this",
  "connect.language": "Language",
  "connect.needsJava": "Needs a JDK 17 or newer and Maven 3.8 or newer",
  "connect.needsDotnet": "Needs the .NET SDK 8.0 or newer",
  "connect.needsRust":
    "Needs Rust 1.85 or newer, a C compiler, make and perl; the first build takes a few minutes",
  "connect.needsKcat": "Needs kcat 1.7 or newer",
  "connect.needsPython": "Needs Python 3.9 or newer",
  "connect.protocol": "Protocol",
  "connect.rest": "REST endpoint",
  "connect.run": "Produce and consume",
  "connect.runText":
    "Paste it into a terminal. It produces ten messages and consumes them in the group first-group.",
  "connect.secret": "Secret of this key",
  "connect.secretHelp": "It was shown when the key was created. It stays on this page.",
  "connect.snippet": "Program in {name}",
  "connect.title": "Connect",
  "connect.needsGo": "Needs Go 1.26 or newer",
  "connect.needsNode": "Needs Node.js 18 or newer",
  "connect.needsSpring": "Needs a JDK 17 or newer and Maven 3.8 or newer",
} as const;
