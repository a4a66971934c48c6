import { deepStrictEqual, equal, ok } from 'node:assert/strict';
import fc from 'fast-check';
import type { SqliteMissions } from '../../packages/storage/src/missions/sqlite-mission-store.ts';
import { buildAsk, builtHead, scopeOf, thinSignals } from '../../packages/testkit/src/index.ts';
import type { Model, ModelMission } from './model.ts';

/** The real store, which survives being opened again. */
export interface Real {
  store: SqliteMissions['missions'];
  /** Closes it without a word and opens what lies on the disk. */
  reopen(): void;
}

type Command = fc.Command<Model, Real>;

/** One command by its name, shown when a run fails. */
function command(
  name: string,
  run: (model: Model, real: Real) => void,
  check: (model: Readonly<Model>) => boolean = () => true,
): Command {
  return { check, run, toString: () => name };
}

/** More than may run at once. */
const machines = 10;
const idOf = (number: number) => buildAsk(number).identity.id;
const wait = (untilMs: number) =>
  ({
    kind: 'timer',
    correlation: 'c',
    digest: 'd',
    deadlineAtMs: untilMs,
    onTimeout: 'RETRY',
  }) as const;

/** What the store has of a mission is what the model has. */
export function compare(mission: ModelMission, { store }: Real): void {
  const found = store.mission(idOf(mission.number));
  ok(found !== null, `mission ${mission.number} is there`);
  const { state, epoch, attempts, lease, availableAtMs } = found;
  const { worker, leaseUntilMs } = mission;
  const isWaiting = state === 'PENDING' || state === 'RETRY';
  deepStrictEqual(
    {
      ...{ state, epoch, attempts, worker: lease?.workerId ?? null },
      leaseUntilMs: lease?.expiresAtMs ?? null,
      availableAtMs: isWaiting ? availableAtMs : null,
    },
    {
      ...{ state: mission.state, epoch: mission.epoch, attempts: mission.attempts, worker },
      leaseUntilMs: worker === null ? null : leaseUntilMs,
      availableAtMs: isWaiting ? mission.availableAtMs : null,
    },
    `mission ${mission.number}`,
  );
}

function createOne(number: number, isThin: boolean, model: Model, real: Real): void {
  const machine = number % machines;
  const ask = buildAsk(number, {
    machineId: buildAsk(machine + 1).machineId,
    ...(isThin && { signals: thinSignals }),
  });
  const isReplay = model.missions.has(number);
  const identity = isReplay ? { ...ask.identity, id: idOf(90_000 + number) } : ask.identity;
  const answer = real.store.createMission({ ...ask, identity }, model.nowMs);
  ok(answer.ok);
  equal(answer.isReplay, isReplay);
  equal(answer.mission.id, idOf(number));
  compare(model.missions.get(number) ?? model.create(number, machine, isThin), real);
}

const create = (number: number, isThin: boolean): Command =>
  command(`create(${number}${isThin ? ', thin' : ''})`, (model, real) =>
    createOne(number, isThin, model, real),
  );

/** As many at once as use up the tokens of a machine. */
const createMany = (from: number): Command =>
  command(`createMany(${from})`, (model, real) => {
    for (let at = 0; at < 35; at++) createOne(1_000 * from + machines * at, false, model, real);
  });

const claim = (worker: string): Command =>
  command(`claim(${worker})`, (model, real) => {
    const expected = model.next();
    const found = real.store.claimNext(scopeOf(worker), model.nowMs);
    equal(found?.id ?? null, expected === null ? null : idOf(expected.number));
    if (expected === null) return;
    model.take(expected, worker);
    compare(expected, real);
  });

type Held = (
  model: Model,
  real: Real,
  mission: ModelMission,
  hold: { missionId: ReturnType<typeof idOf>; epoch: number; workerId: string },
  isHeld: boolean,
) => void;

