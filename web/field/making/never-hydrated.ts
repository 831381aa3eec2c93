// The app is drawn on the phone and never taken over from a server's HTML. Svelte guards all that is for such pages by
// one variable; said to be constant, a tenth of Svelte falls away.
import type { Plugin } from "vite";

const VARIABLE = "export let hydrating = false;";
const SETTING = "hydrating = value;";

export function neverHydrated(code: string): string {
  if (!code.includes(VARIABLE) || !code.includes(SETTING)) throw new Error("Svelte guards hydration in another way now");
  return code.replace(VARIABLE, VARIABLE.replace("let", "const")).replace(SETTING, "");
}

export const leaveOutHydration = (): Plugin => ({
  name: "leave-out-hydration",
  enforce: "pre",
  transform: (code, id) => (id.endsWith("/client/dom/hydration.js") ? neverHydrated(code) : null),
});
