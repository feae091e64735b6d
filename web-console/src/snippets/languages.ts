/** In the order in which they are offered. */
export const languages = ["java", "spring", "python", "go", "node", "kcat"] as const;
export type Language = (typeof languages)[number];
