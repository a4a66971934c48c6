import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import pg from 'pg';
import { authorize, govern, governorDefaults } from '../packages/kernel/src/index.ts';
import { openStore } from '../packages/storage/src/index.ts';
import { type OpenMissions, openMissions } from '../packages/storage/test/missions/where.ts';
import {
  buildAsk,
  requirePostgres,
  scopeOf,
  soundSignals,
  startPostgres,
} from '../packages/testkit/src/index.ts';
import type { BenchTable } from '../scripts/bench.ts';

const cycles = 400;
const manyWorkers = 8;
const decisions = 20_000;
const nowMs = 1_795_343_400_000;
const perSecond = (count: number, ms: number) => `${Math.round(count / (ms / 1000))}/s`;

async function timed(work: () => Promise<unknown> | unknown): Promise<number> {
  const beganMs = performance.now();
  await work();
  return performance.now() - beganMs;
}

/** The least that two durable changes cost on this disk. */
async function bareCommits(folder: string): Promise<number> {
  const db = new DatabaseSync(join(folder, 'bare.db'));
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; CREATE TABLE IF NOT EXISTS t (n INTEGER)',
  );
  const put = db.prepare('INSERT INTO t VALUES (?)');
  const ms = await timed(() => {
    for (let n = 0; n < 2 * cycles; n++) put.run(n);
  });
  db.close();
  return ms;
}

/** The store of a station: SQLite in a thread of its own, or a server. */
async function openHere(where: string): Promise<OpenMissions> {
  return where.startsWith('postgresql:') ? openMissions(where) : openStore({ folder: where });
}

/** Claims, steps and completes what was asked for; asking is not counted. */
async function cyclesOn(where: string, workers: number): Promise<number> {
  const { missions, close } = await openHere(where);
  for (let number = 1; number <= cycles; number++) {
    await missions.createMission(buildAsk(number), nowMs);
  }
  const spentMs = await timed(() =>
    Promise.all(Array.from({ length: workers }, (_, worker) => workAll(missions, `w${worker}`))),
  );
  await close();
  return spentMs;
}

/** As the workers of a station do: the end of one mission and the begin of the next are asked for together. */
async function workAll(missions: OpenMissions['missions'], workerId: string): Promise<void> {
  // What came too much at once waits for a token: an hour later all are due.
  const laterMs = nowMs + 3_600_000;
  const claim = () => missions.claimNext(scopeOf(workerId), laterMs);
  for (let mission = await claim(); mission !== null; ) {
    const hold = { missionId: mission.id, epoch: mission.epoch, workerId };
    await missions.writeStep(hold, { stepNo: 0, name: 'work', output: null }, laterMs);
    const outcome = { result: null, isResultValid: true };
    [, mission] = await Promise.all([missions.complete(hold, outcome, laterMs), claim()]);
  }
}

/** The same number of empty jobs by graphile-worker, as many at once, on the same server. */
async function graphileJobs(connectionString: string): Promise<number> {
  let done = 0;
  let isOver: () => void = () => undefined;
  const over = new Promise<void>((resolve) => {
    isOver = resolve;
  });
  const utils = await makeWorkerUtils({ connectionString });
  await utils.migrate();
  for (let job = 0; job < cycles; job++) await utils.addJob('work', {});
  await utils.release();
  const beganMs = performance.now();
  const pgPool = new pg.Pool({ connectionString });
  // The server of the bench stops while idle connections are still open.
  pgPool.on('error', () => undefined);
  const runner = await run({
    pgPool,
    concurrency: manyWorkers,
    noHandleSignals: true,
    pollInterval: 50,
    logger: new Logger(() => () => undefined),
    taskList: {
      work: async () => {
        done += 1;
        if (done === cycles) isOver();
      },
    },
  });
  await over;
  const ms = performance.now() - beganMs;
  await runner.stop();
  await pgPool.end();
  return ms;
}

function perDecision(work: () => unknown): { readonly mean: number; readonly p99: number } {
  const us: number[] = [];
  for (let n = 0; n < decisions; n++) {
    const beganMs = performance.now();
    work();
    us.push((performance.now() - beganMs) * 1000);
  }
  us.sort((a, b) => a - b);
  return {
    mean: us.reduce((sum, each) => sum + each, 0) / us.length,
    p99: us[Math.floor(us.length * 0.99)] ?? 0,
  };
}

function decisionRows(): BenchTable['rows'] {
  const question = {
    goal: 'roast-report',
    effect: 'WRITE_IDEMPOTENT',
    needsRoastData: true,
    isPayloadValid: true,
    isPermitted: true,
    isStopped: false,
    breakerUntilMs: null,
    signals: soundSignals,
    running: 0,
    costToday: 0,
    costExpected: 0,
    goalBucket: null,
    orgBucket: null,
    levelInForce: 1,
    isDataWaived: false,
  } as const;
  const asked = { role: 'operator', orgId: 'local' } as const;
  const governor = perDecision(() => govern(question, governorDefaults, nowMs));
  const policy = perDecision(() =>
    authorize(asked, 'mission.decide', { orgId: 'local' }, { isDataQualityOnly: true }),
  );
  const words = ({ mean, p99 }: typeof governor) =>
    `${mean.toFixed(1)} µs, 99 of 100 within ${p99.toFixed(1)} µs`;
  return [
    { what: 'a decision of the governor', value: words(governor) },
    { what: 'a check of the policy', value: words(policy) },
  ];
}

async function postgresRows(): Promise<BenchTable['rows']> {
  const bin = requirePostgres();
  if (bin === null) return [];
  const server = await startPostgres(bin, 'kept');
  try {
    const oneMs = await cyclesOn(server.makeDatabase('one'), 1);
    const manyMs = await cyclesOn(server.makeDatabase('many'), manyWorkers);
    const graphileMs = await graphileJobs(server.makeDatabase('graphile'));
    return [
      { what: 'PostgreSQL, one worker', value: perSecond(cycles, oneMs) },
      { what: `PostgreSQL, ${manyWorkers} workers`, value: perSecond(cycles, manyMs) },
      {
        what: `graphile-worker, ${manyWorkers} at once, no log and no fence`,
        value: `${perSecond(cycles, graphileMs)}; ours: ${(graphileMs / manyMs).toFixed(2)} of it`,
      },
    ];
  } finally {
    await server.stop();
  }
}

/** Claim, one step and completion, with the audit log, against the two commits that a claim and a completion must cost. */
export async function bench(): Promise<BenchTable> {
  const folder = mkdtempSync(join(tmpdir(), 'artisan-bench-missions-'));
  try {
    // Others use the disk too: bare commits before, between and after.
    const bare = [await bareCommits(folder)];
    const oneMs = await cyclesOn(join(folder, 'one'), 1);
    bare.push(await bareCommits(folder));
    const manyMs = await cyclesOn(join(folder, 'many'), manyWorkers);
    bare.push(await bareCommits(folder));
    const bareMs = bare.reduce((sum, ms) => sum + ms, 0) / bare.length;
    const ofBare = (ms: number) =>
      `${perSecond(cycles, ms)}; ${(bareMs / ms).toFixed(2)} of two bare commits`;
    return {
      title: 'Missions',
      method: `${cycles} missions claimed, stepped and completed, each change on disk with its entry in the log; one run, one machine`,
      rows: [
        { what: 'two bare commits on SQLite', value: perSecond(cycles, bareMs) },
        { what: 'SQLite, one worker', value: ofBare(oneMs) },
        { what: `SQLite, ${manyWorkers} workers`, value: ofBare(manyMs) },
        ...(await postgresRows()),
        ...decisionRows(),
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
