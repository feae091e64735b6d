import type home from "../en/home";

export default {
  "home.empty": "아직 클러스터가 없어요",
  "home.emptyText":
    "첫 메시지까지 다섯 단계예요. 클러스터, 토픽, 키, 프로그램을 만들고 잘 되는지 지켜보면 돼요.",
  "home.environmentEmpty": "이 환경에는 아직 클러스터가 없어요",
  "home.guide": "시작",
  "home.openEnvironment": "환경 열기",

  "attention.expires": "키 만료: {name}",
  "attention.open": "열기",
  "attention.refused": "키 {name}: 로그인 거부 {count}회 ({reason}), 마지막",
  "attention.title": "확인이 필요해요",

  "environments.create": "환경 만들기",
  "environments.id": "환경 ID",
  "environments.nameHelp": "예: staging, production. 조직 안에서 하나뿐인 이름이어야 해요.",
  "environments.one": "환경",
} satisfies Record<keyof typeof home, string>;
