import type {
  AddMachineBody,
  CurveDto,
  DurableEvent,
  MachineDto,
  RoastDto,
  SampleEvent,
} from '@artisan-ts/contracts';
import { ArtisanError, ok, type Result, type RoastRecord, refuse } from '@artisan-ts/domain';
import { plainLine, serialTransport, tc4SimulatorFromRecord } from '@artisan-ts/drivers';
import type { StationClient } from '#client/station-client.ts';
import { SystemClock } from '#platform/system-clock.ts';
import { markPlan } from '#replay/mark-plan.ts';
import { MarkPoster } from '#replay/mark-poster.ts';
import { stationAwayS } from '#replay/patience.ts';
import { openPtyPair, type PtyPair } from '#replay/pty-pair.ts';
import { judge, type Verdict } from '#replay/verdict.ts';
import { SampleMatcher, type WireSample, wireSamples } from '#replay/wire-samples.ts';

/** What is played, where to and how fast. */
export interface WireReplay {
  readonly record: RoastRecord;
  readonly client: StationClient;
  /** Times real time, 1 to 100. */
  readonly speed: number;
  /** Leaves the machine in the station afterwards. */
  readonly keep: boolean;
  readonly tell: (line: string) => void;
  readonly signal: AbortSignal;
  /** What joins board and station, closed at the end; absent: a new one. */
  readonly cable?: PtyPair;
}

/** What came of it. */
export interface WireReplayResult {
  readonly roastId: string;
  readonly machineId: string;
  readonly refusedMarks: readonly { readonly kind: string; readonly why: string }[];
  readonly verdict: Verdict;
}

const baud = 115_200;

/** The wire does not get faster with the clock: two seconds of the world, as seconds of the clock. */
const replyTimeoutWorldS = 2;

/** The station's limit for closing after drop, and how much longer than the file's own tail we ask for. */
const closeAfterDropS = { min: 900, max: 7200, margin: 600 };

/** Nothing new for so long means that nothing more will come: when all was sent, and when the station may be away. */
const quietMsMax = { afterEnd: 5_000, before: (stationAwayS + 30) * 1000 };
const lookMs = 500;

/** How often progress is told, in samples. */
const tellEvery = 100;

/**
 * Plays a roast through a simulated TC4 board, a cable of pseudo-terminals and the ordinary driver of the
 * running station, presses the marks where the file has them and compares what was saved with the file.
 */
export async function replayOverWire(replay: WireReplay): Promise<Result<WireReplayResult>> {
  const { record, client, signal } = replay;
  const sent = wireSamples(record, record.displayUnit);
  if (!sent.ok) return sent;
  if (!record.marks.charge) {
    return refuse('format.invalid-field', 'the file has no charge, so nothing would open a roast');
  }
  client.url();
  const cable = replay.cable ?? (await openPtyPair());
  let machine: MachineDto | null = null;
  try {
    const board = await serialTransport(cable.boardPort, plainLine(baud)).open(signal);
    const served = { index: -1 };
    tc4SimulatorFromRecord(record, {
      connection: board,
      clock: new SystemClock(),
      onServed: (index) => {
        served.index = index;
      },
    });
    const body = machineBody(replay, sent.value, cable.machinePort);
    machine = await client.post<MachineDto>('/machines', { json: body });
    const result = await new WireSession(replay, machine, sent.value, served).run();
    await board.close();
    return result;
  } finally {
    if (machine !== null && !replay.keep) await removeMachine(client, machine.id);
    await cable.close();
  }
}

function machineBody(
  { record, speed }: WireReplay,
  sent: readonly WireSample[],
  port: string,
): AddMachineBody {
  const dropS = record.marks.drop?.timeS ?? 0;
  const tailS = (sent.at(-1)?.timeS ?? 0) - dropS + closeAfterDropS.margin;
  return {
    name: `Replay of ${record.title || 'a roast'}`.slice(0, 80),
    driver: 'tc4',
    origin: 'replayed',
    settings: {
      port,
      baud,
      unit: record.displayUnit,
      intervalS: medianIntervalS(sent),
      replyTimeoutS: replyTimeoutWorldS * speed,
      speed,
    },
    closeAfterDropS: Math.round(
      Math.min(closeAfterDropS.max, Math.max(closeAfterDropS.min, tailS)),
    ),
  };
}

/** What the file was really sampled at, whatever its header says. */
function medianIntervalS(sent: readonly WireSample[]): number {
  const intervals = sent.slice(1).map(({ timeS }, index) => timeS - (sent[index]?.timeS ?? 0));
  intervals.sort((a, b) => a - b);
  const median = intervals[Math.floor(intervals.length / 2)] ?? 1;
  return Number(median.toFixed(3));
}

