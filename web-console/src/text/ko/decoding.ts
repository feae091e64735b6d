import type decoding from "../en/decoding";

export default {
  "decoding.decoder": "읽는 방식",
  "decoding.hex": "맞는 것이 없어 바이트를 그대로 보여요.",
  "decoding.isJson": "JSON이에요.",
  "decoding.isNumber": "크기가 맞아요. {bits}비트 숫자로 읽으면 {value}",
  "decoding.isRegistry":
    "레지스트리 스키마가 있는 데이터처럼 시작해요. 스키마: {schema}. 여기에는 레지스트리가 없어 필드를 알 수 없어요.",
  "decoding.isText": "UTF-8 텍스트예요.",
  "decoding.json": "JSON",
  "decoding.json.cut": "앞부분만 있어요.",
  "decoding.json.no_text": "텍스트가 아니어서 JSON일 수 없어요.",
  "decoding.json.too_large": "1 MB보다 커서 시도하지 않았어요.",
  "decoding.jsonMalformed": "JSON이 아니에요: {detail}",
  "decoding.noNumber": "{size}바이트예요. Kafka 숫자는 4 또는 8바이트예요.",
  "decoding.noText": "UTF-8이 아니에요: 위치 {at}에는 올 수 없는 바이트: {byte}",
  "decoding.number": "숫자",
  "decoding.registry": "스키마 레지스트리",
  "decoding.registryFirst": "첫 바이트: {byte}. 0x00이 아니에요.",
  "decoding.registryShort": "스키마를 가리키는 5바이트보다 짧아요.",
  "decoding.result": "결과",
  "decoding.text": "텍스트",
  "decoding.used": "표시 중",
  "messages.decoding": "디코딩",
} satisfies Record<keyof typeof decoding, string>;
