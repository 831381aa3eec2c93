// A server for tests: says what the real one says of pairing, pushes and pulls, opens sealed records with its own
// private key, and can be taken back to an older backup.
import { base64, type Bytes, fromBase64, sha256, text, unpack, utf8 } from "../../logic/bytes.ts";
import type { Bundle, FieldEvent, PairRequest, PushHead, Range, Result, Row, Sealed } from "../../wire.ts";

const OAEP = { name: "RSA-OAEP", hash: "SHA-256" };
const pairOfKeys = crypto.subtle.generateKey(
  { ...OAEP, modulusLength: 3072, publicExponent: new Uint8Array([1, 0, 1]) }, true, ["encrypt", "decrypt"],
) as Promise<CryptoKeyPair>;

interface Stored {
  inc: string;
  n: number;
  digest: string;
  raw: string;
  seq: number;
  device: string;
}
interface State {
  codes: string[];
  devices: Record<string, { token: string; epoch: number; recording: boolean; revoked: boolean }>;
  lives: Record<string, { device: string; wrapped: string }>;
  events: Record<string, Stored>;
  quarantine: Record<string, { code: string; inc: string; n: number; raw: string }>;
  rows: Row[];
  /** Which device a row came from. */
  senders: Record<number, string>;
  seq: number;
}

export class Office {
  state: State = { codes: [], devices: {}, lives: {}, events: {}, quarantine: {}, rows: [], senders: {}, seq: 0 };
  /** Ids of events that are refused, with the code. */
  refuses = new Map<string, string>();
  /** Answers every push so until it is null. */
  trouble: { status: number; code: string; wipe?: boolean; retry?: number } | null = null;
  /** More events than this in one push are too large. */
  most = 200;
  pushes: (PushHead & { events: string[] })[] = [];
  bundle: Bundle;

  constructor(
    private readonly now: () => number,
    bundle: Bundle,
  ) {
    this.bundle = bundle;
  }

  code(): string {
    const code = `c${Object.keys(this.state.devices).length}-${this.state.codes.length}`;
    this.state.codes.push(code);
    return code;
  }

  backup(): string {
    return JSON.stringify(this.state);
  }

  restore(backup: string): void {
    this.state = JSON.parse(backup) as State;
  }

  async answer(path: string, init: RequestInit): Promise<Response> {
    const body = await bodyOf(init);
    const token = new Headers(init.headers).get("Authorization")?.slice(7);
    if (path === "hello") return json({ now: this.now(), v: [1], name: "Xã Bình An", kid: "k1", key: await publicKey() });
    if (path === "pair") return this.#pair(JSON.parse(body) as PairRequest);
    const device = Object.entries(this.state.devices).find(([, one]) => one.token === token)?.[0];
    if (!device) return json({ code: "fieldsync.token-unknown", message: "" }, 401);
    if (path === "push") return this.#push(device, body);
    if (this.state.devices[device]!.revoked) {
      return json({ code: "fieldsync.revoked", message: "", wipe: true }, 403);
    }
    if (path === "bootstrap") return json({ ...this.bundle, now: this.now(), seq: this.state.seq, epoch: this.#epoch(device) });
    return this.#pull(device, new URL(`http://x/${path}`).searchParams);
  }

  #epoch(device: string): number {
    return this.state.devices[device]!.epoch;
  }

  #pair(request: PairRequest): Response {
    if (!this.state.codes.includes(request.code)) return json({ code: "fieldsync.code-unknown", message: "" }, 403);
    this.state.codes = this.state.codes.filter((one) => one !== request.code);
    const device = crypto.randomUUID();
    const token = `bc1.${device}`;
    this.state.devices[device] = { token, epoch: 1, recording: true, revoked: false };
    this.state.lives[request.inc.inc] = { device, wrapped: request.inc.wrapped };
    return json({ now: this.now(), token, device, member: { name: "Lan" } });
  }

