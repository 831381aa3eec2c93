// A record in one line: what it says, in the words of the door.
import type { DoorView, Mark, RecordView } from "../contract.ts";
import { reasonText } from "../words/reasons.ts";
import type { Words } from "../words/words.ts";

/** On this phone, sent, counted: told apart without colour. */
export const SHAPE: Record<Mark, string> = { phone: "○", sent: "◐", counted: "●" };

/** The names come from the list; somebody no longer on it is left out rather than shown as a number. */
export function recordText(record: RecordView, doors: DoorView[], words: Words): string {
  if (!record.outcome) return [words.mine.kind[record.kind] ?? record.kind, record.text].filter(Boolean).join(": ");
  const people = doors.find((door) => door.hh === record.hh)?.people ?? [];
  const told = record.people.map((one) => {
    const name = people.find((person) => person.p === one.person)?.name.split(/\s+/).at(-1);
    const said = one.outcome === "reason" ? reasonText(one.reason ?? "") : words.door.told[one.outcome];
    return name ? `${name}: ${said}` : said;
  });
  return [words.door.outcome[record.outcome], ...told, record.text].filter(Boolean).join(" · ");
}
