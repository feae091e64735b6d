/** In the order in which they are offered. */
export const languages = ["java", "spring", "python", "go", "node", "dotnet", "rust", "kcat"] as const;
export type Language = (typeof languages)[number];
