// A visit being typed: what is chosen, what is still missing, and the visit it makes.
import type { DoorOutcome, Hh, Outcome, PersonId, PersonView, RecordView, Told, VisitDraft } from "../contract.ts";

/** The one result of a person; "shown" stands beside it. */
export type Result = Exclude<Outcome, "shown">;

export class PersonDraft {
  result = $state<Result | null>(null);
  reason = $state("");
  slot = $state("");
  shown = $state(false);
  homeVisit = $state(false);
  escort = $state(false);
  never = $state(false);

  constructor(readonly person: PersonView) {}

  /** A second tap takes a result back. */
  choose(result: Result): void {
    this.result = this.result === result ? null : result;
    if (this.result !== "reason") this.reason = "";
    if (this.result !== "invited") this.slot = "";
  }

  get spoken(): boolean {
    return this.result !== null || this.shown || this.homeVisit || this.escort || this.never;
  }

  get lacksReason(): boolean {
    return this.result === "reason" && !this.reason;
  }

  /** A wish without a result is told with the result it means. */
  get #meant(): Pick<Told, "outcome" | "reason"> | null {
    if (this.result === "reason") return { outcome: "reason", reason: this.reason };
    if (this.result) return { outcome: this.result };
    if (this.never) return { outcome: "reason", reason: "REFUSES" };
    if (this.homeVisit) return { outcome: "reason", reason: "HOME_VISIT" };
    if (this.escort) return { outcome: "invited" };
    return null;
  }

  told(): Told[] {
    const person: PersonId = this.person.p;
    const meant = this.#meant;
    const main: Told[] = meant
      ? [
          {
            person,
            ...meant,
            ...(this.slot && { slot_at: this.slot }),
            ...(this.homeVisit && { home_visit: true as const }),
            ...(this.escort && { escort: true as const }),
            ...(this.never && { never: true as const }),
          },
        ]
      : [];
    return this.shown ? [...main, { person, outcome: "shown" }] : main;
  }

  /** As it was told before, to be told better. */
  load(told: Told[]): void {
    for (const one of told) {
      if (one.outcome === "shown") this.shown = true;
      else this.result = one.outcome;
      this.reason = one.reason ?? this.reason;
      this.slot = one.slot_at ?? this.slot;
      this.homeVisit ||= one.home_visit === true;
      this.escort ||= one.escort === true;
      this.never ||= one.never === true;
    }
  }
}

export type Missing = { what: "outcome" | "person" } | { what: "reason"; name: string };

export class Draft {
  outcome = $state<DoorOutcome | null>(null);
  people: PersonDraft[];
  backAt = $state("");
  never = $state(false);
  note = $state("");

  /** `replaces`: the visit that this one corrects. */
  constructor(readonly hh: Hh, people: PersonView[], readonly replaces?: RecordView) {
    this.people = people.map((person) => new PersonDraft(person));
    if (!replaces) return;
    this.outcome = replaces.outcome;
    this.note = replaces.kind === "visit.recorded" ? replaces.text : "";
    for (const draft of this.people) draft.load(replaces.people.filter((one) => one.person === draft.person.p));
  }

  get begun(): boolean {
    return this.outcome !== null;
  }

  /** The first thing that keeps it from being saved; null if nothing does. */
  get missing(): Missing | null {
    if (!this.outcome) return { what: "outcome" };
    if (this.outcome !== "home") return null;
    const vague = this.people.find((one) => one.lacksReason);
    if (vague) return { what: "reason", name: vague.person.name };
    const said = this.people.some((one) => one.spoken) || this.never || this.backAt || this.people.length === 0;
    return said ? null : { what: "person" };
  }

  visit(): VisitDraft {
    if (!this.outcome) throw new Error("nothing is chosen yet");
    const note = this.note.trim();
    return {
      outcome: this.outcome,
      people: this.outcome === "home" ? this.people.flatMap((one) => one.told()) : [],
      ...(this.backAt && { backAt: this.backAt }),
      ...(this.never && { never: true }),
      ...(note && { note }),
      ...(this.replaces && { replaces: this.replaces.id }),
    };
  }
}

/** The answers worth a big button for this person, the likeliest first. */
export function likely(person: PersonView, mayCollect: boolean): Result[] {
  const collecting: Result[] = mayCollect ? ["collected"] : [];
  if (person.step === "activate") return ["activated", "already_active", "reason", "invited"];
  if (person.step === "approve") return ["already_active", "reason", "invited"];
  return [...collecting, "invited", "reason", "already_active", ...(person.found ? (["activated"] as Result[]) : [])];
}
