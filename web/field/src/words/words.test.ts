import { expect, test } from "vitest";
import { atDoor, reasonWords } from "../../making/reasons.ts";
import { english } from "./english.ts";
import { vietnameseLater } from "./later-words.ts";
import { GROUPS, OWN_BUTTON } from "./reasons.ts";
import { vietnamese } from "./words.ts";

type Leaf = string | ((...facts: never[]) => string);

/** Every word with the way to it, such as "door.told.shown". */
function leaves(table: object, way = ""): [string, Leaf][] {
  return Object.entries(table).flatMap(([key, value]) =>
    typeof value === "object" ? leaves(value as object, `${way}${key}.`) : [[way + key, value as Leaf]],
  );
}

const vi = new Map(leaves({ ...vietnamese, ...vietnameseLater }));
const en = new Map(leaves({ ...english.words, ...english.later }));
const said = (leaf: Leaf): string =>
  typeof leaf === "string" ? leaf : (leaf as (...facts: unknown[]) => string)(7, 3);
const MARKS = /[ăâđêôơưáàảãạấầẩẫậắằẳẵặéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]/i;
// Names and quoted words of another program stay as they are.
const NAMES = /Ba Cùng|“[^”]*”/g;

test("both tables have the same keys, and a list as many lines", () => {
  expect([...en.keys()].sort()).toEqual([...vi.keys()].sort());
});

test("no word is empty, and the English has no Vietnamese left in it", () => {
  expect([...vi, ...en].filter(([, leaf]) => !said(leaf).trim())).toEqual([]);
  expect([...en].filter(([, leaf]) => MARKS.test(said(leaf).replace(NAMES, "")))).toEqual([]);
});

test("what is counted is said in both languages", () => {
  const counts = (table: Map<string, Leaf>) =>
    [...table].filter(([, leaf]) => typeof leaf === "function").map(([key, leaf]) => [key, /7/.test(said(leaf))]);
  expect(counts(en)).toEqual(counts(vi));
  expect(counts(vi).filter(([, told]) => !told)).toEqual([]);
});

test("every reason told at a door has one place, and words in both languages", () => {
  const placed = Object.values(GROUPS).flat();
  expect([...placed, OWN_BUTTON].sort()).toEqual(atDoor().sort());
  expect(new Set(placed).size).toBe(placed.length);
  const words = { ...reasonWords("vi"), ...reasonWords("en") };
  expect(placed.filter((code) => !words[code])).toEqual([]);
});

test("undecided is offered before refusing", () => {
  expect(GROUPS.will.indexOf("NOT_YET_WILLING")).toBeLessThan(GROUPS.will.indexOf("REFUSES"));
});
