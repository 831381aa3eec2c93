// Bytes as texts and back.

export type Bytes = Uint8Array<ArrayBuffer>;

export const utf8 = (text: string): Bytes => new TextEncoder().encode(text);
export const text = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true }).decode(bytes);

export function base64(bytes: Uint8Array): string {
  let said = "";
  for (let at = 0; at < bytes.length; at += 8192) said += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(said);
}

export const fromBase64 = (said: string): Bytes => Uint8Array.from(atob(said), (letter) => letter.charCodeAt(0));

export const hex = (bytes: Uint8Array): string => [...bytes].map((one) => one.toString(16).padStart(2, "0")).join("");

export const sha256 = async (bytes: Bytes): Promise<string> =>
  hex(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)));

const through = async (bytes: Bytes, way: ReadableWritablePair<Uint8Array, BufferSource>): Promise<Bytes> =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(way)).arrayBuffer());

export const pack = (bytes: Bytes, as: CompressionFormat): Promise<Bytes> => through(bytes, new CompressionStream(as));
export const unpack = (bytes: Bytes, as: CompressionFormat): Promise<Bytes> =>
  through(bytes, new DecompressionStream(as));
