export default {
  "chart.asTable": "As table",
  "chart.back": "Back to the range before",
  "chart.loading": "Loading",
  "chart.notMeasured": "not measured",
  "chart.nothing": "{name}: nothing was measured.",
  "chart.numbersOf": "{title} in numbers",
  "chart.quiet": "No traffic yet",
  "chart.range": "Time range",
  "chart.sentence": "{name}: now {now}, peak {peak}, low {low}.",
  "chart.silent": "No data since {time}",
  "chart.time": "Time",
} as const;
