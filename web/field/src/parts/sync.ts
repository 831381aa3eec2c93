// Where the records are, in words.
import type { SyncView } from "../contract.ts";
import type { Words } from "../words/words.ts";

export interface SyncText {
  text: string;
  kind: "done" | "wait" | "stop";
}

export function syncText(sync: SyncView, words: Words): SyncText {
  const say = words.tonight.sync;
  if (sync.phase === "sending") return { text: say.sending(sync.unsent), kind: "wait" };
  if (sync.phase === "offline") return { text: say.offline(sync.unsent), kind: "wait" };
  if (sync.phase === "stopped") return { text: say.waiting(sync.unsent), kind: sync.unsent ? "stop" : "wait" };
  if (sync.problem) return { text: say.later(sync.unsent), kind: "wait" };
  return sync.unsent ? { text: say.waiting(sync.unsent), kind: "wait" } : { text: say.allSent, kind: "done" };
}