async function removeMachine(client: StationClient, id: string): Promise<void> {
  try {
    await client.delete(`/machines/${id}`, { patienceS: stationAwayS });
  } catch (error) {
    // It was a guest; that it is gone already, or the station with it, changes nothing.
    ArtisanError.accept(error);
  }
}

/** One replay from the first sample that arrives to the verdict. */
class WireSession {
  readonly #replay: WireReplay;
  readonly #machine: MachineDto;
  readonly #sent: readonly WireSample[];
  readonly #served: { readonly index: number };
  readonly #matcher: SampleMatcher;
  readonly #seen = new Set<string>();
  readonly #poster: MarkPoster;
  /** The last sample of the file, once it has arrived. */
  #last: SampleEvent | null = null;
  #newsAtMs = performance.now();

  constructor(
    replay: WireReplay,
    machine: MachineDto,
    sent: readonly WireSample[],
    served: { readonly index: number },
  ) {
    this.#replay = replay;
    this.#machine = machine;
    this.#sent = sent;
    this.#served = served;
    this.#matcher = new SampleMatcher(sent);
    const times = sent.map(({ timeS }) => timeS);
    this.#poster = new MarkPoster(replay.client, machine.id, markPlan(replay.record, times));
  }

  async run(): Promise<Result<WireReplayResult>> {
    const { client, signal, tell } = this.#replay;
    const reading = new AbortController();
    const stop = (): void => reading.abort();
    signal.addEventListener('abort', stop, { once: true });
    tell(`${this.#sent.length} samples at ${this.#replay.speed}x; watch it on ${client.url()}`);
    const query = { machine: this.#machine.id, patienceS: stationAwayS };
    const watch = setInterval(() => this.#isQuiet() && stop(), lookMs);
    try {
      for await (const event of client.follow(query, reading.signal)) {
        if (event.name === 'sample') await this.#arrived(event.data as SampleEvent);
        if (event.name === 'durable' && this.#isAllSaved(event.data as DurableEvent)) stop();
      }
    } finally {
      clearInterval(watch);
    }
    if (signal.aborted) return refuse('request.conflict', 'the replay was stopped before its end');
    if (!this.#isAllSent()) {
      const reached = `${this.#served.index + 1} of ${this.#sent.length}`;
      return refuse('driver.silent', `the station stopped asking at sample ${reached}`);
    }
    await this.#poster.finish();
    return this.#judged();
  }

  #isAllSent(): boolean {
    return this.#served.index === this.#sent.length - 1;
  }

  #isQuiet(): boolean {
    const quietMs = performance.now() - this.#newsAtMs;
    return quietMs > (this.#isAllSent() ? quietMsMax.afterEnd : quietMsMax.before);
  }

  async #arrived(sample: SampleEvent): Promise<void> {
    const id = `${sample.boot} ${sample.stream} ${sample.seq}`;
    if (this.#seen.has(id)) return;
    this.#seen.add(id);
    this.#newsAtMs = performance.now();
    const { btC = null, etC = null } = sample.channels;
    const index = this.#matcher.match({ btC, etC }, this.#served.index);
    if (index === null) return;
    if (index === this.#sent.length - 1) this.#last = sample;
    const pressed = await this.#poster.arrived(index, sample);
    for (const kind of pressed) this.#replay.tell(`${kind} at sample ${index + 1}`);
    if ((index + 1) % tellEvery === 0) this.#replay.tell(`${index + 1} samples`);
  }

  #isAllSaved({ newest }: DurableEvent): boolean {
    const last = this.#last;
    if (last === null) return false;
    return newest.some(
      ({ boot, stream, seq }) => boot === last.boot && stream === last.stream && seq >= last.seq,
    );
  }

  async #judged(): Promise<Result<WireReplayResult>> {
    const { record, client, speed } = this.#replay;
    const { roastId, refused } = this.#poster;
    if (roastId === null) {
      return refuse('mark.no-roast', `no roast was opened: ${refused[0]?.why ?? 'no charge'}`);
    }
    const parts = { patienceS: stationAwayS };
    const roast = await client.get<RoastDto>(`/roasts/${roastId}`, parts);
    const curve = await client.get<CurveDto>(`/roasts/${roastId}/curve`, parts);
    const verdict = judge({
      sent: this.#sent,
      marks: markPlan(
        record,
        this.#sent.map(({ timeS }) => timeS),
      ),
      roast,
      curve,
      unit: record.displayUnit,
      intervalS: medianIntervalS(this.#sent),
      speed,
    });
    return ok({ roastId, machineId: this.#machine.id, refusedMarks: refused, verdict });
  }
}