/** A worker speaks of a mission it once took; whether it still holds it is the model's to say. */
function asHolder(name: string, worker: string, pick: number, run: Held): Command {
  const beliefsOf = (model: Readonly<Model>) =>
    model.beliefs.filter((belief) => belief.worker === worker).slice(-4);
  return command(
    `${name}(${worker}, ${pick})`,
    (model, real) => {
      const beliefs = beliefsOf(model);
      const { number, epoch } = beliefs[pick % beliefs.length] ?? { number: 0, epoch: 0 };
      const mission = model.missions.get(number);
      ok(mission !== undefined);
      const hold = { missionId: idOf(number), epoch, workerId: worker };
      run(model, real, mission, hold, model.holds(mission, worker, epoch));
      compare(mission, real);
    },
    (model) => beliefsOf(model).length > 0,
  );
}

const step = (worker: string, pick: number): Command =>
  asHolder('step', worker, pick, (model, { store }, mission, hold, isHeld) => {
    const entry = { stepNo: mission.steps, name: 'work', output: mission.steps };
    equal(store.writeStep(hold, entry, model.nowMs).ok, isHeld);
    if (isHeld) mission.steps += 1;
    equal(store.steps(hold.missionId).length, mission.steps);
  });

const complete = (worker: string, pick: number): Command =>
  asHolder('complete', worker, pick, (model, { store }, mission, hold, isHeld) => {
    const outcome = { result: { by: worker }, isResultValid: true };
    const { ok: isTaken } = store.complete(hold, outcome, model.nowMs);
    equal(isTaken, isHeld && model.complete(mission));
  });

const fail = (worker: string, pick: number, code: string, isPermanent: boolean): Command =>
  asHolder(`fail ${code}${isPermanent ? ' for good' : ''}`, worker, pick, (...given) => {
    const [model, { store }, mission, hold, isHeld] = given;
    const failure = { error: { code, message: '' }, isPermanent, retryAfterMs: null, chance: 0 };
    equal(store.fail(hold, failure, model.nowMs).ok, isHeld);
    if (isHeld) model.fail(mission, code, isPermanent);
  });

const beat = (worker: string, pick: number): Command =>
  asHolder('heartbeat', worker, pick, (model, { store }, mission, hold, isHeld) => {
    equal(store.heartbeat(hold, model.nowMs).ok, isHeld && model.beat(mission));
  });

const release = (worker: string, pick: number): Command =>
  asHolder('release', worker, pick, (model, { store }, mission, hold, isHeld) => {
    equal(store.release(hold, model.nowMs).ok, isHeld);
    if (isHeld) model.release(mission);
  });

const suspend = (worker: string, pick: number): Command =>
  asHolder('suspend', worker, pick, (model, { store }, mission, hold, isHeld) => {
    const forMs = 60_000;
    equal(store.suspend(hold, wait(model.nowMs + forMs), model.nowMs).ok, isHeld);
    if (isHeld) model.suspend(mission, forMs);
  });

const sweep = command('sweep', (model, real) => {
  equal(real.store.sweep(model.nowMs), Math.min(100, model.sweep()));
  for (const mission of model.missions.values()) compare(mission, real);
});

/** What a person or an event does to a mission in a certain state. */
function onOne(
  name: string,
  pick: number,
  isTaken: (state: string) => boolean,
  ask: (real: Real, id: ReturnType<typeof idOf>, nowMs: number) => { readonly ok: boolean },
  change: (model: Model, mission: ModelMission) => void,
): Command {
  return command(
    `${name}(${pick})`,
    (model, real) => {
      const all = [...model.missions.values()];
      const mission = all[pick % all.length];
      ok(mission !== undefined);
      const isMeant = isTaken(mission.state);
      equal(ask(real, idOf(mission.number), model.nowMs).ok, isMeant);
      if (isMeant) change(model, mission);
      compare(mission, real);
    },
    (model) => model.missions.size > 0,
  );
}

const alive = ['PENDING', 'RETRY', 'WAITING', 'QUARANTINED', 'RUNNING'];
const cancel = (pick: number): Command =>
  onOne(
    'cancel',
    pick,
    (state) => alive.includes(state),
    ({ store }, id, nowMs) => store.cancel(builtHead, id, nowMs),
    (model, mission) => model.cancel(mission),
  );
