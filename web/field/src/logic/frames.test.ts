import { expect, test } from "vitest";
import { fromLetters, toLetters } from "./qr-letters.ts";
import { utf8 } from "./bytes.ts";
import { cut, Joiner } from "./frames.ts";

const bytes = (length: number, step = 7) => Uint8Array.from({ length }, (_, at) => (at * step) % 256);

test.each([["AB", "BB8"], ["Hello!!", "%69 VD92EX0"], ["base-45", "UJCLQE7W581"], ["ietf!", "QED8WEX0"]])(
  "%s is written as the standard says", (plain, written) => {
    expect(toLetters(utf8(plain))).toBe(written);
    expect(fromLetters(written)).toEqual(utf8(plain));
  },
);

test("letters that mean no bytes are none", () => {
  for (const wrong of ["A", "GGW", "a1", ":::", "AAAA"]) expect(fromLetters(wrong)).toBeNull();
});

test("cut and joined in any order, with repetitions, are the same bytes", async () => {
  const whole = bytes(5_000);
  const frames = await cut(whole);
  expect(frames).toHaveLength(9);
  const joiner = new Joiner();
  const order = [...frames.slice(3), ...frames.slice(2), ...frames].reverse();
  const got = [];
  for (const frame of order) got.push(await joiner.take(frame));
  expect(got.flatMap((one) => (one?.whole ? [one.whole] : []))).toEqual([whole]);
  expect(got.at(-1)).toEqual({ done: 9, of: 9, whole: null });
});

test("two files shown at once do not mix, and foreign codes are passed over", async () => {
  const [one, two] = [bytes(1_500), bytes(1_500, 11)];
  const joiner = new Joiner();
  const frames = (await Promise.all([cut(one), cut(two)])).flat();
  expect(await joiner.take("https://example.org/BC1:1/2")).toBeNull();
  expect(await joiner.take("BC1:3/2:01234567:AA")).toBeNull();
  const whole = [];
  for (const frame of frames.sort()) whole.push((await joiner.take(frame))?.whole);
  expect(whole.filter(Boolean)).toEqual(expect.arrayContaining([one, two]));
});

test("a misread frame spoils the set, which begins anew", async () => {
  const whole = bytes(1_000);
  const [first, second] = (await cut(whole)) as [string, string];
  const joiner = new Joiner();
  await joiner.take(`${first.slice(0, -3)}${first.endsWith("000") ? "111" : "000"}`);
  expect(await joiner.take(second)).toEqual({ done: 0, of: 2, whole: null });
  await joiner.take(first);
  expect((await joiner.take(second))!.whole).toEqual(whole);
});
