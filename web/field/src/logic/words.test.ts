import { expect, test } from "vitest";
import { age, formOfAddress, greet } from "./address.ts";
import { byGivenName, fold, match } from "./fold.ts";

test("accents and đ are folded away", () => {
  expect(fold("Đặng Thị  Ngọc Ánh")).toBe("dang thi ngoc anh");
  expect(fold("ĐƯỜNG Nguyễn Huệ")).toBe("duong nguyen hue");
  expect(fold("Hòa".normalize("NFD"))).toBe(fold("Hòa".normalize("NFC")));
});

test("words are found in any order and from their beginnings", () => {
  const text = "Số 12, ngõ 5, Đỗ Văn Tư";
  expect(match("tu do", text)).toBeGreaterThan(0);
  expect(match("12", text)).toBeGreaterThan(match("1", text));
  expect(match("hoa", text)).toBe(0);
  expect(match("", text)).toBe(0);
});

test("people are listed by their given names", () => {
  const names = ["Trần Văn Bình", "Lê Thị An", "Đỗ Văn Đức", "Bùi Thị Cúc"];
  expect([...names].sort(byGivenName)).toEqual(["Lê Thị An", "Trần Văn Bình", "Bùi Thị Cúc", "Đỗ Văn Đức"]);
});

const DAY = "2023-06-02";

test("age is counted to the day where the day is known", () => {
  expect(age("1954-06-02", DAY)).toBe(69);
  expect(age("1954-06-03", DAY)).toBe(68);
  expect(age("1954", DAY)).toBe(69);
  expect(age("", DAY)).toBeNull();
});

test.each([
  ["1940", "female", "Cụ"], ["1954", "female", "Bà"], ["1954", "male", "Ông"], ["1970", "male", "Bác"],
  ["1983", "male", "Chú"], ["1983", "female", "Cô"], ["2000", "female", "Chị"], ["2000", "male", "Anh"],
  ["2008", "male", "Em"], ["1954", "", "Ông/bà"], ["", "female", "Chị"],
] as const)("born %s, %s: %s", (born, sex, form) => {
  expect(formOfAddress(born, sex, DAY)).toBe(form);
});

test("at the door one says the given name", () => {
  expect(greet("Nguyễn Thị Bình", "1954", "female", DAY)).toBe("Bà Bình");
});
