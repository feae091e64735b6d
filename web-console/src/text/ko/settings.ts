import type settings from "../en/settings";

export default {
  "settings.account": "계정",
  "settings.display": "화면",
  "settings.language": "언어",
  "settings.off": "끔",
  "settings.on": "켬",
  "settings.organization": "조직",
  "settings.organizationId": "조직 ID",
  "settings.session": "세션",
  "settings.shortcuts": "키보드 단축키",
  "settings.theme": "테마",
  "settings.themeAuto": "시스템",
  "settings.themeDark": "어둡게",
  "settings.themeLight": "밝게",
  "settings.time": "시간 표시",
  "settings.timeAge": "지난 시간",
  "settings.timeClock": "시각",
  "settings.title": "내 설정",
  "settings.userId": "사용자 ID",
  "settings.zone": "시간대",
  "settings.zoneLocal": "현지",
} satisfies Record<keyof typeof settings, string>;
