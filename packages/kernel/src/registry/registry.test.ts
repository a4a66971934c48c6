import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EffectClass, rungOf } from '#governor/effect-class.ts';
import {
  type AgentDefinition,
  decideRegistration,
  definitionFaults,
  type ToolDefinition,
  versionName,
} from '#registry/definitions.ts';
import {
  limitFaults,
  limitOverrun,
  limitsAtMost,
  noUsage,
  type RunLimits,
  used,
} from '#registry/run-limits.ts';
import { decideToolCall } from '#registry/tool-call.ts';

const tool = (id: string, effect: EffectClass): ToolDefinition => ({
  kind: 'tool',
  id,
  version: 1,
  effect,
  words: 'Reads a roast.',
  takes: 'the roast',
});
const reader = tool('roast.read', 'READ');
const agent: AgentDefinition = {
  kind: 'agent',
  id: 'roast-reporter',
  version: 1,
  goal: 'roast-report',
  words: 'Reports on a roast.',
  behaviour: 'write-report',
  limits: limitsAtMost,
  tools: [versionName(reader)],
};

describe('a registered version', () => {
  it('is new, known, or another under its name', () => {
    expect(decideRegistration(null, 'a')).toBe('new');
    expect(decideRegistration({ digest: 'a' }, 'a')).toBe('known');
    expect(decideRegistration({ digest: 'a' }, 'b')).toBe('changed');
  });

  it('has a name, words, an effect that a tool may have, and no tool or limit beyond what there is', () => {
    expect(definitionFaults(agent, [reader])).toEqual([]);
    expect(definitionFaults(agent, [])).toEqual([
      'agent roast-reporter@1: there is no tool roast.read@1',
    ]);
    const boundless = { ...agent, limits: { ...limitsAtMost, toolCalls: 31 } };
    expect(definitionFaults(boundless, [reader])).toHaveLength(1);
    const drives = { ...reader, effect: 'ACTUATE' as EffectClass };
    expect(definitionFaults(drives, [])[0]).toContain('no effect "ACTUATE"');
    expect(definitionFaults({ ...reader, id: 'R', version: 0, words: ' ' }, [])).toHaveLength(3);
  });
});

describe('the use of a tool', () => {
  const ask = (over: Partial<Parameters<typeof decideToolCall>[0]>) =>
    decideToolCall({
      agent,
      name: 'roast.read@1',
      tool: reader,
      isUnchanged: true,
      level: 1,
      ...over,
    });
  const reasonOf = (answer: ReturnType<typeof ask>) => (answer.ok ? null : answer.reason);

  it('is only what the agent is registered for, in the version it is registered for', () => {
    expect(ask({}).ok).toBe(true);
    expect(reasonOf(ask({ agent: { ...agent, tools: [] } }))).toBe('TOOL_DENIED');
    expect(reasonOf(ask({ tool: null }))).toBe('TOOL_DENIED');
    expect(reasonOf(ask({ tool: { ...reader, version: 2 } }))).toBe('TOOL_DENIED');
    expect(reasonOf(ask({ isUnchanged: false }))).toBe('TOOL_CHANGED');
  });

  it('needs the rung of its effect, and an effect that is none is denied at every level', () => {
    for (const effect of Object.keys(rungOf) as EffectClass[]) {
      for (const level of [1, 2, 3, 4, 5] as const) {
        const answer = ask({ tool: { ...reader, effect }, level });
        expect(answer.ok, `${effect} at ${level}`).toBe(level >= rungOf[effect]);
      }
    }
    const drives = { ...reader, effect: 'ACTUATE' as EffectClass };
    expect(reasonOf(ask({ tool: drives, level: 5 }))).toBe('AUTONOMY_CAP');
  });
});

describe('the limits of a run', () => {
  const amounts = fc.record({
    iterations: fc.nat(9),
    toolCalls: fc.nat(40),
    wallMs: fc.nat(200_000),
    tokens: fc.nat(300_000),
  });
  const names = Object.keys(limitsAtMost) as (keyof RunLimits)[];

  it('are overrun exactly when one of them is, however it was used up', () => {
    fc.assert(
      fc.property(fc.array(amounts, { maxLength: 6 }), amounts, (parts, limits) => {
        const usage = parts.reduce(used, noUsage);
        const isOver = names.some(
          (name) => parts.reduce((sum, part) => sum + part[name], 0) > limits[name],
        );
        expect(limitOverrun(usage, limits) !== null).toBe(isOver);
      }),
    );
  });

  it('never lie above what any agent may use, and what is no number overruns', () => {
    fc.assert(
      fc.property(amounts, (limits) => {
        const isWithin = names.every((name) => limits[name] <= limitsAtMost[name]);
        expect(limitFaults(limits).length === 0).toBe(isWithin);
      }),
    );
    expect(limitOverrun({ ...noUsage, tokens: Number.NaN }, limitsAtMost)).toBe('tokens');
    expect(limitFaults({ ...limitsAtMost, wallMs: -1 })).toHaveLength(1);
  });
});
