// Records that leave a phone by hand, and recording that passes from one phone of a pair to the other.
import { expect, test } from "vitest";
import { Refusal } from "../contract.ts";
import { type Handset, World } from "./trial/world.ts";

const nobody = { outcome: "nobody" as const, people: [] };
const code = async (work: Promise<unknown>): Promise<string> =>
  work.then(() => "done", (fault: unknown) => (fault instanceof Refusal ? fault.code : String(fault)));

async function offline(world: World, visits: number): Promise<Handset> {
  const lan = await world.paired();
  world.fate = () => "lost";
  for (let hh = 1; hh <= visits; hh += 1) await lan.phone.recordVisit(hh, nobody);
  return lan;
}

test("a file carried by two phones, twice each, and at last the phone itself: all stored once", async () => {
  const world = new World();
  const lan = await offline(world, 4);
  const [file] = await lan.phone.exportFiles();
  expect([file!.records, file!.name]).toEqual([4, expect.stringMatching(/^ba-cung-2023-06-02-[0-9a-f]{8}\.json$/)]);
  const said = await file!.blob.text();
  expect(said).not.toMatch(/nobody|visit/);
  world.fate = () => "ok";
  for (const carrier of [await world.paired(), await world.paired()]) {
    for (const _ of [1, 2]) {
      expect(await carrier.phone.importFile(said)).toBe(4);
      await carrier.phone.sync();
    }
    expect(carrier.view.sync.carried).toBe(0);
    expect(carrier.view.records).toEqual([]);
  }
  const { events, quarantine } = world.office.state;
  expect(Object.keys(events).sort()).toEqual(lan.view.records.map((one) => one.id).sort());
  await lan.phone.sync();
  expect(lan.view.sync.unsent).toBe(0);
  expect(Object.keys(events)).toHaveLength(4);
  expect(quarantine).toEqual({});
});

test("a file waits with its carrier until the server has answered", async () => {
  const world = new World();
  const lan = await offline(world, 1);
  const [file] = await lan.phone.exportFiles();
  world.fate = () => "ok";
  const carrier = await world.paired();
  world.fate = () => "answer-lost";
  await carrier.phone.importFile(await file!.blob.text());
  await carrier.restart();
  expect(carrier.view.sync.carried).toBe(1);
  world.fate = () => "ok";
  await carrier.phone.sync();
  expect(carrier.view.sync.carried).toBe(0);
});

test("QR codes are read in any order, again and again, among others", async () => {
  const world = new World();
  const lan = await offline(world, 12);
  const frames = await lan.phone.qrFrames();
  expect(frames.length).toBeGreaterThan(2);
  expect(frames.every((frame) => /^[0-9A-Z $%*+\-./:]{1,940}$/.test(frame))).toBe(true);
  world.fate = () => "ok";
  const carrier = await world.paired();
  expect((await carrier.phone.importFrame("https://example.org")).of).toBe(0);
  let taken = 0;
  for (const frame of [...frames.slice(1), ...frames].reverse()) {
    taken += (await carrier.phone.importFrame(frame)).taken ?? 0;
  }
  expect(taken).toBe(12);
  await carrier.phone.sync();
  expect(Object.keys(world.office.state.events)).toHaveLength(12);
});

test("a changed file and a foreign one are refused, and nothing to carry is said", async () => {
  const world = new World();
  const lan = await offline(world, 1);
  const [file] = await lan.phone.exportFiles();
  const said = await file!.blob.text();
  expect(await code(lan.phone.importFile(said.replace('"n":1', '"n":2')))).toBe("file-damaged");
  expect(await code(lan.phone.importFile("{}"))).toBe("file-foreign");
  expect(await code(lan.phone.importFile("hello"))).toBe("file-foreign");
  world.fate = () => "ok";
  await lan.phone.sync();
  expect(await code(lan.phone.exportFiles())).toBe("nothing");
});

test("recording passes to the other phone by six digits, and back", async () => {
  const world = new World();
  const lan = await world.paired();
  world.office.bundle.pair.recording = false;
  const hung = await world.paired();
  for (const device of Object.values(world.office.state.devices)) device.recording = false;
  await hung.phone.sync();
  world.fate = () => "lost";
  expect([lan.view.role, hung.view.role]).toEqual(["recording", "backup"]);
  expect(await code(hung.phone.recordVisit(1, nobody))).toBe("backup");
  expect(await code(hung.phone.takeHandover("000000"))).toBe("code-unknown");

  const digits = await lan.phone.giveHandover();
  expect(digits).toMatch(/^\d{6}$/);
  expect(await code(lan.phone.recordVisit(1, nobody))).toBe("backup");
  world.fate = () => "ok";
  for (const device of Object.values(world.office.state.devices)) device.recording = true;
  await lan.phone.sync();
  await lan.restart();
  expect(lan.view.role).toBe("backup");
  world.fate = () => "lost";
  await hung.phone.takeHandover(`${digits.slice(0, 3)} ${digits.slice(3)}`);
  await hung.phone.recordVisit(1, nobody);
  await hung.restart();
  expect(hung.view.role).toBe("recording");

  await lan.phone.takeHandover(await hung.phone.giveHandover());
  expect([lan.view.role, hung.view.role]).toEqual(["recording", "backup"]);
});

test("found people and households are doors and persons at once", async () => {
  const world = new World();
  const lan = await world.paired();
  const hh = await lan.phone.addHousehold({ hamlet: 1, address: "Ngõ 5", head: "Đỗ Văn Tư", people: [] });
  const person = await lan.phone.addPerson(hh, { name: "Đỗ Thị Mơ", sex: "female", born: "1960", phone: "0912 345 678" });
  await lan.phone.recordVisit(hh, { outcome: "home", people: [{ person, outcome: "activated" }] });
  const door = lan.view.doors.find((one) => one.hh === hh)!;
  expect(door).toMatchObject({ found: true, group: "done", status: "done", mark: "phone" });
  expect(door.people).toMatchObject([{ name: "Đỗ Thị Mơ", settled: true, tail: "678", found: true }]);
  expect(lan.phone.search("do thi mo").map((one) => one.hh)).toEqual([hh]);
});
