// Two phones of one evening, a server that is set back to old copies, phones paired anew, files carried across: in the
// end the server has every record, byte for byte, once stored or kept apart.
import { expect, test } from "vitest";
import { Refusal } from "../contract.ts";
import { die } from "./trial/die.ts";
import { type Fate, type Handset, PIN, World } from "./trial/world.ts";

const FATES: Fate[] = ["ok", "ok", "ok", "lost", "answer-lost", "twice", "late"];

/** Whoever the server does not know any more gets a new code. */
async function knownAgain(world: World, phone: Handset): Promise<void> {
  await phone.phone.sync();
  if (phone.view.sync.problem === "pair-again") await phone.phone.pair(world.office.code());
  await phone.phone.sync();
}

async function carried(from: Handset, to: Handset): Promise<void> {
  const files = await from.phone.exportFiles().catch((fault: unknown) => {
    if (fault instanceof Refusal && fault.code === "nothing") return [];
    throw fault;
  });
  for (const file of files) await to.phone.importFile(await file.blob.text());
}

test.each([11, 12, 13, 14])("a week of bad luck, seed %i", async (seed) => {
  const world = new World();
  const { roll, pick } = die(seed);
  const copies = [world.office.backup()];
  const phones = [await world.paired()];
  copies.push(world.office.backup());
  phones.push(await world.paired());
  const created: string[] = [];
  world.fate = () => pick(FATES);
  for (let step = 0; step < 40; step += 1) {
    world.time += roll() * 3_600_000;
    const [phone, what] = [pick(phones), roll()];
    if (what < 0.5) created.push(await phone.phone.recordVisit(1 + Math.floor(roll() * 30), { outcome: "nobody", people: [] }));
    else if (what < 0.65) await phone.phone.sync();
    else if (what < 0.72) copies.push(world.office.backup());
    else if (what < 0.79) world.office.restore(pick(copies));
    else if (what < 0.86) await carried(phone, phones.find((one) => one !== phone)!);
    else if (what < 0.93) await phone.restart();
    else await world.arrive();
    if (phone.view.sync.problem === "pair-again") {
      await phone.phone.pair(world.office.code()).catch(() => undefined);
    }
  }
  world.fate = () => "ok";
  await world.arrive();
  for (const phone of [...phones, ...phones]) await knownAgain(world, phone);
  const { events, quarantine } = world.office.state;
  // A file that reaches a server set back before its own phone does makes that life the carrier's: what the phone then
  // sends openly is kept apart as another phone's, whole, for the office to take.
  expect([...new Set([...Object.keys(events), ...Object.keys(quarantine)])].sort()).toEqual([...created].sort());
  expect(Object.values(quarantine).filter((one) => one.code !== "other-phone")).toEqual([]);
  for (const phone of phones) {
    expect(phone.view.sync).toMatchObject({ unsent: 0, carried: 0, problem: null });
    await phone.restart(PIN);
    for (const { id } of phone.view.records) expect(JSON.parse((events[id] ?? quarantine[id])!.raw)).toMatchObject({ id });
  }
});
