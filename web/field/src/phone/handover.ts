// Which phone of the pair records: as the server said last, unless a hand-over made here is still on its way.
import { Refusal } from "../contract.ts";
import { codeFor, countOf } from "../logic/handover.ts";
import type { Database } from "../store/database.ts";
import type { Bundle } from "../wire.ts";
import type { Walk } from "./walk.ts";

/**
 * `count`: hand-overs so far in the pair, as far as this phone knows. `given`: recording was handed over here, and the
 * server, which hears of it only from the phone that took it, may not know yet.
 */
interface Role {
  round: number;
  recording: boolean;
  count: number;
  given: boolean;
}

export class Handover {
  #role: Role | null = null;

  constructor(
    private readonly db: Database,
    private readonly walk: Walk,
  ) {}

  async load(): Promise<void> {
    this.#role = (await this.db.get<Role>("role")) ?? null;
  }

  get isRecording(): boolean {
    return this.#role?.recording ?? true;
  }

  async #set(role: Role): Promise<void> {
    this.#role = role;
    await this.db.set("role", role);
  }

  /** What a new list, or the answer to a push, says of it. */
  async heard(list: Bundle, recording: boolean): Promise<void> {
    const same = this.#role?.round === list.round.id ? this.#role.count : 0;
    const count = Math.max(list.pair.handovers, same);
    const known = this.#role;
    if (known?.round !== list.round.id) return this.#set({ round: list.round.id, recording, count, given: false });
    if (known.given && recording) return;
    if (known.recording !== recording || known.count !== count || known.given) {
      await this.#set({ ...known, recording, count, given: false });
    }
  }

  #known(list: Bundle): Role {
    const { recording, handovers } = list.pair;
    const said = { round: list.round.id, recording, count: handovers, given: false };
    return this.#role?.round === list.round.id ? this.#role : said;
  }

  async give(list: Bundle): Promise<string> {
    const role = this.#known(list);
    if (!role.recording) throw new Refusal("backup");
    const code = await codeFor(list.pair.key, list.round.id, role.count);
    await this.walk.write("handover.given", null, { to: null });
    await this.#set({ ...role, recording: false, given: true });
    return code;
  }

  async take(list: Bundle, typed: string): Promise<void> {
    const role = this.#known(list);
    if (!list.pair.key) throw new Refusal("code-unknown");
    const count = await countOf(list.pair.key, list.round.id, role.count, typed);
    if (count === null) throw new Refusal("code-unknown");
    await this.walk.write("handover.taken", null, { code: typed.replace(/\D/g, "") });
    await this.#set({ ...role, recording: true, count: count + 1, given: false });
  }
}
