import type saved from "../en/saved";

export default {
  "saved.delete": "삭제",
  "saved.keep": "이 필터 저장",
  "saved.manage": "이 필터 저장, 또는 삭제…",
  "saved.name": "이름",
  "saved.nameMissing": "필터는 이름으로 저장해요.",
  "saved.none": "저장한 필터가 아직 없어요. 어느 브라우저에서나 볼 수 있어요.",
  "saved.nothingTyped": "입력한 필터가 아직 없어요.",
  "saved.open": "저장됨",
  "saved.replace": "저장된 것 바꾸기",
  "saved.title": "저장한 필터",
  "saved.use": "사용",
} satisfies Record<keyof typeof saved, string>;
