// What will be saved, in one line.
import { formOfAddress } from "../logic/address.ts";
import { reasonText } from "../words/reasons.ts";
import type { Language, Words } from "../words/words.ts";
import type { Draft, PersonDraft } from "./draft.svelte.ts";
import { promiseText, slotText } from "./hours.ts";

const given = (name: string): string => name.trim().split(/\s+/).at(-1) ?? name;

function ofPerson(one: PersonDraft, day: string, words: Words, language: Language): string {
  const say = words.door;
  const { person } = one;
  const who = language === "vi" ? `${formOfAddress(person.born, person.sex, day)} ${given(person.name)}` : person.name;
  const said = one.told().flatMap((told) => [
    told.outcome === "reason" ? reasonText(told.reason ?? "") || say.told.reason : say.told[told.outcome],
    told.slot_at ? slotText(told.slot_at, language) : "",
    told.home_visit && told.reason !== "HOME_VISIT" ? say.homeVisit : "",
    told.escort ? say.escort : "",
    told.never ? say.neverPerson : "",
  ]);
  return `${who}: ${said.filter(Boolean).join(", ")}`;
}

export function summary(draft: Draft, facts: { day: string; now: number }, words: Words, language: Language): string {
  if (!draft.outcome) return "";
  const say = words.door;
  const people = draft.outcome === "home" ? draft.people.filter((one) => one.spoken) : [];
  return [
    say.outcome[draft.outcome],
    ...people.map((one) => ofPerson(one, facts.day, words, language)),
    draft.backAt ? words.tonight.backAt(promiseText(draft.backAt, facts.now, language)) : "",
    draft.never ? say.neverDoor : "",
    draft.note.trim() ? words.door.noteMark : "",
  ]
    .filter(Boolean)
    .join(" · ");
}
