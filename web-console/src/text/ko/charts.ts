import type charts from "../en/charts";

export default {
  "chart.asTable": "표로 보기",
  "chart.back": "이전 범위로",
  "chart.loading": "불러오는 중",
  "chart.notMeasured": "측정값 없음",
  "chart.nothing": "{name}: 측정된 값이 없어요.",
  "chart.numbersOf": "{title} 수치",
  "chart.quiet": "아직 트래픽이 없어요",
  "chart.range": "시간 범위",
  "chart.sentence": "{name}: 지금 {now}, 최고 {peak}, 최저 {low}.",
  "chart.silent": "{time} 이후 데이터 없음",
  "chart.time": "시간",
} satisfies Record<keyof typeof charts, string>;