const retryNow = (pick: number): Command =>
  onOne(
    'retryNow',
    pick,
    (state) => state === 'RETRY',
    ({ store }, id, nowMs) => store.retryNow(builtHead, id, nowMs),
    (model, mission) => model.resume(mission, 'RETRY'),
  );
const satisfy = (pick: number): Command =>
  onOne(
    'satisfy',
    pick,
    (state) => state === 'WAITING',
    ({ store }, id, nowMs) =>
      store.satisfy(id, { correlation: 'c', digest: 'd', payload: 1 }, nowMs),
    (model, mission) => model.resume(mission, 'PENDING'),
  );
const approve = (pick: number): Command =>
  onOne(
    'approve',
    pick,
    (state) => state === 'QUARANTINED',
    ({ store }, id, nowMs) => {
      const governance = store.mission(id)?.governance;
      const waivedReasons = governance?.reasons ?? [];
      const inputDigest = governance?.inputDigest ?? '';
      return store.decide(builtHead, id, { kind: 'approve', waivedReasons, inputDigest }, nowMs);
    },
    (model, mission) => model.resume(mission, 'PENDING'),
  );

const pass = (ms: number): Command =>
  command(`pass(${ms} ms)`, (model) => {
    model.nowMs += ms;
  });
const die = command('die and open again', (_, real) => real.reopen());

/** The newest of what a worker was given. */
const newest = (model: Readonly<Model>, worker: string) =>
  Math.min(4, model.beliefs.filter((belief) => belief.worker === worker).length) - 1;

/** One kind of failure after the other, more than a goal may have in a row. */
const failAlike = (worker: string): Command =>
  command(`failAlike(${worker})`, (model, real) => {
    for (let times = 0; times < 6; times++) {
      claim(worker).run(model, real);
      if (newest(model, worker) < 0) return;
      fail(worker, newest(model, worker), 'x', true).run(model, real);
    }
  });

/** More machines with work than may run at once, and workers that take what they get. */
const fill = (worker: string): Command =>
  command(`fill(${worker})`, (model, real) => {
    for (let at = 1; at <= machines; at++) createOne(at, false, model, real);
    for (let at = 1; at <= machines; at++) claim(worker).run(model, real);
  });

/** What is done is asked for once more, as a dispatcher does that was told twice. */
const askForDone: Command = command('askForDone', (model, real) => {
  const done = [...model.missions.values()].filter(({ state }) => state === 'DONE');
  for (const { number } of done.slice(0, 5)) createOne(number, false, model, real);
});

/** A worker that dies of whatever it is given. */
const crashLoop = (worker: string): Command =>
  command(`crashLoop(${worker})`, (model, real) => {
    for (let times = 0; times < 8; times++) {
      claim(worker).run(model, real);
      model.nowMs += 31_000;
      sweep.run(model, real);
    }
  });

const worker = fc.constantFrom('w1', 'w2', 'w3');
const pick = fc.nat(20);
const number = fc.integer({ min: 1, max: 9 });
const held = fc.tuple(worker, pick);

/** Everything that can be done to a store; what matters most is drawn most. */
export const commands: readonly fc.Arbitrary<Command>[] = [
  fc.tuple(number, fc.constantFrom(false, false, false, true)).map((args) => create(...args)),
  number.map((each) => create(each, false)),
  fc.integer({ min: 1, max: 3 }).map(createMany),
  worker.map(claim),
  worker.map(claim),
  worker.map(claim),
  worker.map(failAlike),
  worker.map(crashLoop),
  worker.map(fill),
  fc.constant(askForDone),
  held.map((args) => step(...args)),
  held.map((args) => complete(...args)),
  fc.tuple(worker, pick, fc.constantFrom('x', 'x', 'y'), fc.boolean()).map((args) => fail(...args)),
  held.map((args) => beat(...args)),
  held.map((args) => release(...args)),
  held.map((args) => suspend(...args)),
  pick.map(cancel),
  pick.map(retryNow),
  pick.map(satisfy),
  pick.map(approve),
  fc.constantFrom(1, 1_000, 10_000, 30_000, 31_000, 301_000, 3_600_000, 31 * 86_400_000).map(pass),
  fc.constant(sweep),
  fc.constant(sweep),
  fc.constant(die),
];
