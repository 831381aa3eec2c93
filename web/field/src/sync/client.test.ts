// One call: what is sent, how an answer is read, and what none means.
import { expect, test } from "vitest";
import { Clock, NEW_CLOCK } from "../logic/clock.ts";
import { text, unpack } from "../logic/bytes.ts";
import { Client, Failure } from "./client.ts";

function line(answer: (init: RequestInit) => Response | Promise<Response>, patience = Infinity) {
  const sent: { url: string; init: RequestInit }[] = [];
  const clock = new Clock(NEW_CLOCK, () => ({ wall: 1_000, steady: 0 }));
  const fetch = async (url: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    sent.push({ url: String(url), init });
    return answer(init);
  };
  const later = (work: () => void) => {
    const timer = patience < Infinity ? setTimeout(work, patience) : undefined;
    return () => clearTimeout(timer);
  };
  return { sent, clock, client: new Client({ fetch, origin: "https://here", later }, clock) };
}
const fault = (work: Promise<unknown>) => work.then(() => null, (one: unknown) => one as Failure);
const REPLY = { now: 5_000, results: [], have: [], gaps: [] };

test("a push carries its token and nothing of the browser's, small ones plain and large ones packed", async () => {
  const { sent, client, clock } = line(() => Response.json(REPLY));
  await client.push("bc1.x", "{}");
  await client.push("bc1.x", JSON.stringify("x".repeat(2_000)));
  expect(sent[0]).toMatchObject({ url: "https://here/sync/v1/push", init: { method: "POST", body: "{}", credentials: "omit" } });
  const headers = new Headers(sent[1]!.init.headers);
  expect([headers.get("Authorization"), headers.get("Content-Encoding")]).toEqual(["Bearer bc1.x", "gzip"]);
  const body = sent[1]!.init.body as Uint8Array<ArrayBuffer>;
  expect(body.length).toBeLessThan(100);
  expect(text(await unpack(body, "gzip"))).toContain("xxx");
  expect(clock.now()).toBe(5_000);
});

test("no answer in time, none at all, and a portal's page are no answers", async () => {
  const never = line((init) => new Promise((_, no) => init.signal!.addEventListener("abort", () => no(new Error()))), 5);
  expect(await fault(never.client.hello())).toMatchObject({ status: 0, timedOut: true });
  const broken = line(() => Promise.reject(new TypeError("no network")));
  expect(await fault(broken.client.hello())).toMatchObject({ status: 0, timedOut: false });
  const portal = line(() => new Response("<html>Log in to Wi-Fi</html>"));
  expect(await fault(portal.client.hello())).toMatchObject({ status: 0 });
});

test("a refusal keeps its code and the pause it asks for", async () => {
  const busy = line(() => Response.json({ code: "fieldsync.busy", message: "" }, { status: 503, headers: { "Retry-After": "7" } }));
  expect(await fault(busy.client.push("t", "{}"))).toMatchObject({ status: 503, wait: 7_000 });
  const gone = line(() => Response.json({ code: "fieldsync.revoked", message: "", wipe: true }, { status: 403 }));
  expect(await fault(gone.client.pull("t", 1, 2, 3))).toMatchObject({ status: 403, trouble: { wipe: true }, wait: 0 });
  expect(gone.sent[0]!.url).toBe("https://here/sync/v1/pull?round=1&epoch=2&after=3&limit=500");
  const page = line(() => new Response("<h1>Bad gateway</h1>", { status: 502 }));
  expect(await fault(page.client.list("t"))).toMatchObject({ status: 502, trouble: null });
});
