import { describe, expect, it } from 'vitest';
import { decideMission } from '#mission/decide.ts';
import type { MissionEvent } from '#mission/events.ts';
import { missionViolations } from '#mission/invariants.ts';
import { isRunnable, type Mission } from '#mission/mission.ts';
import { newMission, person, scopeOf } from '#mission/mission-under-test.ts';

/** Two missions of one serial key, two workers that remember what they were given, three moments. */
interface World {
  readonly missions: readonly Mission[];
  /** The epoch each worker believes to hold, by mission; it may be long gone. */
  readonly beliefs: readonly (readonly (number | null)[])[];
  readonly clock: number;
  readonly completions: readonly number[];
}

const workers = ['w1', 'w2'];
const clocks = [0, 31_000, 400_000];
const depthMax = 12;

interface Move {
  readonly name: string;
  readonly mission: number;
  readonly worker: number | null;
  readonly event: MissionEvent;
}

function moves(world: World): readonly Move[] {
  return world.missions.flatMap((mission, at) => {
    const others = world.missions.filter((other) => other !== mission);
    const isSerialKeyFree = others.every((other) => other.state !== 'RUNNING');
    const byWorker = workers.flatMap((workerId, worker) => {
      const claim: MissionEvent = {
        type: 'claim',
        worker: scopeOf(workerId),
        leaseMs: 30_000,
        deadlineMs: 300_000,
        isSerialKeyFree,
      };
      const epoch = world.beliefs[worker]?.[at] ?? null;
      const events = epoch === null ? [] : workOf(epoch, workerId);
      return [claim, ...events].map((event) => ({
        name: `${workerId} ${event.type}`,
        mission: at,
        worker,
        event,
      }));
    });
    const byOthers = [{ type: 'sweep' }, { type: 'cancel', by: person }] as const;
    const rest = byOthers.map((event) => ({ name: event.type, mission: at, worker: null, event }));
    return [...byWorker, ...rest];
  });
}

function workOf(epoch: number, workerId: string): readonly MissionEvent[] {
  const fence = { epoch, workerId };
  return [
    { type: 'heartbeat', leaseMs: 30_000, ...fence },
    { type: 'complete', result: null, isTraceStored: true, isResultValid: true, ...fence },
    {
      type: 'fail',
      error: { code: 'x', message: '' },
      isPermanent: false,
      retryAfterMs: null,
      chance: 0,
      ...fence,
    },
  ];
}

/** What the world is after a move, with what the move broke. */
function play(
  world: World,
  move: Move,
): { readonly world: World; readonly broken: readonly string[] } | null {
  const before = world.missions[move.mission] as Mission;
  const step = decideMission(before, move.event, clocks[world.clock] ?? 0);
  if (!step.ok) return null;
  const missions = world.missions.map((mission, at) =>
    at === move.mission ? step.mission : mission,
  );
  const isDone = move.event.type === 'complete';
  const completions = world.completions.map((count, at) =>
    isDone && at === move.mission ? count + 1 : count,
  );
  const beliefs =
    move.event.type !== 'claim'
      ? world.beliefs
      : world.beliefs.map((row, worker) =>
          worker === move.worker
            ? row.map((epoch, at) => (at === move.mission ? step.mission.epoch : epoch))
            : row,
        );
  const broken = [...missionViolations(before, step.mission, move.event.type)];
  if (missions.filter((mission) => mission.state === 'RUNNING').length > 1) broken.push('INV-07');
  if (completions.some((count) => count > 1)) broken.push('INV-02 completed twice');
  return { world: { ...world, missions, completions, beliefs }, broken };
}

function keyOf(world: World): string {
  const rows = world.missions.map(({ state, epoch, attempts, lease, availableAtMs }) =>
    [
      state,
      epoch,
      attempts,
      lease?.workerId,
      lease?.expiresAtMs,
      lease?.attemptDeadlineAtMs,
      availableAtMs,
    ].join(),
  );
  return [...rows, JSON.stringify(world.beliefs), world.clock, world.completions].join(';');
}

/** Every world that can be reached in so many moves, each looked at once. */
function explore(first: World): {
  readonly worlds: number;
  readonly broken: readonly string[];
  readonly stuck: number;
} {
  const seen = new Set([keyOf(first)]);
  let frontier: World[] = [first];
  const broken = new Set<string>();
  let stuck = 0;
  for (let depth = 0; depth < depthMax && frontier.length > 0; depth++) {
    const next: World[] = [];
    const visit = (world: World) => {
      const key = keyOf(world);
      if (seen.has(key)) return;
      seen.add(key);
      next.push(world);
    };
    for (const world of frontier) {
      for (const move of moves(world)) {
        const played = play(world, move);
        if (played === null) continue;
        for (const what of played.broken) broken.add(`${what} by ${move.name}`);
        visit(played.world);
      }
      if (world.clock + 1 < clocks.length) visit({ ...world, clock: world.clock + 1 });
      stuck += isStuck(world) ? 1 : 0;
    }
    frontier = next;
  }
  return { worlds: seen.size, broken: [...broken], stuck };
}

/** At the last moment a mission that is neither ended nor held must be one that somebody can take or sweep. */
function isStuck(world: World): boolean {
  if (world.clock < clocks.length - 1) return false;
  return world.missions.some((mission) => {
    const isAlive = mission.state === 'PENDING' || mission.state === 'RETRY';
    return (
      isAlive &&
      mission.attempts >= mission.maxAttempts &&
      !isRunnable(mission, Number.MAX_SAFE_INTEGER)
    );
  });
}

describe('two workers, two missions, three moments', () => {
  it('break no invariant in any order of twelve moves', () => {
    const missions = [1, 2].map((number) =>
      newMission(
        { serialKey: 'machine', maxAttempts: 2, idempotencyKey: `k${number}` },
        undefined,
        number,
      ),
    );
    const nobody = [null, null];
    const found = explore({ missions, beliefs: [nobody, nobody], clock: 0, completions: [0, 0] });
    expect(found.broken).toEqual([]);
    expect(found.stuck).toBe(0);
    expect(found.worlds).toBeGreaterThan(10_000);
  });
});
