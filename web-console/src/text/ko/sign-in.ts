import type signIn from "../en/sign-in";

export default {
  "login.otherAccount": "다른 계정",
  "login.email": "이메일",
  "login.noAccount": "아직 계정이 없나요?",
  "login.password": "비밀번호",
  "login.showPassword": "비밀번호 보이기/숨기기",
  "login.singleSignOn": "SSO로 로그인",
  "login.submit": "로그인",
  "login.title": "로그인",

  "signup.emailBad": "이메일 주소가 아니에요.",
  "signup.haveAccount": "계정이 있나요?",
  "signup.lead": "나만의 스트리밍 계정. 카드는 필요 없어요.",
  "signup.organization": "조직",
  "signup.organizationHelp": "회사나 프로젝트의 이름이에요.",
  "signup.organizationMissing": "조직 이름이 필요해요.",
  "signup.passwordRule": "10자 이상이어야 해요.",
  "signup.passwordShort": "{count, plural, other {지금 #자예요. 10자 이상이어야 해요.}}",
  "signup.submit": "계정 만들기",
  "signup.title": "계정 만들기",

  "forgot.title": "비밀번호 찾기",
  "forgot.submit": "링크 보내기",
  "forgot.sent": "계정이 있으면 메일이 가요: {email}",
  "forgot.link": "잊으셨나요?",
  "forgot.lead": "새 비밀번호를 정하는 링크를 보내요. 한 시간 동안 한 번만 쓸 수 있어요.",
  "forgot.back": "로그인으로 돌아가기",

  "invitation.until": "링크를 쓸 수 있는 때까지:",
  "invitation.title": "조직 참여: {organization}",
  "invitation.lead": "초대받은 주소: {email}.",
  "invitation.accept": "수락",

  "reset.title": "새 비밀번호",
  "reset.submit": "비밀번호 저장",
  "reset.newLink": "링크 다시 받기",
  "reset.lead": "이 계정의 모든 세션이 끝나요.",
  "reset.done": "새 비밀번호로 바뀌었어요.",

  "verify.title": "이메일 주소 확인",
  "verify.submit": "확인",
  "verify.done": "주소를 확인했어요.",

  "security.code": "코드",
  "security.codeOrRecovery": "앱의 여섯 자리 또는 복구 코드예요.",
  "security.factor": "2단계 인증",
} satisfies Record<keyof typeof signIn, string>;
