// RFC 9285: bytes in the letters that QR codes write most tightly, three for every two bytes.
import type { Bytes } from "./bytes.ts";

const LETTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

export function toLetters(bytes: Uint8Array): string {
  let said = "";
  for (let at = 0; at < bytes.length; at += 2) {
    const two = at + 1 < bytes.length;
    let value = two ? bytes[at]! * 256 + bytes[at + 1]! : bytes[at]!;
    for (let digit = two ? 3 : 2; digit > 0; digit -= 1) {
      said += LETTERS[value % 45];
      value = Math.floor(value / 45);
    }
  }
  return said;
}

/** The bytes, or null for letters that mean none. */
export function fromLetters(said: string): Bytes | null {
  const bytes: number[] = [];
  for (let at = 0; at < said.length; at += 3) {
    const digits = [...said.slice(at, at + 3)].map((letter) => LETTERS.indexOf(letter));
    if (digits.length === 1 || digits.includes(-1)) return null;
    const value = digits[0]! + digits[1]! * 45 + (digits[2] ?? 0) * 2025;
    if (value >= (digits.length === 3 ? 65536 : 256)) return null;
    bytes.push(...(digits.length === 3 ? [Math.floor(value / 256), value % 256] : [value]));
  }
  return new Uint8Array(bytes);
}
