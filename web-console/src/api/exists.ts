import type { operations } from "./generated";
import { planned } from "./planned";

/** Whether the server has this call. What the contract only plans is offered nowhere; the API in memory has it all. */
export const exists = (operation: keyof operations): boolean => __FAKE_API__ || !planned.has(operation);
