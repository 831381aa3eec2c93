// Somebody met at a door who is on no list, as typed, and as it is told.
import type { PersonDraft } from "../contract.ts";

export interface Person {
  /** Tells rows of the form apart; never sent. */
  key: string;
  name: string;
  sex: "" | "male" | "female";
  born: string;
  relation: string;
  phone: string;
  note: string;
}

export const blank = (): Person => ({ key: crypto.randomUUID(), name: "", sex: "", born: "", relation: "", phone: "", note: "" });

const OLDEST = 1900;

/** The word for what is wrong; null if nothing is. */
export function faultOf(person: Person, thisYear: number): "needName" | "badYear" | null {
  if (!person.name.trim()) return "needName";
  if (!person.born.trim()) return null;
  const year = Number(person.born);
  return /^\d{4}$/.test(person.born.trim()) && year >= OLDEST && year <= thisYear ? null : "badYear";
}

/** What was left empty is not told. */
export function personDraft(person: Person): PersonDraft {
  const text = { born: person.born, relation: person.relation, phone: person.phone, note: person.note };
  const said = Object.entries(text).flatMap(([name, value]) => (value.trim() ? [[name, value.trim()]] : []));
  return { name: person.name.trim(), ...(person.sex && { sex: person.sex }), ...Object.fromEntries(said) };
}
