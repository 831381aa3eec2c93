// The six digits by which one phone of a pair tells the other to record, without any network.
import { fromBase64, utf8 } from "./bytes.ts";

// The other phone may have heard of more hand-overs than this one.
const AHEAD = 3;

/** First six digits of HMAC-SHA256(key, "handover|round|count") read as a number, modulo a million. */
export async function codeFor(key: string, round: number, count: number): Promise<string> {
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const secret = await crypto.subtle.importKey("raw", fromBase64(key), hmac, false, ["sign"]);
  const mac = new Uint8Array(await crypto.subtle.sign("HMAC", secret, utf8(`handover|${round}|${count}`)));
  return mac.reduce((rest, byte) => (rest * 256 + byte) % 1_000_000, 0).toString().padStart(6, "0");
}

/** Which hand-over a typed code belongs to, from `count` on; null if to none. */
export async function countOf(key: string, round: number, count: number, typed: string): Promise<number | null> {
  const digits = typed.replace(/\D/g, "");
  for (let at = count; at <= count + AHEAD; at += 1) {
    if ((await codeFor(key, round, at)) === digits) return at;
  }
  return null;
}
