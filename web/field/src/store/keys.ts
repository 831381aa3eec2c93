// Keys at rest. The data key of a life (AES-256-GCM) is sealed twice: by the PIN together with a key that never leaves
// this phone, and by the organisation's public key, so that a forgotten PIN loses nothing.
import { base64, type Bytes, fromBase64, utf8 } from "../logic/bytes.ts";
import type { Box, Database } from "./database.ts";

/** The floor wins over speed: on a slow phone unlocking takes longer than a second. */
export const ROUNDS = 600_000;
const MOST_ROUNDS = 2_000_000;
const GOAL_MS = 700;
const TRIAL = 100_000;

export interface PinRule {
  salt: Bytes;
  rounds: number;
}
/** What a PIN is stretched with; PBKDF2-SHA-256 everywhere but in tests. */
export type Stretch = (pin: string, rule: PinRule) => Promise<Bytes>;

const AES = { name: "AES-GCM", length: 256 };
const HMAC = { name: "HMAC", hash: "SHA-256" };
const OAEP = { name: "RSA-OAEP", hash: "SHA-256" };

/** At most 64 kB at once is what browsers draw. */
export function random(length: number): Bytes {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; at += 65_536) crypto.getRandomValues(bytes.subarray(at, at + 65_536));
  return bytes;
}

export const stretch: Stretch = async (pin, { salt, rounds }) => {
  const key = await crypto.subtle.importKey("raw", utf8(pin), "PBKDF2", false, ["deriveBits"]);
  const rule = { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds };
  return new Uint8Array(await crypto.subtle.deriveBits(rule, key, 256));
};

/** As many rounds as take about 0.7 s here, never fewer than the floor. */
export async function calibrate(steady: () => number, by: Stretch = stretch): Promise<PinRule> {
  const began = steady();
  await by("000000", { salt: random(16), rounds: TRIAL });
  const rounds = Math.round((TRIAL * GOAL_MS) / Math.max(1, steady() - began));
  return { salt: random(16), rounds: Math.min(MOST_ROUNDS, Math.max(ROUNDS, rounds)) };
}

/** The key that never leaves this phone; made at its first use. */
export async function deviceKey(db: Database): Promise<CryptoKey> {
  const held = await db.read(["keys"], (tx) => tx.objectStore("keys").get("device"));
  if (held) return held;
  const made = (await crypto.subtle.generateKey({ ...HMAC, length: 512 }, false, ["sign"])) as CryptoKey;
  await db.write(["keys"], (tx) => tx.objectStore("keys").put(made, "device"));
  return made;
}

/** HMAC by the device key over the stretched PIN, as a key that seals data keys. */
export async function pinKey(pin: string, rule: PinRule, device: CryptoKey, by: Stretch): Promise<CryptoKey> {
  const mac = await crypto.subtle.sign("HMAC", device, await by(pin, rule));
  return crypto.subtle.importKey("raw", mac, AES, false, ["encrypt", "decrypt"]);
}

export const dataKey = (raw: Bytes): Promise<CryptoKey> =>
  crypto.subtle.importKey("raw", raw, AES, false, ["encrypt", "decrypt"]);

export async function seal(key: CryptoKey, plain: Bytes, about: string): Promise<Box> {
  const iv = random(12);
  const rule = { name: "AES-GCM", iv, additionalData: utf8(about) };
  return { iv, ct: new Uint8Array(await crypto.subtle.encrypt(rule, key, plain)) };
}

/** Null if the key is another one or a byte was changed. */
export async function open(key: CryptoKey, box: Box, about: string): Promise<Bytes | null> {
  const rule = { name: "AES-GCM", iv: box.iv, additionalData: utf8(about) };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(rule, key, box.ct));
  } catch {
    return null;
  }
}

/** A data key for the office's eyes: RSA-OAEP by its public key (SPKI DER, base64). */
export async function wrapForOffice(raw: Bytes, spki: string): Promise<string> {
  const key = await crypto.subtle.importKey("spki", fromBase64(spki), OAEP, false, ["encrypt"]);
  return base64(new Uint8Array(await crypto.subtle.encrypt(OAEP, key, raw)));
}

export const LONGEST_PAUSE = 1_800_000;

/** How long after the n-th wrong PIN nobody may try: four are free, then 30 s, doubled up to half an hour. */
export const pinPause = (wrong: number): number =>
  wrong < 5 ? 0 : Math.min(LONGEST_PAUSE, 30_000 * 2 ** (wrong - 5));
