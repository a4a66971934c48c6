/**
 * What a store of missions must answer, said as simply as it can be: no SQL, no events, no epochs but a count. Written from
 * the reference (kernel-and-trust 4 to 10), not from the kernel. Times in milliseconds.
 */
export interface ModelMission {
  readonly number: number;
  readonly machine: number;
  state: string;
  epoch: number;
  attempts: number;
  /** Who holds it; null: nobody. */
  worker: string | null;
  leaseUntilMs: number;
  deadlineMs: number;
  availableAtMs: number;
  waitUntilMs: number;
  steps: number;
}

const leaseMs = 30_000;
const attemptMs = 300_000;
const attemptsMax = 5;
const runningMax = 8;
const hourMs = 3_600_000;
const quarantineMs = 30 * 24 * hourMs;
const pauseMs = 300_000;

interface Tokens {
  left: number;
  atMs: number;
}

export class Model {
  nowMs = 1_795_343_400_000;
  readonly missions = new Map<number, ModelMission>();
  /** Changes so far: each has one entry in the log. */
  changes = 0;
  /** What workers were once given, and may still believe to hold: oldest first. */
  readonly beliefs: { readonly worker: string; readonly number: number; readonly epoch: number }[] =
    [];
  readonly #machineTokens = new Map<number, Tokens>();
  readonly #orgTokens: Tokens = { left: 100, atMs: this.nowMs };
  #failed: { code: string; atMs: number }[] = [];
  #pausedUntilMs: number | null = null;
  #trialUntilMs: number | null = null;

  /** Asks for a mission that is not there yet. */
  create(number: number, machine: number, isThin: boolean): ModelMission {
    const mission: ModelMission = {
      number,
      machine,
      state: 'PENDING',
      epoch: 0,
      attempts: 0,
      worker: null,
      leaseUntilMs: 0,
      deadlineMs: 0,
      availableAtMs: this.nowMs,
      waitUntilMs: 0,
      steps: 0,
    };
    this.missions.set(number, mission);
    this.changes += 1;
    this.#judge(mission, isThin);
    return mission;
  }

