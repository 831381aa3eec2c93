// Names for events that no two phones give twice: RFC 9562 version 7, 48 bits of time that nobody trusts, 74 of luck.
import { hex } from "./bytes.ts";

export type Luck = (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;

const luck: Luck = (bytes) => crypto.getRandomValues(bytes);

export function uuid7(now: number, draw: Luck = luck): string {
  const bytes = draw(new Uint8Array(16));
  const time = Math.max(0, Math.min(Math.floor(now), 2 ** 48 - 1));
  for (let at = 0; at < 6; at += 1) bytes[at] = Math.floor(time / 2 ** (40 - 8 * at)) % 256;
  bytes[6] = 0x70 | (bytes[6]! & 0x0f);
  bytes[8] = 0x80 | (bytes[8]! & 0x3f);
  const said = hex(bytes);
  return [said.slice(0, 8), said.slice(8, 12), said.slice(12, 16), said.slice(16, 20), said.slice(20)].join("-");
}
