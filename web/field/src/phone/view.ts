// One snapshot of everything the screens show.
import type { Stage, View } from "../contract.ts";
import type { Clock } from "../logic/clock.ts";
import type { Waiting } from "../store/database.ts";
import type { Engine } from "../sync/engine.ts";
import type { Gate } from "./gate.ts";
import type { Memory } from "./memory.ts";

const OLD = 24 * 3_600_000;
const MANY = 50;

export interface Seen {
  stage: Stage;
  clock: Clock;
  gate: Gate;
  memory: Memory;
  engine: Engine;
  steady: number;
  waiting: Waiting[];
  carried: number;
  storage: View["storage"];
  recording: boolean;
  shift: boolean;
  pinUntil: number | null;
  updateBlocked: boolean;
}

/** Before anything is known. */
export const emptyView = (): View => ({
  stage: "pair",
  now: 0,
  me: "",
  office: "",
  bundle: null,
  doors: [],
  next: null,
  counts: { done: 0, left: 0, toReturn: 0 },
  evening: { recorded: 0, onServer: 0, counted: 0, activated: 0 },
  records: [],
  asked: [],
  sync: {
    phase: "idle", problem: null, unsent: 0, oldestUnsent: null, heardAt: null, nextTryAt: null, offerExport: false,
    carried: 0,
  },
  storage: { persisted: false, freeMb: null, level: "ok" },
  clock: { offsetMin: 0, lies: false },
  role: "recording",
  companion: "",
  quiet: { from: "", to: "", endsAt: null, over: false },
  shift: false,
  erased: null,
  pinWaitUntil: null,
  updateBlocked: false,
});

export function viewOf(seen: Seen): View {
  const { clock, gate, memory } = seen;
  const device = gate.device;
  return {
    ...emptyView(),
    ...(memory.evening() ?? {}),
    stage: seen.stage,
    now: clock.now(),
    me: device?.member ?? "",
    office: device?.office.name ?? "",
    bundle: memory.list,
    sync: syncView(seen),
    storage: seen.storage,
    clock: { offsetMin: clock.offsetMin, lies: clock.lies },
    role: seen.recording ? "recording" : "backup",
    shift: seen.shift,
    erased: gate.lost && { unsent: gate.lost.outbox },
    pinWaitUntil: seen.pinUntil,
    updateBlocked: seen.updateBlocked,
  };
}

function syncView({ clock, engine, waiting, steady, carried }: Seen): View["sync"] {
  const oldest = waiting.length ? Math.min(...waiting.map((one) => one.saved)) : null;
  const open = waiting.filter((one) => !one.exported);
  return {
    phase: engine.phase,
    problem: engine.problem,
    unsent: waiting.length,
    oldestUnsent: oldest,
    heardAt: clock.state.heard,
    nextTryAt: engine.nextAt === null ? null : clock.now() + engine.nextAt - steady,
    offerExport: open.length > MANY || open.some((one) => clock.now() - one.saved > OLD),
    carried,
  };
}