  #judge(mission: ModelMission, isThin: boolean): void {
    const { nowMs } = this;
    const paused = this.#paused();
    if (paused !== null) this.#later(mission, paused);
    else if (isThin) {
      mission.state = 'QUARANTINED';
      mission.waitUntilMs = nowMs + quarantineMs;
    } else if (this.running().length >= runningMax) this.#later(mission, nowMs + 10_000);
    else this.#takeTokens(mission);
  }

  #later(mission: ModelMission, atMs: number): void {
    mission.state = 'RETRY';
    mission.availableAtMs = atMs;
  }

  #takeTokens(mission: ModelMission): void {
    const { nowMs } = this;
    const known = this.#machineTokens.get(mission.machine);
    const own = known ?? { left: 30, atMs: nowMs };
    this.#machineTokens.set(mission.machine, own);
    const filled = [
      { tokens: own, perHour: 30, max: 30 },
      { tokens: this.#orgTokens, perHour: 200, max: 100 },
    ].map(({ tokens, perHour, max }) => {
      const left = Math.min(max, tokens.left + ((nowMs - tokens.atMs) / hourMs) * perHour);
      const untilMs = left >= 1 ? nowMs : nowMs + Math.ceil(((1 - left) / perHour) * hourMs);
      return { tokens, left, untilMs };
    });
    if (filled.some(({ left }) => left < 1)) {
      this.#later(mission, Math.max(...filled.map(({ untilMs }) => untilMs)));
      return;
    }
    for (const { tokens, left } of filled) Object.assign(tokens, { left: left - 1, atMs: nowMs });
  }

  running(): readonly ModelMission[] {
    return [...this.missions.values()].filter(({ state }) => state === 'RUNNING');
  }

  /** The one that is next; null when none may be taken. */
  next(): ModelMission | null {
    const running = this.running();
    if (running.length >= runningMax || this.#paused() !== null) return null;
    const free = [...this.missions.values()].filter(
      (mission) =>
        mission.attempts < attemptsMax &&
        this.#isDue(mission) &&
        !running.some((other) => other !== mission && other.machine === mission.machine),
    );
    free.sort((a, b) => a.availableAtMs - b.availableAtMs || a.number - b.number);
    return free[0] ?? null;
  }

  #isDue({ state, availableAtMs, leaseUntilMs }: ModelMission): boolean {
    if (state === 'PENDING' || state === 'RETRY') return availableAtMs <= this.nowMs;
    return state === 'RUNNING' && leaseUntilMs <= this.nowMs;
  }

  take(mission: ModelMission, worker: string): void {
    this.changes += 1;
    mission.state = 'RUNNING';
    mission.epoch += 1;
    mission.attempts += 1;
    mission.worker = worker;
    mission.leaseUntilMs = this.nowMs + leaseMs;
    mission.deadlineMs = this.nowMs + attemptMs;
    this.beliefs.push({ worker, number: mission.number, epoch: mission.epoch });
    if (this.#pausedUntilMs !== null) this.#trialUntilMs = this.nowMs + attemptMs;
  }

  /** Whether a worker holds the mission, by the epoch it believes in. */
  holds({ state, epoch, worker }: ModelMission, who: string, believed: number): boolean {
    return state === 'RUNNING' && worker === who && epoch === believed;
  }

  beat(mission: ModelMission): boolean {
    if (this.nowMs >= mission.deadlineMs) return false;
    mission.leaseUntilMs = this.nowMs + leaseMs;
    return true;
  }

  leave(mission: ModelMission, state: string): void {
    this.changes += 1;
    mission.state = state;
    mission.worker = null;
  }

  complete(mission: ModelMission): boolean {
    if (mission.steps === 0) return false;
    this.leave(mission, 'DONE');
    if (this.#phase() !== 'paused') this.#heal();
    return true;
  }

  fail(mission: ModelMission, code: string, isPermanent: boolean): void {
    const isLast = mission.attempts >= attemptsMax;
    this.leave(mission, isPermanent ? 'FAILED' : isLast ? 'DEAD' : 'RETRY');
    mission.availableAtMs = this.nowMs + Math.min(300_000, 2_000 * 2 ** (mission.attempts - 1)) / 2;
    this.#countFailure(code);
  }

  #countFailure(code: string): void {
    const { nowMs } = this;
    const phase = this.#phase();
    if (phase === 'paused') return;
    if (phase === 'on trial') {
      this.#pausedUntilMs = nowMs + pauseMs;
      this.#trialUntilMs = null;
      return;
    }
    const alike = this.#failed.every((each) => each.code === code) ? this.#failed : [];
    this.#failed = [...alike, { code, atMs: nowMs }].filter(({ atMs }) => nowMs - atMs < 600_000);
    if (this.#failed.length >= 5) this.#pausedUntilMs = nowMs + pauseMs;
  }

  #heal(): void {
    this.#failed = [];
    this.#pausedUntilMs = null;
    this.#trialUntilMs = null;
  }

  #phase(): 'closed' | 'paused' | 'on trial' {
    if (this.#pausedUntilMs === null) return 'closed';
    return this.nowMs < this.#pausedUntilMs ? 'paused' : 'on trial';
  }

  #paused(): number | null {
    if (this.#phase() === 'closed') return null;
    if (this.#phase() === 'paused') return this.#pausedUntilMs;
    const trial = this.#trialUntilMs;
    return trial !== null && this.nowMs < trial ? trial : null;
  }

  release(mission: ModelMission): void {
    this.leave(mission, 'PENDING');
    mission.attempts -= 1;
    mission.availableAtMs = this.nowMs;
  }

  suspend(mission: ModelMission, forMs: number): void {
    this.leave(mission, 'WAITING');
    mission.attempts -= 1;
    mission.waitUntilMs = this.nowMs + forMs;
  }

  resume(mission: ModelMission, state: string): void {
    this.changes += 1;
    mission.state = state;
    mission.availableAtMs = this.nowMs;
  }

  /** Time has passed: gives how many it changed. */
  sweep(): number {
    const due = [...this.missions.values()].filter(({ state, leaseUntilMs, waitUntilMs }) =>
      state === 'RUNNING'
        ? leaseUntilMs <= this.nowMs
        : ['WAITING', 'QUARANTINED'].includes(state) && waitUntilMs <= this.nowMs,
    );
    for (const mission of due) {
      if (mission.state === 'RUNNING') {
        mission.epoch += 1;
        this.leave(mission, mission.attempts < attemptsMax ? 'RETRY' : 'DEAD');
        mission.availableAtMs = this.nowMs;
      } else this.resume(mission, mission.state === 'WAITING' ? 'RETRY' : 'CANCELED');
    }
    return due.length;
  }

  cancel(mission: ModelMission): void {
    if (mission.state === 'RUNNING') mission.epoch += 1;
    this.leave(mission, 'CANCELED');
  }
}
