export default {
  "start.cluster": "Create a cluster",
  "start.connectText": "Java, Python, kcat, ready to paste.",
  "start.connectedOnly": "A client has connected with the key but has not produced yet.",
  "start.consumed": "Consumed by {group}, {lag} behind",
  "start.key": "Create a key",
  "start.keyLesson":
    "User name and password for a program, for a new service account first-app that may produce and consume. The secret is shown once; it already stands in the snippet.",
  "start.lead": "From nothing to messages that arrive live. Everything is filled in; each step is one click.",
  "start.nobody": "No client has connected yet. Is the bootstrap address reachable from where you pasted?",
  "start.notConsumed": "Nothing has consumed them yet.",
  "start.openCluster": "Open the cluster",
  "start.openClusterText": "Traffic, topics, consumer groups.",
  "start.openTopic": "Open {topic}",
  "start.openTopicText": "All messages, live, with filters.",
  "start.ran": "{count} messages in the topic",
  "start.run": "Run a program",
  "start.secretGone":
    "The secret of the key was shown once and is not stored. Create another key to have the snippet filled in, or put your secret into it.",
  "start.terraform": "The same as Terraform",
  "start.terraformText":
    "A main.tf of what was clicked here. Its import blocks take over what exists, so nothing is made twice.",
  "start.title": "The first message",
  "start.took": "{span} since sign-up",
  "start.topic": "Create a topic",
  "start.waiting": "Waiting for the first message in {topic}.",
  "start.watch": "Watch",
  "start.wrongSecret": "A client used this key with a wrong secret {ago} ago.",
} as const;
