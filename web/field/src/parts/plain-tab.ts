// A browser's tab is no safe place for records. Only a demonstration may be tried in one, at its own wish (?browser=1),
// and says so as long as it runs.
const ALLOWED = "bacung_try";

const installed = (): boolean =>
  matchMedia("(display-mode: standalone), (display-mode: fullscreen), (display-mode: minimal-ui)").matches;

export const plainTab = (): boolean => !installed() && remembered() === "yes";

function remembered(): string | null {
  try {
    return localStorage.getItem(ALLOWED);
  } catch {
    return null;
  }
}

/** Asks the server whether it shows made-up figures only; without its word nothing is allowed. */
export async function mayTry(): Promise<void> {
  if (new URLSearchParams(location.search).get("browser") !== "1" || remembered() === "yes") return;
  const answer = await fetch("about.json").catch(() => null);
  const about = answer?.ok ? ((await answer.json()) as { demo?: boolean }) : {};
  if (about.demo) localStorage.setItem(ALLOWED, "yes");
}