  async #push(device: string, body: string): Promise<Response> {
    if (this.trouble) {
      const { status, code, retry } = this.trouble;
      return json({ code, message: "" }, status, retry === undefined ? {} : { "Retry-After": String(retry) });
    }
    const events = rawEvents(body);
    const head = JSON.parse(body) as PushHead;
    if (events.length + (head.sealed?.length ?? 0) > this.most) return json({ code: "fieldsync.too-large", message: "" }, 413);
    this.pushes.push({ ...head, events });
    this.state.lives[head.inc] ??= { device, wrapped: head.wrapped?.inc === head.inc ? head.wrapped.wrapped : "" };
    if (head.wrapped) this.state.lives[head.wrapped.inc] ??= { device, wrapped: head.wrapped.wrapped };
    const results: Result[] = [];
    for (const raw of events) results.push(await this.#take(device, raw, false));
    for (const one of head.sealed ?? []) results.push(await this.#unseal(device, one, head.inc));
    const { epoch, recording } = this.state.devices[device]!;
    return json({
      now: this.now(), results, ...this.#held(head.inc, head.next_n),
      others: (head.keeps ?? []).map((one) => ({ inc: one.inc, ...this.#held(one.inc, one.next_n) })),
      device: { epoch, round: this.bundle.round.id, recording }, remarks: [],
    });
  }

  async #unseal(device: string, one: Sealed, inc: string): Promise<Result> {
    const opened = await this.open(one, one.inc ?? inc).catch(() => null);
    if (opened === null) return this.#hold("unopenable", one.id, one.inc ?? inc, one.n, JSON.stringify(one));
    return this.#take(device, opened, true);
  }

  /** The frozen text of a sealed record, opened with the office's private key. */
  async open(one: Sealed, inc: string): Promise<string> {
    const { privateKey } = await pairOfKeys;
    const raw = await crypto.subtle.decrypt(OAEP, privateKey, fromBase64(this.state.lives[inc]!.wrapped));
    const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]);
    const additionalData = utf8(`${one.id}|${inc}|${one.n}|${one.v}`);
    const rule = { name: "AES-GCM", iv: fromBase64(one.iv), additionalData };
    return text(new Uint8Array(await crypto.subtle.decrypt(rule, key, fromBase64(one.ct))));
  }

  async #take(device: string, raw: string, isSealed: boolean): Promise<Result> {
    const { id, inc, n, hh, k } = JSON.parse(raw) as FieldEvent;
    const digest = await sha256(utf8(raw));
    const known = this.state.events[id];
    if (known) {
      if (known.digest === digest) return { id, s: "duplicate", seq: known.seq, counted: true };
      return this.#hold("id-clash", id, inc, n, raw);
    }
    if (this.state.devices[device]!.revoked) return this.#hold("revoked", id, inc, n, raw);
    if (!isSealed && this.state.lives[inc]!.device !== device) return this.#hold("other-phone", id, inc, n, raw);
    const taken = Object.values(this.state.events).some((one) => one.inc === inc && one.n === n);
    if (taken) return this.#hold("number-clash", id, inc, n, raw);
    const refusal = this.refuses.get(id);
    if (refusal) return this.#hold(refusal, id, inc, n, raw);
    const seq = (this.state.seq += 1);
    this.state.events[id] = { inc, n, digest, raw, seq, device };
    this.state.rows.push({ seq, k, id, mine: true, counted: true, ...(typeof hh === "number" ? { hh } : {}) });
    this.state.senders[seq] = device;
    return { id, s: "stored", seq, counted: true };
  }

  #hold(code: string, id: string, inc: string, n: number, raw: string): Result {
    this.state.quarantine[id] ??= { code, inc, n, raw };
    return { id, s: "quarantined", code: this.state.quarantine[id]!.code };
  }

  #held(inc: string, next: number): { have: Range[]; gaps: Range[] } {
    const all = [...Object.values(this.state.events), ...Object.values(this.state.quarantine)];
    const have = new Set(all.filter((one) => one.inc === inc).map((one) => one.n));
    const top = Math.max(next - 1, ...have);
    const gaps = Array.from({ length: Math.max(0, top) }, (_, i) => i + 1).filter((n) => !have.has(n));
    return { have: [...have].map((n): Range => [n, n]), gaps: gaps.map((n): Range => [n, n]) };
  }

  /** Something becomes known at the office, or by another pair. */
  echo(row: Omit<Row, "seq">): void {
    this.state.seq += 1;
    this.state.rows.push({ ...row, seq: this.state.seq });
  }

  #pull(device: string, asked: URLSearchParams): Response {
    const epoch = this.#epoch(device);
    if (Number(asked.get("epoch")) !== epoch) return json({ code: "fieldsync.epoch", message: "", epoch }, 409);
    const after = Number(asked.get("after"));
    const due = this.state.rows.filter((row) => row.seq > after && [undefined, device].includes(this.state.senders[row.seq]));
    const rows = due.slice(0, 3);
    const next = due.length > 3 ? rows.at(-1)!.seq : this.state.seq;
    return json({ now: this.now(), epoch, round: this.bundle.round.id, rows, next, more: due.length > 3 });
  }
}

async function publicKey(): Promise<string> {
  return base64(new Uint8Array(await crypto.subtle.exportKey("spki", (await pairOfKeys).publicKey)));
}

async function bodyOf(init: RequestInit): Promise<string> {
  if (typeof init.body === "string") return init.body;
  return init.body ? text(await unpack(init.body as Bytes, "gzip")) : "";
}

const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify(body), { status, headers });

/** The texts of the events as they were sent, byte for byte. */
function rawEvents(body: string): string[] {
  const list = body.slice(body.indexOf('"events":[') + 10, -2);
  const found: string[] = [];
  let [depth, from, quoted] = [0, 0, false];
  for (let at = 0; at < list.length; at += 1) {
    const letter = list[at]!;
    if (quoted) {
      if (letter === "\\") at += 1;
      else if (letter === '"') quoted = false;
    } else if (letter === '"') quoted = true;
    else if (letter === "{") {
      if (depth === 0) from = at;
      depth += 1;
    } else if (letter === "}") {
      depth -= 1;
      if (depth === 0) found.push(list.slice(from, at + 1));
    }
  }
  return found;
}
