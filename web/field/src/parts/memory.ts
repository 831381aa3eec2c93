// Small choices of the walker (language, colours) that may be lost without harm. Never data of the round.
const PREFIX = "bacung.";

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(PREFIX + name, value);
  } catch {
    // Storage that is full or forbidden costs a choice, nothing else.
  }
}

export function kept(name: string): string | null {
  try {
    return localStorage.getItem(PREFIX + name);
  } catch {
    return null;
  }
}
