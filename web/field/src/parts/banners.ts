// What the walker has to know right now, the gravest first. Three lines at most: more is read by nobody.
import type { View } from "../contract.ts";
import type { Words } from "../words/words.ts";
import { minutesUntil } from "./hours.ts";

export interface Banner {
  name: string;
  kind: "stop" | "wait" | "note";
  text: string;
  /** What its button does; none without. */
  act?: { to: "phone" | "use-update"; text: string };
}

const SOON = 20;
const MOST = 3;

export function banners(view: View, now: number, words: Words, updateReady: boolean): Banner[] {
  const say = words.tonight.banner;
  const found: (Banner | false | null)[] = [
    view.erased && { name: "erased", kind: "stop", text: say.erased(view.erased.unsent) },
    view.sync.problem === "revoked" && { name: "revoked", kind: "stop", text: say.revoked },
    view.sync.problem === "pair-again" && { name: "token", kind: "stop", text: say.token },
    storage(view, words),
    quiet(view, now, words),
    view.role === "backup" && {
      name: "backup", kind: "note", text: say.backup, act: { to: "phone", text: say.backupGo },
    },
    view.clock.lies && { name: "clock", kind: "wait", text: say.clock(Math.abs(view.clock.offsetMin)) },
    view.sync.offerExport && {
      name: "export", kind: "wait", text: say.exportNow(view.sync.unsent), act: { to: "phone", text: say.exportGo },
    },
    updateReady && { name: "update", kind: "note", text: say.update, act: { to: "use-update", text: say.updateGo } },
  ];
  return found.filter((one) => one !== false && one !== null).slice(0, MOST) as Banner[];
}

function storage(view: View, words: Words): Banner | null {
  const { level, freeMb } = view.storage;
  const say = words.tonight.banner;
  if (level === "full") return { name: "storage", kind: "stop", text: say.storageFull(freeMb ?? 0) };
  if (level === "low") return { name: "storage", kind: "wait", text: say.storageLow(freeMb ?? 0) };
  return null;
}

function quiet(view: View, now: number, words: Words): Banner | null {
  const say = words.tonight.banner;
  const { from, endsAt, over } = view.quiet;
  if (view.bundle?.round.over) return { name: "over", kind: "stop", text: say.over };
  if (!view.bundle) return null;
  if (over || (endsAt !== null && now >= endsAt)) return { name: "quiet", kind: "stop", text: say.quiet(from) };
  const minutes = endsAt === null ? Infinity : minutesUntil(endsAt, now);
  return minutes <= SOON ? { name: "quiet-soon", kind: "wait", text: say.quietSoon(from, minutes) } : null;
}
