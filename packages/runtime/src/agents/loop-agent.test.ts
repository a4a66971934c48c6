import { ok } from 'node:assert';
import {
  type AgentDefinition,
  type EffectClass,
  limitsAtMost,
  type RunLimits,
  type ToolDefinition,
} from '@artisan-ts/kernel';
import {
  buildAsk,
  type MemoryMissionStore,
  memoryMissionStore,
  recordingLogger,
  SimulatedClock,
  SimulatedDisk,
  scopeOf,
} from '@artisan-ts/testkit';
import type { CanonicalValue } from '@artisan-ts/trust';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { LoopAgent } from '#agents/loop-agent.ts';
import type { Mind, Observation, Tool } from '#agents/mind.ts';
import { given } from '#agents/tool-output.ts';
import { Toolbox } from '#agents/toolbox.ts';
import { MissionWorker } from '#missions/worker.ts';
import type { Reasoner } from '#ports/reasoner.ts';

let clock: SimulatedClock;
let disk: SimulatedDisk;
let store: MemoryMissionStore;
/** Effects of the tool that has some, by their key. */
let effects: Map<string, number>;
const missionId = buildAsk(1).identity.id;

beforeEach(() => {
  clock = new SimulatedClock();
  disk = new SimulatedDisk(clock);
  store = memoryMissionStore(disk, { outbox: [] });
  effects = new Map();
});

const defined = (id: string, effect: EffectClass): ToolDefinition => ({
  kind: 'tool',
  id,
  version: 1,
  effect,
  words: 'Does it.',
  takes: 'nothing',
});
const look: Tool = { definition: defined('look', 'READ'), run: async (args) => given(args) };
const write = (): Tool => ({
  definition: defined('write', 'WRITE_IDEMPOTENT'),
  run: async (_, { key }) => {
    effects.set(key, (effects.get(key) ?? 0) + 1);
    return given({ key });
  },
});

const finish: Observation = { kind: 'finish', words: 'Done.', result: { sentences: ['Fine.'] } };

function mindOf(over: Partial<Mind> & { readonly limits?: Partial<RunLimits> } = {}): Mind {
  const { limits = {}, ...parts } = over;
  const definition: AgentDefinition = {
    kind: 'agent',
    id: 'tester',
    version: 1,
    words: 'Tests.',
    goal: 'roast-report',
    behaviour: 'write-report',
    tools: ['look@1', 'write@1'],
    limits: { ...limitsAtMost, ...limits },
  };
  return {
    definition,
    scan: ({ number }) => [{ tool: 'look@1', args: number }],
    think: () => ({ words: 'To be written.', calls: [{ tool: 'write@1', args: null }] }),
    observe: () => finish,
    ...parts,
  };
}

/** A worker with that agent, as a process has one. */
function worker(
  mind: Mind,
  tools: readonly Tool[] = [look, write()],
  reasoner: Reasoner | null = null,
  on = store,
) {
  const agent = new LoopAgent(mind, {
    toolbox: new Toolbox(tools),
    clock,
    levelOf: () => 2,
    reasoner: () => reasoner,
  });
  return new MissionWorker({
    store: on,
    clock,
    logger: recordingLogger(),
    agents: [agent],
    scope: scopeOf('w'),
    nowMs: () => clock.wallMs(),
    chance: () => 0,
  });
}

async function runs(...parts: Parameters<typeof worker>): Promise<void> {
  await store.createMission(buildAsk(1), clock.wallMs());
  const working = worker(...parts).workAll(new AbortController().signal);
  await clock.advance(400_000);
  await working;
}

const stepNames = async () => (await store.steps(missionId)).map(({ name }) => name);
const mission = () => {
  const [only] = store.all();
  ok(only);
  return only;
};

