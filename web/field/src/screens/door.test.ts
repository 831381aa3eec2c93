// @vitest-environment jsdom
import { flushSync, mount, unmount } from "svelte";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Refusal } from "../contract.ts";
import { book } from "../parts/book.svelte.ts";
import { door, person, record, TrialPhone, view } from "../parts/trial.ts";
import { updates } from "../parts/updates.svelte.ts";
import Door from "./Door.svelte";

let phone: TrialPhone;
let screen: Record<string, unknown>;

function show(seen = view()): void {
  phone = new TrialPhone(seen);
  book.open(phone.phone);
  screen = mount(Door, { target: document.body, props: { about: "11" } });
  flushSync();
}

const buttons = (): HTMLButtonElement[] => [...document.querySelectorAll("button")];
const button = (name: string): HTMLButtonElement => {
  const found = buttons().find((one) => one.textContent?.trim().startsWith(name));
  if (!found) throw new Error(`no button ${name} among ${buttons().map((one) => one.textContent).join("|")}`);
  return found;
};
const press = (name: string): void => {
  button(name).click();
  flushSync();
};
const text = (): string => document.body.textContent ?? "";

beforeEach(() => {
  vi.stubGlobal("scrollTo", () => undefined);
  vi.stubGlobal("matchMedia", () => ({ matches: true }));
  Element.prototype.scrollIntoView = () => undefined;
});
afterEach(() => {
  void unmount(screen);
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

test("nobody home is saved with two taps", async () => {
  show();
  press("Không có ai");
  expect(text()).toContain("Sẽ ghi: Không có ai");
  press("Lưu");
  await vi.waitFor(() => expect(text()).toContain("Đã lưu trên máy này"));
  expect(phone.visits).toEqual([{ outcome: "nobody", people: [] }]);
});

test("it says saved only when the phone says so; refused, it says what to do and keeps what was typed", async () => {
  show();
  phone.refuse = new Refusal("not-saved");
  press("Không có ai");
  press("Lưu");
  await vi.waitFor(() => expect(text()).toContain("CHƯA LƯU ĐƯỢC"));
  expect(text()).not.toContain("Đã lưu trên máy này");
  phone.refuse = null;
  press("Lưu");
  await vi.waitFor(() => expect(text()).toContain("Đã lưu trên máy này"));
});

test("somebody home cannot be saved before a result is chosen", () => {
  show();
  press("Có người ở nhà");
  expect(button("Lưu").disabled).toBe(true);
  press("Đã kích hoạt");
  expect(button("Lưu").disabled).toBe(false);
  expect(text()).toContain("Ông Bảy: Đã kích hoạt");
});

test("collecting is offered only where kit and officer are along", () => {
  const seen = view({ doors: [door({ people: [person({ step: "collect" })] })] });
  show(seen);
  press("Có người ở nhà");
  expect(button("Thu nhận tại nhà")).toBeTruthy();
  void unmount(screen);
  document.body.replaceChildren();
  const bundle = seen.bundle!;
  show({ ...seen, bundle: { ...bundle, pair: { ...bundle.pair, officer: false } } });
  press("Có người ở nhà");
  expect(buttons().some((one) => one.textContent?.includes("Thu nhận tại nhà"))).toBe(false);
});

test("a new version waits while a visit is being typed", () => {
  show();
  expect(updates.typing).toBe(false);
  press("Có người ở nhà");
  expect(updates.typing).toBe(true);
  press("Chọn lại");
  expect(updates.typing).toBe(false);
});

test("a record is withdrawn or written anew, never edited", async () => {
  show(view({ records: [record({ id: "v9" })] }));
  press("Hủy bản ghi này");
  await vi.waitFor(() => expect(phone.voided).toEqual(["v9"]));
  press("Sửa: hủy và ghi lại");
  expect(text()).toContain("Bản ghi trước sẽ được hủy");
  press("Lưu");
  await vi.waitFor(() => expect(phone.visits[0]).toMatchObject({ outcome: "nobody", replaces: "v9" }));
});

test("the backup phone shows the door and writes nothing", () => {
  show(view({ role: "backup" }));
  expect(text()).toContain("Máy dự phòng không ghi được");
  expect(buttons().some((one) => one.textContent?.includes("Có người ở nhà"))).toBe(false);
});

test("a household that asked never to be knocked at is shown so before the answers", () => {
  show(view({ doors: [door({ may: "never" })] }));
  expect(text()).toContain("Nhà này đã xin đừng gõ cửa");
});
