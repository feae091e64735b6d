import type home from "../en/home";

export default {
  "home.empty": "아직 클러스터가 없어요",
  "home.emptyText":
    "첫 메시지까지 다섯 단계예요. 클러스터, 토픽, 키, 프로그램을 만들고 잘 되는지 지켜보면 돼요.",
  "home.environmentEmpty": "이 환경에는 아직 클러스터가 없어요",
  "home.guide": "시작",
  "home.openEnvironment": "환경 열기",

  "attention.expires": "키 만료: {name}",
  "attention.growing": "더 밀리는 그룹: {cluster} / {group}, 현재 {time}",
  "attention.retires": "이전 시크릿 만료, 키 {name}:",
  "attention.stuck": "커밋하지 않는 그룹: {cluster} / {group}, 메시지 {count}개 밀림",
  "attention.open": "열기",
  "attention.refused": "키 {name}: 로그인 거부 {count}회 ({reason}), 마지막",
  "attention.title": "확인이 필요해요",

  "environments.create": "환경 만들기",
  "environments.deleteFacts": "안에 클러스터가 없어요. 이 환경에 준 역할도 함께 사라져요.",
  "environments.deleteNamed": "삭제: {name}",
  "environments.deleteText": "비어 있는 환경만 삭제할 수 있어요.",
  "environments.id": "환경 ID",
  "environments.isLast": "조직에는 환경이 늘 하나는 있어야 해요. 이것이 마지막이에요.",
  "environments.lesson":
    "환경은 함께 쓰는 클러스터를 묶어요. 여기는 운영, 저기는 실험. 환경 전체에 권한을 줄 수도 있어요.",
  "environments.nameHelp": "예: staging, production. 조직 안에서 하나뿐인 이름이어야 해요.",
  "environments.notEmpty": "{count, plural, other {클러스터 #개가 들어 있어요. 먼저 삭제하세요.}}",
  "environments.settings": "환경 설정",
  "environments.one": "환경",
} satisfies Record<keyof typeof home, string>;