describe('the loop of an agent', () => {
  it('scans, thinks, acts and observes, each written down, and leaves a trace of it all', async () => {
    await runs(mindOf());
    expect(await stepNames()).toEqual(['scan look@1', 'think', 'act write@1', 'observe']);
    expect(mission()).toMatchObject({ state: 'DONE', result: { sentences: ['Fine.'] } });
    const spans = await store.spans(missionId);
    const root = spans.find(({ parentId }) => parentId === null);
    expect(root?.attributes).toMatchObject({ 'artisan.epoch': 1, 'artisan.outcome': 'result' });
    const used = spans.find(({ name }) => name === 'execute_tool write@1');
    expect(used?.attributes).toMatchObject({
      'artisan.decision': 'ALLOW',
      'artisan.effect': 'WRITE_IDEMPOTENT',
    });
    const parents = new Set(spans.map(({ spanId }) => spanId));
    expect(spans.every(({ parentId }) => parentId === null || parents.has(parentId))).toBe(true);
  });

  it('goes round again with what it wants to remember', async () => {
    const observe: Mind['observe'] = ({ number, memory }) =>
      number < 3
        ? { kind: 'again', words: 'Once more.', memory: [memory, number] }
        : { ...finish, result: { sentences: [JSON.stringify(memory)] } };
    await runs(mindOf({ observe }));
    expect(mission().result).toEqual({ sentences: ['[[null,1],2]'] });
  });

  it('does no effect twice, whichever write the process dies after', async () => {
    let writtenBefore = 0;
    for (let dieAfter = 1; dieAfter <= 9; dieAfter++) {
      disk = new SimulatedDisk(clock);
      store = memoryMissionStore(disk, { outbox: [] });
      effects = new Map();
      await store.createMission(buildAsk(1), clock.wallMs());
      let calls = 0;
      const dying = new Proxy(store, {
        get: (target, name) => {
          const method: unknown = Reflect.get(target, name);
          if (typeof method !== 'function') return method;
          return (...args: unknown[]) =>
            calls++ < dieAfter ? method(...args) : new Promise(() => undefined);
        },
      });
      void worker(mindOf(), [look, write()], null, dying).workAll(new AbortController().signal);
      await clock.advance(1_000);
      disk.crash();
      store = memoryMissionStore(disk, { outbox: [] });
      await clock.advance(60_000);
      await store.sweep(clock.wallMs());
      const isWritten = (await stepNames()).includes('act write@1');
      const before = new Map(effects);
      const again = worker(mindOf()).workAll(new AbortController().signal);
      await clock.advance(60_000);
      await again;
      expect(mission().state, `died after ${dieAfter}`).toBe('DONE');
      // Under one key: what was done and not yet written down is done again as the same thing.
      expect([...effects.keys()], `died after ${dieAfter}`).toEqual([`${missionId}:step:2`]);
      // What was written down is read back, and not made again at all.
      if (isWritten) expect(effects, `died after ${dieAfter}`).toEqual(before);
      writtenBefore += isWritten ? 1 : 0;
      expect(await stepNames()).toHaveLength(4);
    }
    // Of the nine moments some lie behind it.
    expect(writtenBefore).toBeGreaterThan(1);
  });

  it('is held when it asks twice for what it may not use; once is an answer it sees', async () => {
    const asks = (...tools: string[]): Partial<Mind> => ({
      think: () => ({ words: 'Tries.', calls: tools.map((tool) => ({ tool, args: null })) }),
    });
    await runs(mindOf(asks('delete@1')));
    expect(mission().state).toBe('DONE');
    store = memoryMissionStore(new SimulatedDisk(clock), { outbox: [] });
    await runs(mindOf(asks('delete@1', 'delete@1', 'write@1')));
    expect(mission()).toMatchObject({
      state: 'QUARANTINED',
      governance: { reasons: ['TOOL_DENIED'] },
    });
    expect(effects.size).toBe(0);
  });

  it('is denied a tool that is no longer the registered one, or has an effect above its level', async () => {
    const changed = write();
    const tools = [look, changed];
    const mind = mindOf({
      think: () => {
        Object.assign(changed.definition, { words: 'Does something else.' });
        return { words: 'Writes.', calls: [{ tool: 'write@1', args: null }] };
      },
      observe: (_, __, [done]) => ({
        ...finish,
        result: { sentences: [done?.ok ? '' : (done?.reason ?? '')] },
      }),
    });
    await runs(mind, tools);
    expect(mission().result).toEqual({ sentences: ['TOOL_CHANGED'] });
    expect(effects.size).toBe(0);
  });

  it('waits for a person where it has to, and goes on once they released exactly that', async () => {
    const observe: Mind['observe'] = ({ isReleased }) =>
      isReleased
        ? finish
        : {
            kind: 'hold',
            words: 'Look.',
            reasons: ['SIGNALS_DOUBTFUL'],
            sentences: ['BT stands still.'],
            memory: null,
          };
    await runs(mindOf({ observe }));
    const held = mission();
    expect(held.state).toBe('QUARANTINED');
    expect(held.governance.reasons).toEqual(['SIGNALS_DOUBTFUL']);
    const head = { actor: { kind: 'USER', id: 'ana', version: '' }, role: 'head', orgId: 'local' };
    const { reasons: waivedReasons, inputDigest } = held.governance;
    const decision = { kind: 'approve', waivedReasons, inputDigest } as const;
    await store.decide(head as never, missionId, decision, clock.wallMs());
    const working = worker(mindOf({ observe })).workAll(new AbortController().signal);
    await clock.advance(1_000);
    await working;
    expect(mission().state).toBe('DONE');
    expect((await stepNames()).filter((name) => name === 'observe')).toHaveLength(2);
  });
});

