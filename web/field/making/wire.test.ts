import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { WRITTEN, written } from "./wire.ts";

test("the phone's shapes are those the server describes", () => {
  expect(readFileSync(WRITTEN, "utf8"), "run: node web/field/making/wire.ts").toBe(written());
});
