// Records on their way by hand: a file of ciphertext that anybody may carry and only the office can read.
import { Refusal } from "../contract.ts";
import type { Sealed, Wrapped } from "../wire.ts";
import { type Bytes, pack, sha256, text, unpack, utf8 } from "./bytes.ts";

export type CarriedRecord = Omit<Sealed, "inc">;
export interface Carry {
  format: "bacung-carry-1";
  made: string;
  device: string;
  inc: string;
  kid: string;
  wrapped: string;
  next_n: number;
  records: CarriedRecord[];
  sha256: string;
}

const digest = (records: CarriedRecord[]): Promise<string> => sha256(utf8(JSON.stringify(records)));

export async function makeCarry(
  about: Wrapped & { device: string; next_n: number; made: string },
  sealed: Sealed[],
): Promise<Carry> {
  const records = sealed.map(({ id, n, v, iv, ct }) => ({ id, n, v, iv, ct }));
  const { made, device, inc, kid, wrapped, next_n } = about;
  return {
    format: "bacung-carry-1", made, device, inc, kid, wrapped, next_n, records, sha256: await digest(records),
  };
}

/** Reads a file; refuses with `file-foreign` what is none of ours, with `file-damaged` what was changed. */
export async function readCarry(said: string): Promise<Carry> {
  let file: Carry;
  try {
    file = JSON.parse(said) as Carry;
  } catch {
    throw new Refusal("file-foreign");
  }
  if (file?.format !== "bacung-carry-1") throw new Refusal("file-foreign");
  if (!isWhole(file) || (await digest(file.records)) !== file.sha256) throw new Refusal("file-damaged");
  return file;
}

const isWhole = (file: Carry): boolean =>
  [file.inc, file.kid, file.wrapped].every((one) => typeof one === "string") &&
  Array.isArray(file.records) &&
  file.records.every(
    (one) => [one?.id, one?.iv, one?.ct].every((part) => typeof part === "string") && Number.isInteger(one.n),
  );

export const packCarry = (file: Carry): Promise<Bytes> => pack(utf8(JSON.stringify(file)), "deflate");

export async function unpackCarry(bytes: Bytes): Promise<Carry> {
  let said: string;
  try {
    said = text(await unpack(bytes, "deflate"));
  } catch {
    throw new Refusal("file-damaged");
  }
  return readCarry(said);
}
