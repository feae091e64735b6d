import type parts from "../en/parts";

export default {
  "code.command": "명령",

  "confirm.cancel": "취소",
  "confirm.final": "되돌릴 수 없어요.",
  "confirm.type": "계속하려면 입력하세요: {name}",
  "confirm.typeFirst": "먼저 입력하세요: {name}",

  "copy.copy": "복사",
  "copy.done": "복사했어요",
  "copy.what": "복사: {what}",

  "field.description": "설명",
  "field.descriptionOptional": "설명 (선택)",
  "field.name": "이름",
  "field.nameMissing": "이름이 필요해요.",
  "field.nameOptional": "이름 (선택)",

  "form.advanced": "고급",
  "form.asCode": "코드로 보기",
  "form.nothingChanged": "바뀐 것이 없어요.",
  "form.save": "저장",

  "json.formatAnyway": "그래도 정리해서 보기",

  "span.days": "{count, plural, other {#일}}",
  "span.hours": "{count, plural, other {#시간}}",
  "span.minutes": "{count, plural, other {#분}}",
  "span.seconds": "{count, plural, other {#초}}",

  "status.open": "열림",
  "status.active": "사용 중",
  "status.completingRebalance": "리밸런스 마무리 중",
  "status.connecting": "연결 중",
  "status.done": "완료",
  "status.sending": "보내는 중",
  "status.creating": "만드는 중",
  "status.dead": "종료됨",
  "status.deleting": "삭제 중",
  "status.empty": "비어 있음",
  "status.expired": "만료됨",
  "status.failed": "실패",
  "status.live": "실시간",
  "status.paused": "일시 정지",
  "status.preparingRebalance": "리밸런스 준비 중",
  "status.reading": "읽는 중",
  "status.revoked": "폐기됨",
  "status.revoking": "폐기 중",
  "status.running": "실행 중",
  "status.stable": "안정",
  "status.stopped": "멈춤",

  "table.badExpression": "올바른 정규식이 아니에요: {problem}",
  "table.clear": "선택 해제",
  "table.columns": "열",
  "table.regular": "정규식",
  "table.select": "선택: {name}",
  "table.selectAll": "모두 선택",
  "table.selected": "{count, plural, other {#개 선택}}",

  "unit.bytes": "바이트",
  "unit.messages": "메시지 수",
  "unit.ms": "밀리초",

  "status.retiring": "종료 예정",
} satisfies Record<keyof typeof parts, string>;
