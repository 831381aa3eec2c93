// A file shown as QR codes one after another: "BC1:i/n:hash8:chunk". i counts from 1; hash8 is the beginning of the
// SHA-256 of all bytes (capitals, for the tight QR letters); chunk is base45. Any order, any repetition, lost frames
// come round again, frames of something else are passed over.
import { fromLetters, toLetters } from "./qr-letters.ts";
import { type Bytes, sha256 } from "./bytes.ts";

// 900 letters fit a QR code of version 17, which a cheap camera still reads from a phone's screen.
const CHUNK = 600;
const FRAME = /^BC1:(\d{1,4})\/(\d{1,4}):([0-9A-F]{8}):(.+)$/s;

const mark = async (bytes: Bytes): Promise<string> => (await sha256(bytes)).slice(0, 8).toUpperCase();

export async function cut(bytes: Bytes): Promise<string[]> {
  const of = Math.max(1, Math.ceil(bytes.length / CHUNK));
  const name = await mark(bytes);
  return Array.from({ length: of }, (_, i) => {
    return `BC1:${i + 1}/${of}:${name}:${toLetters(bytes.subarray(i * CHUNK, (i + 1) * CHUNK))}`;
  });
}

export interface Joined {
  done: number;
  of: number;
  /** All bytes, once, when the last frame has come and the hash is right. */
  whole: Bytes | null;
}

/** Puts frames together; several files may be shown in turn. */
export class Joiner {
  #sets = new Map<string, Map<number, Bytes>>();
  #finished = new Set<string>();

  /** Null if the text is no frame of ours. */
  async take(text: string): Promise<Joined | null> {
    const said = FRAME.exec(text);
    const chunk = said && fromLetters(said[4]!);
    const [i, of] = [Number(said?.[1]), Number(said?.[2])];
    if (!said || !chunk || i < 1 || i > of) return null;
    const key = `${of}:${said[3]}`;
    if (this.#finished.has(key)) return { done: of, of, whole: null };
    const set = this.#sets.get(key) ?? new Map<number, Bytes>();
    this.#sets.set(key, set.set(i, chunk));
    if (set.size < of) return { done: set.size, of, whole: null };
    return this.#finish(key, said[3]!, of, set);
  }

  async #finish(key: string, name: string, of: number, set: Map<number, Bytes>): Promise<Joined> {
    this.#sets.delete(key);
    const parts = Array.from({ length: of }, (_, i) => set.get(i + 1)!);
    const whole = new Uint8Array(await new Blob(parts).arrayBuffer());
    if ((await mark(whole)) !== name) return { done: 0, of, whole: null };
    this.#finished.add(key);
    return { done: of, of, whole };
  }
}
