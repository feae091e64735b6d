export default {
  "code.command": "Command",

  "confirm.cancel": "Cancel",
  "confirm.final": "There is no way back.",
  "confirm.type": "Type {name} to go on",
  "confirm.typeFirst": "Type {name} first.",

  "copy.copy": "Copy",
  "copy.done": "Copied",
  "copy.what": "Copy: {what}",

  "field.description": "Description",
  "field.descriptionOptional": "Description (optional)",
  "field.name": "Name",
  "field.nameMissing": "A name is needed.",
  "field.nameOptional": "Name (optional)",

  "form.advanced": "Advanced",
  "form.asCode": "As code",
  "form.nothingChanged": "Nothing was changed.",
  "form.save": "Save",

  "json.formatAnyway": "Format anyway",

  "span.days": "{count, plural, one {# day} other {# days}}",
  "span.hours": "{count, plural, one {# hour} other {# hours}}",
  "span.minutes": "{count, plural, one {# minute} other {# minutes}}",
  "span.seconds": "{count, plural, one {# second} other {# seconds}}",

  "status.open": "Open",
  "status.active": "Active",
  "status.completingRebalance": "Completing rebalance",
  "status.connecting": "Connecting",
  "status.creating": "Creating",
  "status.dead": "Dead",
  "status.deleting": "Deleting",
  "status.empty": "Empty",
  "status.expired": "Expired",
  "status.failed": "Failed",
  "status.live": "Live",
  "status.paused": "Paused",
  "status.preparingRebalance": "Preparing rebalance",
  "status.reading": "Reading",
  "status.revoked": "Revoked",
  "status.revoking": "Revoking",
  "status.running": "Running",
  "status.stable": "Stable",
  "status.stopped": "Stopped",

  "table.badExpression": "Not a regular expression: {problem}",
  "table.clear": "Clear",
  "table.columns": "Columns",
  "table.regular": "Regular expression",
  "table.select": "Select {name}",
  "table.selectAll": "Select all",
  "table.selected": "{count, plural, one {# selected} other {# selected}}",

  "unit.bytes": "bytes",
  "unit.messages": "messages",
  "unit.ms": "milliseconds",

  "status.retiring": "Retiring",
} as const;
