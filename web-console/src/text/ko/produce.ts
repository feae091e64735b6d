import type produce from "../en/produce";

export default {
  "produce.acknowledged": "파티션 {partition} · 오프셋 {offset} · {ms} ms 만에 확인됨",
  "produce.addHeader": "헤더 추가",
  "produce.automatic": "자동",
  "produce.badJson": "올바른 JSON이 아니에요. 그래도 쓸 수 있어요.",
  "produce.base64": "Base64",
  "produce.form": "값의 형식",
  "produce.headerName": "헤더",
  "produce.headerValue": "값",
  "produce.json": "JSON",
  "produce.many": "{count, plural, other {메시지 #개, 마지막:}}",
  "produce.noKey": "없음",
  "produce.null": "Null",
  "produce.produce": "쓰기",
  "produce.removeHeader": "이 헤더 빼기",
  "produce.templates": "키, 값, 헤더의 {i}, {uuid}, {now} 자리는 메시지마다 채워져요.",
  "produce.text": "텍스트",
  "produce.times": "몇 개",
  "produce.title": "메시지 쓰기",
} satisfies Record<keyof typeof produce, string>;
