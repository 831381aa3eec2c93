import { expect, test } from "vitest";
import { World } from "./trial/world.ts";

const ACTIVATED = { outcome: "home" as const, people: [{ person: 10, outcome: "activated" as const }] };

test("a visit is on this phone, then sent and counted", async () => {
  const world = new World();
  const lan = await world.paired();
  expect(lan.view.stage).toBe("ready");
  expect(lan.view.doors).toHaveLength(30);
  expect(lan.view.next).toBe(1);

  world.fate = () => "lost";
  await lan.phone.recordVisit(1, ACTIVATED);
  await lan.phone.sync();
  expect(lan.view.records[0]!.mark).toBe("phone");
  expect(lan.view.sync).toMatchObject({ unsent: 1, phase: "offline" });
  expect(lan.view.next).toBe(2);

  world.fate = () => "ok";
  await lan.phone.sync();
  expect(lan.view.evening).toEqual({ recorded: 1, onServer: 1, counted: 1, activated: 1 });
  expect(lan.view.sync).toMatchObject({ unsent: 0, phase: "idle", problem: null });
});
