import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { type RandomStream, seededStream } from '@artisan-ts/domain';
import { buildAsk, verifyAudit } from '@artisan-ts/testkit';
import { openEffects } from './effects.ts';
import { fastClock } from './fast-clock.ts';
import { openMissions } from './where.ts';

/** What a campaign of kills is to do. */
export interface KillPlan {
  /** A folder, or the URL of a PostgreSQL database. */
  readonly where: string;
  /** For the effects. */
  readonly folder: string;
  readonly missions: number;
  readonly kills: number;
  readonly seed: number;
  /** It is given up after so long. */
  readonly limitMs: number;
}

/** What came of it. */
export interface KillReport {
  readonly missions: number;
  readonly kills: number;
  readonly byState: Readonly<Record<string, number>>;
  readonly effects: number;
  readonly repeated: number;
  readonly entries: number;
  readonly durationS: number;
  /** What must not be, in words; empty when all is well. */
  readonly faults: readonly string[];
}

const workers = 4;
const machines = 40;
/** So many times as fast as the world: a lease of thirty seconds ends within one. */
const speed = 30;
/** The longest life of a worker that dies at a numbered call, in calls of the store. */
const callsMax = 60;
/** A worker that is killed from outside lives so long at most. */
const lifeMsMax = 1_500;
const duplicateShare = 0.1;

/** Lets four processes work on missions and kills them again and again; then counts. */
export async function killWorkers(plan: KillPlan): Promise<KillReport> {
  const startedMs = performance.now();
  const until = startedMs + plan.limitMs;
  const { missions, close } = openMissions(plan.where);
  const effects = openEffects(plan.folder);
  const clock = fastClock(speed);
  // The tables are made before others come.
  await missions.sweep(clock.wallMs());
  const killing = keepKilling(plan, until);
  const lost = await ask(missions, plan, clock.wallMs);
  let byState = await counted(missions);
  while (!isAllDone(byState, plan.missions) && performance.now() < until) {
    await sleep(200);
    byState = await counted(missions);
  }
  const kills = await killing.stop();
  const audit = await verifyAudit(missions);
  const broken = await missions.brokenInvariants();
  const { effects: done, repeated } = effects.count();
  effects.close();
  await close();
  const faults = [
    ...lost,
    ...broken.map(({ invariant, what, of }) => `${invariant}: ${what}: ${of}`),
    ...audit.findings.map(({ problem, seq }) => `audit ${problem} at ${seq}`),
    ...(isAllDone(byState, plan.missions) ? [] : [`not all are done: ${JSON.stringify(byState)}`]),
    ...(done === plan.missions ? [] : [`${done} effects of ${plan.missions} missions`]),
    ...(kills < plan.kills ? [`only ${kills} kills`] : []),
  ];
  const durationS = (performance.now() - startedMs) / 1000;
  const { entries } = audit;
  return {
    missions: plan.missions,
    kills,
    byState,
    effects: done,
    repeated,
    entries,
    durationS,
    faults,
  };
}

/** Asks for every mission, for some of them again and again; gives what was answered wrongly. */
async function ask(
  store: ReturnType<typeof openMissions>['missions'],
  { missions, seed }: KillPlan,
  nowMs: () => number,
): Promise<readonly string[]> {
  const chance = seededStream(seed, 'asks');
  const faults: string[] = [];
  for (let number = 1; number <= missions; number++) {
    const machineId = buildAsk(number % machines).machineId;
    const answer = await patiently(() =>
      store.createMission(buildAsk(number, { machineId }), nowMs()),
    );
    if (!answer.ok || answer.isReplay) faults.push(`mission ${number} was not made`);
    if (chance.next() >= duplicateShare) continue;
    const earlier = 1 + Math.floor(chance.next() * number);
    const again = buildAsk(earlier, { machineId: buildAsk(earlier % machines).machineId });
    const identity = { ...again.identity, id: buildAsk(missions + number).identity.id };
    const replay = await patiently(() => store.createMission({ ...again, identity }, nowMs()));
    if (!replay.ok || !replay.isReplay) faults.push(`mission ${earlier} was made twice`);
  }
  return faults;
}

/** Others hold the file for a moment. */
async function patiently<Answer>(work: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (tries === 20) throw error;
    }
  }
}

async function counted(store: ReturnType<typeof openMissions>['missions']) {
  const byState: Record<string, number> = {};
  for (let after: { after?: never } = {}; ; ) {
    const page = await patiently(() =>
      store.listMissions({ orgId: 'local', limit: 1_000, ...after }),
    );
    for (const { state } of page) byState[state] = (byState[state] ?? 0) + 1;
    const last = page.at(-1);
    if (last === undefined) return byState;
    after = { after: last.id as never };
  }
}

function isAllDone(byState: Readonly<Record<string, number>>, missions: number): boolean {
  return byState['DONE'] === missions;
}

/** Keeps four workers alive and kills them: half of them die at a numbered call, half at any moment. */
function keepKilling(plan: KillPlan, until: number): { stop(): Promise<number> } {
  const chance = seededStream(plan.seed, 'kills');
  const stopping = new AbortController();
  let kills = 0;
  let lives = 0;
  const live = async (): Promise<void> => {
    while (!stopping.signal.aborted && performance.now() < until) {
      const child = startWorker(plan, `w${++lives}`, chance, kills < plan.kills);
      const ended = new Promise((resolve) => child.once('exit', resolve));
      stopping.signal.addEventListener('abort', () => child.kill('SIGKILL'), { once: true });
      await ended;
      if (child.signalCode === 'SIGKILL' && !stopping.signal.aborted) kills++;
    }
  };
  const all = Promise.all(Array.from({ length: workers }, live));
  return {
    stop: async () => {
      stopping.abort();
      await all;
      return kills;
    },
  };
}

function startWorker(
  { where, folder, seed }: KillPlan,
  name: string,
  chance: RandomStream,
  isToDie: boolean,
): ChildProcess {
  const script = new URL('./work-until-killed.ts', import.meta.url).pathname;
  const isNumbered = isToDie && chance.next() < 0.5;
  const dieAt = isNumbered ? 1 + Math.floor(chance.next() * callsMax) : 0;
  const args = [script, where, folder, name, `${seed}`, `${speed}`, `${dieAt}`];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'ignore', 'ignore'] });
  const lifeMs = 300 + chance.next() * lifeMsMax;
  if (isToDie && !isNumbered) setTimeout(() => child.kill('SIGKILL'), lifeMs);
  return child;
}