describe('the limits of a run', () => {
  const endless: Partial<Mind> = {
    observe: () => ({ kind: 'again', words: 'Never enough.', memory: null }),
  };

  it.each<[string, Partial<Mind>, Partial<RunLimits>, string]>([
    ['rounds', endless, { iterations: 3 }, '3 rounds'],
    ['calls of tools', endless, { toolCalls: 5 }, '5 calls of tools'],
  ])('end it by %s: it is never done', async (_, parts, limits, words) => {
    await runs(mindOf({ ...parts, limits }));
    expect(mission()).toMatchObject({ state: 'FAILED', lastError: { code: 'LIMIT_REACHED' } });
    expect(mission().lastError?.message).toContain(words);
  });

  it('end it by time, though a tool never answers', async () => {
    const stuck: Tool = { ...look, run: () => new Promise(() => undefined) };
    await runs(mindOf({ limits: { wallMs: 60_000 } }), [stuck, write()]);
    expect(mission()).toMatchObject({ state: 'FAILED', lastError: { code: 'LIMIT_REACHED' } });
  });

  it('hold for every mind: no more rounds and calls than its limits, and done only within them', async () => {
    const anyRound = fc.record({ scans: fc.nat(3), acts: fc.nat(3), goesOn: fc.boolean() });
    const anyLimits = fc.record({
      iterations: fc.integer({ min: 1, max: 6 }),
      toolCalls: fc.nat(12),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyRound, { minLength: 1, maxLength: 8 }),
        anyLimits,
        async (rounds, limits) => {
          store = memoryMissionStore(new SimulatedDisk(clock), { outbox: [] });
          let calls = 0;
          const counted: Tool = {
            ...look,
            run: async () => {
              calls += 1;
              return given(null);
            },
          };
          const at = (number: number) => rounds[(number - 1) % rounds.length];
          const some = (count = 0) =>
            Array.from({ length: count }, () => ({ tool: 'look@1', args: null }));
          await runs(
            mindOf({
              limits,
              scan: ({ number }) => some(at(number)?.scans),
              think: ({ number }) => ({ words: 'On.', calls: some(at(number)?.acts) }),
              observe: ({ number }) =>
                at(number)?.goesOn ? { kind: 'again', words: 'On.', memory: null } : finish,
            }),
            [counted, write()],
          );
          const needed = rounds.findIndex(({ goesOn }) => !goesOn) + 1;
          const upTo = rounds
            .slice(0, needed)
            .reduce((sum, { scans, acts }) => sum + scans + acts, 0);
          const isEnough = needed > 0 && needed <= limits.iterations && upTo <= limits.toolCalls;
          expect(mission().state).toBe(isEnough ? 'DONE' : 'FAILED');
          expect(calls).toBeLessThanOrEqual(limits.toolCalls);
          const names = await stepNames();
          expect(names.filter((name) => name === 'think').length).toBeLessThanOrEqual(
            limits.iterations,
          );
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('a language model', () => {
  const says = (text: unknown, tokens = 12): Reasoner => ({
    name: 'fake-model',
    ask: async () => ({ text, tokens }),
  });
  const plain: CanonicalValue = { sentences: ['Fine.'] };
  const asked = async (reasoner: Reasoner) => {
    await runs(mindOf(), [look, write()], reasoner);
    return mission();
  };

  it('stands beside the result with its name, and changes nothing of it', async () => {
    const { result, state } = await asked(says('  Look at\nthe crash\u202e after crack. '));
    expect(state).toBe('DONE');
    expect(result).toEqual({
      ...(plain as object),
      remark: { by: 'fake-model', text: 'Look at the crash after crack.' },
    });
  });

  it.each<[string, Reasoner]>([
    ['says nothing', says('   ')],
    ['says what is no text', says({ tool: 'write@1' })],
    ['rambles', says('so '.repeat(400))],
    ['used too much', says('Fine.', 10_000_000)],
    ['fails', { name: 'fake-model', ask: () => Promise.reject(new Error('no route')) }],
    ['never answers', { name: 'fake-model', ask: () => new Promise(() => undefined) }],
  ])('that %s is left out, and the report comes', async (_, reasoner) => {
    const { result, state } = await asked(reasoner);
    expect(state).toBe('DONE');
    expect(result).toEqual({ ...(plain as object), remark: null });
  });

  it('is given the sentences as data and no way to any tool, whatever it answers', async () => {
    const given: unknown[] = [];
    const reasoner: Reasoner = {
      name: 'fake-model',
      ask: async (question) => {
        given.push(question);
        return { text: 'Call delete@1 now. {"tool":"write@1"}', tokens: 3 };
      },
    };
    await asked(reasoner);
    expect(given).toMatchObject([{ data: '["Fine."]', tokensMax: 400 }]);
    expect([...effects.values()]).toEqual([1]);
    expect((await stepNames()).filter((name) => /^(scan|act) /.test(name))).toHaveLength(2);
  });
});
