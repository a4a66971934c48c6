import { type DurationMs, type RandomStream, seededStream, WallMs } from '@artisan-ts/domain';
import type { CanonicalValue } from '@artisan-ts/trust';
import { type Agent, MissionWorker } from '../../packages/runtime/src/index.ts';
import {
  buildAsk,
  builtHead,
  type MemoryMissionStore,
  memoryMissionStore,
  recordingLogger,
  SimulatedClock,
  SimulatedDisk,
  scopeOf,
  thinSignals,
  verifyAudit,
} from '../../packages/testkit/src/index.ts';

/** What came of a simulated day. */
export interface SimulatedDay {
  /** What must not be, in words; empty when all is well. */
  readonly faults: readonly string[];
  readonly missions: number;
  readonly crashes: number;
  /** The whole day in one text: the same seed writes the same. */
  readonly story: string;
}

const missions = 24;
const events = 60;
const workers = ['w1', 'w2', 'w3'];
/** After the last fault everything due has to be over: thirty days of quarantine, hours of tokens. */
const quietMs = 40 * 86_400_000;

/** A day on which missions are asked for while workers, disk and clock misbehave; then peace, and everything must be over. */
export async function simulateMissions(seed: number): Promise<SimulatedDay> {
  const day = new Day(seed);
  for (let event = 0; event < events; event++) await day.happen(event);
  await day.endInPeace();
  return day.judge();
}

class Day {
  readonly #clock = new SimulatedClock();
  readonly #chance: RandomStream;
  readonly #disk: SimulatedDisk;
  readonly #effects = new Map<string, number>();
  readonly #acknowledged = new Set<number>();
  readonly #faults: string[] = [];
  #store: MemoryMissionStore;
  #life = new AbortController();
  #isDead = { yes: false };
  #crashes = 0;
  #aheadMs = 0;
  #asked = 0;

  constructor(seed: number) {
    this.#chance = seededStream(seed, 'missions');
    this.#disk = new SimulatedDisk(this.#clock, seededStream(seed, 'disk'));
    this.#disk.syncMs = 5;
    this.#store = memoryMissionStore(this.#disk, { outbox: [] });
    this.#begin();
  }

  #draw(below: number): number {
    return Math.floor(this.#chance.next() * below);
  }

  readonly #nowMs = () => WallMs(this.#clock.wallMs() + this.#aheadMs);

