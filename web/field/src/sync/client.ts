// The calls to the server. Each tells the clock what the server said of the time.
import { pack, utf8 } from "../logic/bytes.ts";
import { TIMEOUT } from "../logic/backoff.ts";
import type { Clock } from "../logic/clock.ts";
import type { Bundle, Hello, PairReply, PairRequest, PullReply, PushReply, Trouble } from "../wire.ts";

/** `status` 0: nothing answered; `timedOut`: not in time. `wait`: what the server asked for, ms. */
export class Failure extends Error {
  constructor(
    readonly status: number,
    readonly trouble: Trouble | null = null,
    readonly wait = 0,
    readonly timedOut = false,
  ) {
    super(trouble?.code ?? `status ${status}`);
  }
}

export interface Net {
  fetch: typeof fetch;
  /** Where the server's /sync/v1/ lies: "" on its own origin. */
  origin: string;
  later(work: () => void, ms: number): () => void;
}

// A list of 60 kB needs eight seconds on the slowest link it is meant for.
const LIST_TIMEOUT = 60_000;
const WORTH_PACKING = 1_000;

interface Call {
  token?: string;
  body?: string;
  timeout?: number;
}

export class Client {
  constructor(
    private readonly net: Net,
    private readonly clock: Clock,
  ) {}

  hello(): Promise<Hello> {
    return this.#call<Hello>("hello");
  }

  pair(request: PairRequest): Promise<PairReply> {
    return this.#call<PairReply>("pair", { body: JSON.stringify(request) });
  }

  list(token: string): Promise<Bundle> {
    return this.#call<Bundle>("bootstrap", { token, timeout: LIST_TIMEOUT });
  }

  push(token: string, body: string): Promise<PushReply> {
    return this.#call<PushReply>("push", { token, body });
  }

  pull(token: string, round: number, epoch: number, after: number): Promise<PullReply> {
    return this.#call<PullReply>(`pull?round=${round}&epoch=${epoch}&after=${after}&limit=500`, { token });
  }

  basemap(token: string, round: number): Promise<unknown> {
    return this.#call<unknown>(`basemap?round=${round}`, { token, timeout: LIST_TIMEOUT });
  }

  async #call<T>(path: string, call: Call = {}): Promise<T> {
    const aborter = new AbortController();
    const cancel = this.net.later(() => aborter.abort(), call.timeout ?? TIMEOUT);
    const sent = this.clock.reading();
    try {
      const init = { ...(await request(call)), signal: aborter.signal };
      const response = await this.net.fetch(`${this.net.origin}/sync/v1/${path}`, init).catch(() => null);
      const body = response && ((await response.json().catch(() => null)) as unknown);
      if (!response || aborter.signal.aborted) throw new Failure(0, null, 0, aborter.signal.aborted);
      if (!response.ok) throw failure(response, body as Trouble | null);
      // A portal of a guest network answers everything with its own page.
      if (body === null || typeof body !== "object") throw new Failure(0);
      if ("now" in body && typeof body.now === "number") this.clock.heard(body.now, sent);
      return body as T;
    } finally {
      cancel();
    }
  }
}

async function request({ token, body }: Call): Promise<RequestInit> {
  const headers: Record<string, string> = token ? { Authorization: `Bearer ${token}` } : {};
  const plain = { headers, credentials: "omit", cache: "no-store", redirect: "error" } as const;
  if (body === undefined) return plain;
  headers["Content-Type"] = "application/json";
  if (body.length < WORTH_PACKING) return { ...plain, method: "POST", body };
  headers["Content-Encoding"] = "gzip";
  return { ...plain, method: "POST", body: await pack(utf8(body), "gzip") };
}

function failure(response: Response, trouble: Trouble | null): Failure {
  const asked = Number(response.headers.get("Retry-After") ?? trouble?.retry_after ?? 0);
  return new Failure(response.status, trouble, Number.isFinite(asked) ? asked * 1000 : 0);
}
