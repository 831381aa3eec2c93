import { describe, expect, test } from "vitest";
import { vietnamese } from "../words/words.ts";
import { banners } from "./banners.ts";
import { hourOf, numberOf } from "./door-text.ts";
import { blank, faultOf, personDraft } from "./found.ts";
import { minutesUntil, promiseText, slotsAfter, slotText, tonightHours, weekday } from "./hours.ts";
import { onApple } from "./install.svelte.ts";
import { resolved } from "./look.svelte.ts";
import { pinFault } from "./pin.ts";
import { addressOf, codeOf, placeOf } from "./place.svelte.ts";
import { syncText } from "./sync.ts";
import { door, EVENING, view } from "./trial.ts";

const QUIET = { from: "21:30", to: "07:00" };
const at = (hour: string): number => Date.parse(`2023-06-02T${hour}:00+07:00`);

describe("hours", () => {
  test("coming back tonight is offered at half hours that are left, never in quiet hours", () => {
    expect(tonightHours(at("18:40"), QUIET)).toEqual(["19:30", "20:00", "20:30"]);
    expect(tonightHours(at("20:20"), QUIET)).toEqual(["21:00"]);
    expect(tonightHours(at("21:10"), QUIET)).toEqual([]);
    expect(tonightHours(at("23:50"), { from: "02:00", to: "07:00" })).toEqual([]);
  });

  test("an hour of today is said alone, another with its day", () => {
    expect(promiseText("2023-06-02T20:00:00+07:00", EVENING, "vi")).toBe("20:00");
    expect(promiseText("2023-06-03T18:30:00+07:00", EVENING, "vi")).toBe("T7 3/6 18:30");
    expect(slotText("2023-06-05T08:00+07:00", "en")).toBe("Mon 5/6 08:00");
    expect(weekday("2023-06-04", "vi")).toBe("CN 4/6");
  });

  test("desk hours are sent to the second, and only those to come", () => {
    const slots = ["2023-06-02T14:00+07:00", "2023-06-05T08:00+07:00"];
    expect(slotsAfter(slots, EVENING)).toEqual(["2023-06-05T08:00:00+07:00"]);
  });

  test("the last minute counts as one", () => {
    expect(minutesUntil(EVENING + 1, EVENING)).toBe(1);
  });
});

describe("banners", () => {
  const names = (...more: Parameters<typeof view>): string[] =>
    banners(view(...more), more[0]?.now ?? EVENING, vietnamese, false).map((one) => one.name);

  test("a quiet evening has none", () => {
    expect(names()).toEqual([]);
  });

  test("twenty minutes before quiet hours the end is near, and then it is there", () => {
    expect(names({ now: at("21:09") })).toEqual([]);
    expect(names({ now: at("21:11") })).toEqual(["quiet-soon"]);
    expect(names({ now: at("21:30") })).toEqual(["quiet"]);
    expect(names({ quiet: { ...view().quiet, over: true } })).toEqual(["quiet"]);
  });

  test("erased data come before all else, and no more than three are shown", () => {
    const shown = names({
      erased: { unsent: 4 }, storage: { persisted: false, freeMb: 5, level: "full" }, role: "backup",
      clock: { offsetMin: 60, lies: true },
    });
    expect(shown).toEqual(["erased", "storage", "backup"]);
  });

  test("a new version is offered when one lies ready", () => {
    expect(banners(view(), EVENING, vietnamese, true).map((one) => one.act?.to)).toEqual(["use-update"]);
  });

  test("a clock that is behind is told without a minus", () => {
    expect(banners(view({ clock: { offsetMin: -90, lies: true } }), EVENING, vietnamese, false)[0]!.text).toContain("lệch 90");
  });
});

describe("where the records are, in words", () => {
  const said = (more: Partial<ReturnType<typeof view>["sync"]>): string =>
    syncText({ ...view().sync, ...more }, vietnamese).text;

  test.each([
    [{}, "Đã gửi hết"],
    [{ unsent: 3 }, "3 bản ghi chờ gửi"],
    [{ unsent: 3, phase: "sending" }, "Đang gửi 3 bản ghi…"],
    [{ unsent: 3, phase: "offline" }, "Không có sóng · 3 bản ghi nằm an toàn trên máy"],
    [{ phase: "offline" }, "Không có sóng · vẫn làm việc được"],
    [{ unsent: 2, phase: "waiting", problem: "busy" }, "Máy chủ đang bận · 2 bản ghi sẽ tự gửi lại"],
  ] as const)("%o", (more, text) => {
    expect(said(more)).toBe(text);
  });
});

test("a screen and its door are found in the address, and the pairing code too", () => {
  expect(placeOf(addressOf("door", "a/b ê"))).toEqual({ screen: "door", about: "a/b ê" });
  expect(placeOf("")).toEqual({ screen: "", about: "" });
  expect(codeOf("#pair=ABCD-1234")).toBe("ABCD-1234");
  expect(codeOf("#pair=<b>")).toBe("");
});

test("a PIN is six digits that are not the first ones tried", () => {
  expect(pinFault("12345", "12345")).toBe("short");
  expect(["111111", "123456", "654321", "567890"].map((pin) => pinFault(pin, pin))).toEqual(Array(4).fill("easy"));
  expect(pinFault("270594", "270595")).toBe("differ");
  expect(pinFault("270594", "270594")).toBeNull();
});

test("somebody found needs a name; what was left empty is not told", () => {
  expect(faultOf(blank(), 2023)).toBe("needName");
  expect(faultOf({ ...blank(), name: "Lan", born: "2031" }, 2023)).toBe("badYear");
  expect(faultOf({ ...blank(), name: "Lan", born: "31/2/1954" }, 2023)).toBe("badYear");
  const lan = { ...blank(), name: " Lan ", born: "1954", sex: "female" as const };
  expect(faultOf(lan, 2023)).toBeNull();
  expect(personDraft(lan)).toEqual({ name: "Lan", born: "1954", sex: "female" });
});

test("it is dark in the evening, unless the walker wants it light", () => {
  expect([6, 12, 17, 18, 23, 5].map((hour) => resolved("auto", false, hour))).toEqual(
    ["light", "light", "light", "dark", "dark", "dark"],
  );
  expect(resolved("auto", true, 12)).toBe("dark");
  expect(resolved("light", true, 23)).toBe("light");
});

test("a door in reserve has no number, one just found a plus; a promise goes before the plan", () => {
  expect([door(), door({ pos: null }), door({ pos: null, found: true })].map(numberOf)).toEqual(["1", "·", "+"]);
  const promised = door({ promise: "2023-06-02T20:00:00+07:00" });
  expect(hourOf(promised, EVENING, vietnamese, "vi")).toEqual({ text: "Hẹn 20:00", firm: true });
  expect(hourOf(door(), EVENING, vietnamese, "vi")).toEqual({ text: "Khoảng 18:30", firm: false });
  expect(hourOf(door({ group: "return" }), EVENING, vietnamese, "vi")).toBeNull();
});

test("an iPhone is told of Safari, an Android of Chrome", () => {
  expect(onApple("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X)")).toBe(true);
  expect(onApple("Mozilla/5.0 (Linux; Android 13)")).toBe(false);
});
