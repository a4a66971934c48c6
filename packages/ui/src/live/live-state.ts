import type {
  FindingDto,
  HealthEvent,
  LeverEventDto,
  MachineDto,
  NoticeDto,
  RoastDto,
  SampleEvent,
} from '@artisan-ts/contracts';
import { leverStates } from '@artisan-ts/domain';

/** How the screen stands towards the station. */
export type StationLink = 'connecting' | 'open' | 'lost';

/** What the screen knows from the live stream, apart from the samples themselves. */
export interface LiveState {
  readonly link: StationLink;
  readonly recording: HealthEvent['recording'] | null;
  /** What is wrong now, the gravest first. */
  readonly findings: readonly FindingDto[];
  /** Missions that wait for a person. */
  readonly needsYou: number;
  /** What happened to time and power, the newest last. */
  readonly notices: readonly NoticeDto[];
  /** null until the station told. */
  readonly machines: readonly MachineDto[] | null;
  /** The roast that is going on at a machine, or the last one seen there; by machine id. */
  readonly roasts: Readonly<Record<string, RoastDto>>;
  /** The last thing known of each lever; by machine id, then lever id. */
  readonly levers: Readonly<Record<string, Readonly<Record<string, LeverEventDto>>>>;
}

export const initialLiveState: LiveState = {
  link: 'connecting',
  recording: null,
  findings: [],
  needsYou: 0,
  notices: [],
  machines: null,
  roasts: {},
  levers: {},
};

/** What changes the state: events of the stream and what happens to the stream itself. */
export type LiveInput =
  | { readonly type: 'link'; readonly link: StationLink }
  | { readonly type: 'health'; readonly data: HealthEvent }
  | { readonly type: 'roast'; readonly machineId: string; readonly roast: RoastDto }
  | { readonly type: 'lever'; readonly data: LeverEventDto };

/** The next state. The same object when nothing changed. */
export function reduceLive(state: LiveState, input: LiveInput): LiveState {
  switch (input.type) {
    case 'link':
      return state.link === input.link ? state : { ...state, link: input.link };
    case 'health':
      return withHealth(state, input.data);
    case 'roast':
      return withRoast(state, input.machineId, input.roast);
    case 'lever':
      return withChange(withLever(state, input.data), input.data);
  }
}

function withHealth(state: LiveState, health: HealthEvent): LiveState {
  const { recording, machines, findings, inbox, notices = [] } = health;
  const needsYou = inbox?.needsYou ?? 0;
  const levers = leversOf(state, machines);
  return { ...state, recording, machines, levers, findings, needsYou, notices };
}

/** Where the levers stand once the machines are these: what was logged before one was set up anew says nothing of now. */
export function leversOf(
  { levers, machines: before }: Pick<LiveState, 'levers' | 'machines'>,
  machines: readonly MachineDto[],
): LiveState['levers'] {
  const known = new Map(before?.map(({ id, configurationId }) => [id, configurationId]));
  const anew = machines.filter(
    ({ id, configurationId }) => known.has(id) && known.get(id) !== configurationId,
  );
  if (anew.length === 0) return levers;
  const kept = anew.map(({ id }) => {
    const measured = Object.entries(levers[id] ?? {}).filter(([, { state }]) => state !== 'logged');
    return [id, Object.fromEntries(measured)] as const;
  });
  return { ...levers, ...Object.fromEntries(kept) };
}

/** A roast as the answer of a request and as an event: the higher revision wins, whichever comes first. */
function withRoast(state: LiveState, machineId: string, roast: RoastDto): LiveState {
  const known = state.roasts[machineId];
  if (roast.deletedWallMs !== undefined) return withoutRoast(state, machineId, roast.id);
  if (known?.id === roast.id && known.revision > roast.revision) return state;
  // Ids sort by birth: what is told late about an older roast does not bring it back.
  if (known && known.id > roast.id) return state;
  return withLeversOf(
    { ...state, roasts: { ...state.roasts, [machineId]: roast } },
    machineId,
    roast,
  );
}

/** A roast that was deleted is looked at no more. */
function withoutRoast(state: LiveState, machineId: string, roastId: string): LiveState {
  const { [machineId]: known, ...roasts } = state.roasts;
  return known?.id === roastId ? { ...state, roasts } : state;
}

/** A lever that nobody told of yet has the value that the roast recorded last. */
function withLeversOf(state: LiveState, machineId: string, roast: RoastDto): LiveState {
  const zeroUs = zeroUsOf(roast);
  if (zeroUs === null || roast.closeReason !== null) return state;
  return roast.leverChanges.reduce(
    (before, change) =>
      withLever(before, {
        machineId,
        lever: change.lever,
        monoUs: Math.round(zeroUs + change.timeS * 1e6),
        wallMs: 0,
        value: change.value,
        state: leverStates.find((known) => known === change.state) ?? 'sent',
      }),
    state,
  );
}

function withLever(state: LiveState, event: LeverEventDto): LiveState {
  const ofMachine = state.levers[event.machineId] ?? {};
  const known = ofMachine[event.lever];
  if (known && known.monoUs > event.monoUs) return state;
  return {
    ...state,
    levers: { ...state.levers, [event.machineId]: { ...ofMachine, [event.lever]: event } },
  };
}

/** The roast that is going on learns of a lever at once; its next header brings the whole list. */
function withChange(
  state: LiveState,
  { machineId, lever, monoUs, value, state: how }: LeverEventDto,
): LiveState {
  const roast = state.roasts[machineId];
  const zeroUs = roast ? zeroUsOf(roast) : null;
  if (!roast || roast.closeReason !== null || zeroUs === null) return state;
  const timeS = (monoUs - zeroUs) / 1e6;
  const others = roast.leverChanges.filter(
    (change) => change.lever !== lever || Math.abs(change.timeS - timeS) > sameChangeS,
  );
  const leverChanges = [...others, { lever, timeS, value, state: how }].toSorted(
    (a, b) => a.timeS - b.timeS,
  );
  return { ...state, roasts: { ...state.roasts, [machineId]: { ...roast, leverChanges } } };
}

/** Two tellings of one change differ by rounding only. */
const sameChangeS = 0.001;

/** Second 0 of the times of a roast, on the machine's axis. */
function zeroUsOf(roast: RoastDto): number | null {
  return roast.marks.find((mark) => mark.kind === 'charge')?.monoUs ?? roast.startUs;
}

/**
 * Lets every sample through once: the stream may repeat samples after a reconnect. Samples of one
 * (source, boot, stream) come in the order of their sequence.
 */
export class SampleSieve {
  readonly #newest = new Map<string, number>();

  /** Whether the sample is new. */
  admit(sample: Pick<SampleEvent, 'sourceId' | 'boot' | 'stream' | 'seq' | 'late'>): boolean {
    // What comes late comes out of order; where it belongs it is put once.
    if (sample.late) return true;
    const key = `${sample.sourceId} ${sample.boot} ${sample.stream}`;
    if (sample.seq <= (this.#newest.get(key) ?? -1)) return false;
    this.#newest.set(key, sample.seq);
    return true;
  }
}
