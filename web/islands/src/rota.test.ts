import { beforeEach, expect, test, vi } from "vitest";
import { attach } from "./rota";

let sent: Record<string, string>[];

beforeEach(() => {
  sent = [];
  document.body.innerHTML = `
    <form id="move"><input name="source"><input name="target"></form>
    <table data-form="move" data-label-picked="Đã nhấc" data-label-back="Đã trả về"><tbody>
      <tr><td id="a" data-cell="2023-06-02.1"><a href="/a" data-team draggable="true">Phòng Một</a></td>
          <td id="b" data-cell="2023-06-02.2"><a href="/b">còn trống</a></td></tr>
      <tr><td id="closed"><span>không nhận</span></td><td id="d" data-cell="2023-06-09.2"><a href="/d" data-team>Phòng Hai</a></td></tr>
    </tbody></table>`;
  const form = document.querySelector("form") as HTMLFormElement;
  form.requestSubmit = vi.fn(() => {
    sent.push(Object.fromEntries(new FormData(form)) as Record<string, string>);
  });
  attach(document.querySelector("table") as HTMLElement);
});

const at = (selector: string): HTMLElement => document.querySelector(selector) as HTMLElement;
const drag = (selector: string, kind: string): Event => {
  const event = new Event(kind, { bubbles: true, cancelable: true });
  at(selector).dispatchEvent(event);
  return event;
};
const press = (selector: string, key: string): Event => {
  const event = new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true });
  at(selector).dispatchEvent(event);
  return event;
};
const status = (): string => at("[role=status]").textContent;

test("a team dropped on another cell asks what the rules say", () => {
  drag("#a a", "dragstart");
  expect(drag("#b", "dragover").defaultPrevented).toBe(true);
  expect(at("#b").dataset.over).toBe("");
  drag("#b a", "drop");
  expect(sent).toEqual([{ source: "2023-06-02.1", target: "2023-06-02.2" }]);
  expect(document.querySelector("[data-over], [data-picked]")).toBeNull();
});

test("a cell that receives nobody takes no team, nor does the team's own", () => {
  drag("#a a", "dragstart");
  expect(drag("#closed", "dragover").defaultPrevented).toBe(false);
  drag("#closed", "drop");
  drag("#a", "drop");
  expect(sent).toEqual([]);
});

test("what is no team is not carried", () => {
  drag("#b a", "dragstart");
  expect(drag("#d", "dragover").defaultPrevented).toBe(false);
  drag("#d", "drop");
  expect(sent).toEqual([]);
});

test("the space bar picks a team up and puts it down elsewhere", () => {
  expect(press("#a a", " ").defaultPrevented).toBe(true);
  expect(at("#a a").dataset.picked).toBe("");
  expect(status()).toBe("Đã nhấc");
  press("#d a", " ");
  expect(sent).toEqual([{ source: "2023-06-02.1", target: "2023-06-09.2" }]);
  expect(status()).toBe("");
});

test("Escape puts it back, and the space bar on an empty cell picks nothing up", () => {
  press("#a a", " ");
  press("#a a", "Escape");
  expect(status()).toBe("Đã trả về");
  expect(press("#b a", " ").defaultPrevented).toBe(false);
  press("#d", "Enter");
  expect(sent).toEqual([]);
});

test("without its form the table stays as it is", () => {
  at("form").remove();
  const table = at("table").cloneNode(true) as HTMLElement;
  document.body.append(table);
  attach(table);
  expect(table.nextElementSibling).toBeNull();
});
