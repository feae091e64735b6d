import type { Language } from "./language";

/**
 * The API's sentences in other languages, by the code of its error. Only those stand here that say all without their figures; every other
 * sentence is shown as the API wrote it.
 */
export const apiSentences: Partial<Record<Language, Readonly<Record<string, string>>>> = {
  ko: {
    csrf: "다른 탭에서 세션이 바뀌었어요. 다시 시도하세요.",
    deletion_protected: "삭제 보호가 켜져 있어요. 먼저 끄세요.",
    email_taken: "이 주소의 계정이 이미 있어요. 로그인하세요.",
    environment_not_empty: "환경에 클러스터가 남아 있어요. 먼저 삭제하세요.",
    last_environment: "조직에는 환경이 늘 하나는 있어야 해요.",
    method_not_allowed: "이 주소에서는 할 수 없는 요청이에요.",
    second_factor_missing: "먼저 내 2단계 인증을 설정하세요. 설정의 보안에 있어요.",
    second_factor_required: "이 조직에는 2단계 인증이 필요해요.",
    single_sign_on_required: "이 조직에는 비밀번호로 들어갈 수 없어요. 로그인 화면에서 SSO로 로그인하세요.",
    too_large: "요청이 너무 커요.",
    unauthenticated: "로그인이 필요해요.",
    wrong_credentials: "이메일과 비밀번호가 맞지 않아요.",
  },
};