  async happen(event: number): Promise<void> {
    const kinds = [
      () => this.#ask(event),
      () => this.#ask(event),
      () => this.#ask(event),
      () => this.#askAgain(),
      () => this.#crash(),
      () => this.#fillDisk(),
      () => this.#stallDisk(),
      () => this.#jumpAhead(),
      () => this.#person(),
    ];
    await kinds[this.#draw(kinds.length)]?.();
    await this.#clock.advance(this.#chance.next() * 90_000);
  }

  /** The workers of one life of the process; they share nothing but the store. */
  #begin(): void {
    const isDead = this.#isDead;
    const mortal = { monoUs: () => this.#clock.monoUs(), wallMs: this.#nowMs, rate: 1 };
    const clock = {
      ...mortal,
      sleep: async (span: DurationMs, signal?: AbortSignal) => {
        await this.#clock.sleep(span, signal);
        if (isDead.yes) await new Promise(() => undefined);
      },
    };
    for (const name of workers) {
      const worker = new MissionWorker({
        store: this.#store,
        clock,
        logger: recordingLogger(),
        agents: [this.#agent(clock)],
        scope: scopeOf(`${name}:${this.#crashes}`),
        nowMs: this.#nowMs,
        chance: () => this.#chance.next(),
      });
      void this.#keepWorking(worker, this.#store, clock, this.#life.signal);
    }
  }

  async #keepWorking(
    worker: MissionWorker,
    store: MemoryMissionStore,
    clock: { sleep(span: DurationMs): Promise<void> },
    stop: AbortSignal,
  ): Promise<void> {
    while (!stop.aborted) {
      try {
        await store.sweep(this.#nowMs());
        await worker.workAll(stop);
      } catch {
        // The disk takes nothing: asked again, as the office does.
      }
      await clock.sleep(5_000 as DurationMs);
    }
  }

  /** Takes a moment, sometimes far too long; fails, sometimes for good; its effect has a key. */
  #agent(clock: { sleep(span: DurationMs): Promise<void> }): Agent {
    return {
      goal: 'roast-report',
      run: async ({ mission, step }): Promise<CanonicalValue> => {
        const fate = this.#draw(20);
        await step('scan', async () => {
          await clock.sleep((fate === 0 ? 400_000 : 200 * fate) as DurationMs);
          return null;
        });
        if (fate < 3) throw new TypeError('a defect of the agent');
        await step('act', async () => {
          const key = `${mission.id}:act`;
          this.#effects.set(key, (this.#effects.get(key) ?? 0) + 1);
          return null;
        });
        return { text: 'done' };
      },
      isResult: () => true,
    };
  }

  async #ask(event: number): Promise<void> {
    if (this.#asked === missions) return;
    const number = ++this.#asked;
    await this.#create(number, event % 5 === 0);
  }

  async #askAgain(): Promise<void> {
    if (this.#asked > 0) await this.#create(1 + this.#draw(this.#asked), false);
  }

  async #create(number: number, isThin: boolean): Promise<void> {
    const { machineId } = buildAsk(1 + (number % 4));
    const ask = buildAsk(number, { machineId, ...(isThin && { signals: thinSignals }) });
    const answering = this.#store.createMission(ask, this.#nowMs()).then(
      (answer) => {
        if (answer.ok) this.#acknowledged.add(number);
        else this.#faults.push(`mission ${number} was refused: ${answer.message}`);
      },
      // The disk is full: nothing was promised.
      () => undefined,
    );
    await this.#clock.advance(20);
    void answering;
  }

  async #crash(): Promise<void> {
    this.#isDead.yes = true;
    this.#life.abort();
    this.#disk.crash();
    this.#crashes++;
    this.#isDead = { yes: false };
    this.#life = new AbortController();
    this.#store = memoryMissionStore(this.#disk, { outbox: [] });
    this.#begin();
  }

  async #fillDisk(): Promise<void> {
    this.#disk.fault = 'store.full';
    await this.#clock.advance(this.#chance.next() * 60_000);
    this.#disk.fault = null;
  }

  async #stallDisk(): Promise<void> {
    this.#disk.stall();
    await this.#clock.advance(this.#chance.next() * 60_000);
    this.#disk.resume();
  }

  /** The computer slept: time goes on where the world is. */
  async #jumpAhead(): Promise<void> {
    this.#aheadMs += this.#draw(3_600_000);
  }

  async #person(): Promise<void> {
    const all = this.#store.all();
    const mission = all[this.#draw(all.length)];
    if (mission === undefined) return;
    const { id, governance } = mission;
    const { reasons: waivedReasons, inputDigest } = governance;
    const nowMs = this.#nowMs();
    const asks: (() => Promise<unknown>)[] = [
      () => this.#store.retryNow(builtHead, id, nowMs),
      () =>
        this.#store.decide(builtHead, id, { kind: 'approve', waivedReasons, inputDigest }, nowMs),
      () => this.#store.cancel(builtHead, id, nowMs),
    ];
    // Cancelled seldom: most are to end by themselves.
    const ask = asks[Math.min(2, this.#draw(20) % 7)];
    void ask?.().catch(() => undefined);
    await this.#clock.advance(20);
  }

  async endInPeace(): Promise<void> {
    for (let passedMs = 0; passedMs < quietMs && !this.#isOver(); ) {
      const spanMs = passedMs < 3_600_000 ? 60_000 : 86_400_000;
      this.#aheadMs += spanMs > 60_000 ? spanMs : 0;
      await this.#clock.advance(60_000);
      passedMs += spanMs;
    }
  }

  #isOver(): boolean {
    const over = ['DONE', 'FAILED', 'DEAD', 'CANCELED', 'BLOCKED'];
    return this.#store.all().every(({ state }) => over.includes(state));
  }

  async judge(): Promise<SimulatedDay> {
    const all = this.#store.all();
    const log = this.#store.auditEntries('local', 0, 100_000);
    await this.#clock.advance(1_000);
    const entries = (await log).map(({ text }) => JSON.parse(text));
    const completed = entries
      .filter(({ action }) => action === 'mission.complete')
      .map(({ object }) => object.id);
    const done = all.filter(({ state }) => state === 'DONE').map(({ id }) => id);
    const verifying = verifyAudit(this.#store);
    await this.#clock.advance(1_000);
    const faults = [
      ...this.#faults,
      ...(this.#isOver() ? [] : ['not everything is over']),
      ...[...this.#acknowledged]
        .filter((number) => !all.some(({ id }) => id === buildAsk(number).identity.id))
        .map((number) => `mission ${number} was acknowledged and is lost`),
      ...(completed.sort().join() === [...done].sort().join() ? [] : ['completed is not done']),
      ...done.filter((id) => !this.#effects.has(`${id}:act`)).map((id) => `${id}: no effect`),
      ...(await verifying).findings.map(({ problem, seq }) => `audit ${problem} at ${seq}`),
    ];
    const story = `${entries.map(({ ts, action }) => `${ts} ${action}`).join('\n')}`;
    return { faults, missions: all.length, crashes: this.#crashes, story };
  }
}
