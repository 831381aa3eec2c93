// Light by day, dark at night: as the phone wishes, by the hour, or as the walker chose.
import { keep, kept } from "./memory.ts";

export type Look = "auto" | "light" | "dark";
const EVENING = 18;
const MORNING = 6;

export function resolved(look: Look, phoneIsDark: boolean, hour: number): "light" | "dark" {
  if (look !== "auto") return look;
  return phoneIsDark || hour >= EVENING || hour < MORNING ? "dark" : "light";
}

class Looks {
  chosen = $state<Look>("auto");

  remember(): void {
    const before = kept("look");
    if (before === "light" || before === "dark") this.chosen = before;
    this.show();
  }

  choose(look: Look): void {
    this.chosen = look;
    keep("look", look);
    this.show();
  }

  /** The hour is the phone's own: it only colours. */
  show(): void {
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const now = resolved(this.chosen, dark, new Date().getHours());
    document.documentElement.dataset["look"] = now;
    document.querySelector('meta[name="theme-color"]')?.setAttribute("content", now === "dark" ? "#000000" : "#0a5a61");
  }
}

export const looks = new Looks();
