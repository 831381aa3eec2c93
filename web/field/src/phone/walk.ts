// Writing down what happened. Nothing is edited: a mistake is withdrawn, or replaced by another record.
import { type HouseholdDraft, type PersonDraft, Refusal, type VisitDraft } from "../contract.ts";
import type { Clock } from "../logic/clock.ts";
import { isQuiet } from "../logic/hours.ts";
import { uuid7 } from "../logic/uuid7.ts";
import type { Outbox, Saved } from "../store/outbox.ts";
import type { Vault } from "../store/vault.ts";
import type { Bundle, FieldEvent, FoundPerson, Hh, Kind, Payloads, PersonId, Told, Visit } from "../wire.ts";

const LONG = 500;
const SHORT = 200;
// What also the backup phone may write.
const FOR_BOTH: Kind[] = ["question.asked", "handover.given", "handover.taken"];

export interface WalkParts {
  outbox: Outbox;
  vault: Vault;
  clock: Clock;
  list(): Bundle | null;
  isRecording(): boolean;
  saved(what: Saved): Promise<void>;
}

export class Walk {
  constructor(private readonly on: WalkParts) {}

  /** The event's id, once it is safely on this phone. `words`: what makes it the same record if it is told again. */
  async write<K extends Kind>(k: K, hh: Hh | null, p: Payloads[K], words: unknown = p): Promise<string> {
    if (!FOR_BOTH.includes(k) && !this.on.isRecording()) throw new Refusal("backup");
    const { inc, key } = await this.on.vault.currentKey();
    const { ck, heard } = this.on.clock.check();
    const t = this.on.clock.reading().wall;
    const round = this.on.list()?.round.id;
    const rest = { ...(round === undefined ? {} : { r: round }), ...(heard === null ? {} : { ls: heard }) };
    const make = (n: number) => ({ id: uuid7(t), inc, n, sv: 1, k, hh, t, ck, p, ...rest }) as FieldEvent;
    const saved = await this.on.outbox.save(inc, key, JSON.stringify([k, hh, words]), make, this.on.clock.now());
    await this.on.saved(saved);
    return saved.event.id;
  }

  visit(hh: Hh, draft: VisitDraft): Promise<string> {
    this.#refuseImpossible(draft);
    const { outcome, people, backAt, never, note, replaces } = draft;
    const p: Visit = {
      outcome,
      people,
      ...(backAt ? { back_at: backAt } : {}),
      ...(never ? { never: true } : {}),
      ...(note?.trim() ? { note: cut(note, LONG) } : {}),
      ...(replaces ? { replaces } : {}),
    };
    return this.write("visit.recorded", hh, p);
  }

  /** What the server would refuse, said at the door while it can still be put right. */
  #refuseImpossible(draft: VisitDraft): void {
    const list = this.on.list();
    const spoke = draft.never || draft.people.some((one) => one.never || one.outcome !== "reason");
    if (["nobody", "not-found"].includes(draft.outcome) && spoke) throw new Refusal("nobody-spoke");
    if (draft.people.some((one) => one.outcome === "reason" && !one.reason)) throw new Refusal("reason-missing");
    const mayCollect = list?.pair.has_kit && list.pair.officer;
    if (draft.people.some(collects) && !mayCollect) throw new Refusal("collect-needs-kit");
    const hours = [draft.backAt, ...draft.people.map((one) => one.slot_at)].flatMap((at) => (at ? Date.parse(at) : []));
    if (hours.some((at) => !(at > this.on.clock.now()))) throw new Refusal("promise-past");
    const quiet = list && { from: list.round.quiet_from, to: list.round.quiet_to };
    if (draft.backAt && quiet && isQuiet(quiet, Date.parse(draft.backAt))) throw new Refusal("promise-quiet");
  }

  async household(draft: HouseholdDraft): Promise<Hh> {
    const { hamlet, note } = draft;
    const found = this.#name();
    const p = {
      found,
      hamlet,
      address: cut(draft.address, SHORT),
      head: cut(draft.head, SHORT),
      ...(note?.trim() ? { note: cut(note, LONG) } : {}),
      people: draft.people.map((one) => this.#person(one)),
    };
    await this.write("hh.created", found, p, draft);
    return found;
  }

  async person(hh: Hh, draft: PersonDraft): Promise<PersonId> {
    const person = this.#person(draft);
    await this.write("person.created", hh, { people: [person] }, draft);
    return person.found;
  }

  #person(draft: PersonDraft): FoundPerson {
    const said = Object.entries(draft).map(([name, value]) => [name, typeof value === "string" ? cut(value, SHORT) : value]);
    const rest = Object.fromEntries(said.filter(([, value]) => value)) as PersonDraft;
    return { found: this.#name(), ...rest, name: cut(draft.name, SHORT) };
  }

  #name(): string {
    return uuid7(this.on.clock.reading().wall);
  }

  note(hh: Hh, text: string): Promise<string> {
    return this.write("note.added", hh, { text: cut(text, LONG) });
  }

  companion(name: string): Promise<string> {
    return this.write("companion.named", null, { name: cut(name, 120) });
  }

  ask(text: string): Promise<string> {
    return this.write("question.asked", null, { text: cut(text, LONG) });
  }
}

const collects = (one: Told): boolean => one.outcome === "collected";
const cut = (text: string, most: number): string => text.trim().slice(0, most);
