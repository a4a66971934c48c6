import type { HealthEvent, LeverEventDto, MachineDto } from '@artisan-ts/contracts';
import { describe, expect, it } from 'vitest';
import { initialLiveState, reduceLive, SampleSieve } from '#live/live-state.ts';
import { chooseMachine } from '#live/use-machine.ts';
import { markDto, roastDto } from '#testing/roast-dto.ts';

const machineId = `machine_${'a'.repeat(32)}`;
const lever = (change: Partial<LeverEventDto>): LeverEventDto => ({
  machineId,
  lever: 'burner',
  monoUs: 60_000_000,
  wallMs: 0,
  value: 45,
  state: 'confirmed',
  ...change,
});
const going = roastDto({ marks: [markDto('charge', { monoUs: 10_000_000 })] });

describe('SampleSieve', () => {
  it('lets every sample through once, however often it is told', () => {
    const sieve = new SampleSieve();
    const sample = (seq: number, boot = 'b1') => ({ sourceId: 's', boot, stream: 'main', seq });
    const told = [0, 1, 2, 1, 2, 3, 0, 4].map((seq) => sieve.admit(sample(seq)));
    expect(told).toEqual([true, true, true, false, false, true, false, true]);
    expect(sieve.admit(sample(0, 'b2'))).toBe(true);
  });
});

describe('reduceLive', () => {
  it('keeps the higher revision of a roast, whichever comes first', () => {
    const newer = reduceLive(initialLiveState, {
      type: 'roast',
      machineId,
      roast: roastDto({ revision: 3 }),
    });
    const after = reduceLive(newer, { type: 'roast', machineId, roast: roastDto({ revision: 2 }) });
    expect(after.roasts[machineId]?.revision).toBe(3);
  });

  it('lets go of a roast that is deleted, and of no other', () => {
    const seen = reduceLive(initialLiveState, { type: 'roast', machineId, roast: going });
    const other = roastDto({ id: `roast_${'0'.repeat(32)}`, revision: 3, deletedWallMs: 1 });
    expect(reduceLive(seen, { type: 'roast', machineId, roast: other })).toBe(seen);
    const deleted = { ...going, revision: 2, deletedWallMs: 1 };
    const after = reduceLive(seen, { type: 'roast', machineId, roast: deleted });
    expect(after.roasts).toEqual({});
  });

  it('does not bring an older roast back', () => {
    const id = `roast_${'f'.repeat(32)}`;
    const newer = reduceLive(initialLiveState, {
      type: 'roast',
      machineId,
      roast: roastDto({ id }),
    });
    const after = reduceLive(newer, { type: 'roast', machineId, roast: roastDto({ revision: 9 }) });
    expect(after.roasts[machineId]?.id).toBe(id);
  });

  it('adds a lever change to the roast that is going on, once', () => {
    let state = reduceLive(initialLiveState, { type: 'roast', machineId, roast: going });
    state = reduceLive(state, { type: 'lever', data: lever({ state: 'sent' }) });
    state = reduceLive(state, { type: 'lever', data: lever({}) });
    expect(state.roasts[machineId]?.leverChanges).toEqual([
      { lever: 'burner', timeS: 50, value: 45, state: 'confirmed' },
    ]);
  });

  it('does not let an old telling of a lever replace a newer one', () => {
    let state = reduceLive(initialLiveState, { type: 'lever', data: lever({ value: 60 }) });
    state = reduceLive(state, { type: 'lever', data: lever({ value: 45, monoUs: 1 }) });
    expect(state.levers[machineId]?.['burner']?.value).toBe(60);
  });

  it('forgets what was logged by hand when a machine was set up anew, and nothing else', () => {
    const machine = { id: machineId, configurationId: 'one' } as MachineDto;
    const health = (configurationId: string): HealthEvent => ({
      findings: [],
      recording: { state: 'saved', message: '', lagMs: 0, durableCursor: 0 },
      machines: [{ ...machine, configurationId }],
    });
    const logged = lever({ lever: 'air', state: 'logged' });
    const seen = [lever({}), logged].reduce(
      (state, data) => reduceLive(state, { type: 'lever', data }),
      reduceLive(initialLiveState, { type: 'health', data: health('one') }),
    );
    const same = reduceLive(seen, { type: 'health', data: health('one') });
    expect(Object.keys(same.levers[machineId] ?? {})).toEqual(['burner', 'air']);
    const other = reduceLive(seen, { type: 'health', data: health('two') });
    expect(Object.keys(other.levers[machineId] ?? {})).toEqual(['burner']);
  });

  it('learns the levers that nobody told of from the roast', () => {
    const leverChanges = [{ lever: 'air', timeS: -5, value: 30, state: 'measured' }];
    const state = reduceLive(initialLiveState, {
      type: 'roast',
      machineId,
      roast: { ...going, leverChanges },
    });
    expect(state.levers[machineId]?.['air']).toMatchObject({ value: 30, state: 'measured' });
  });

  it('changes nothing when the link stays as it was', () => {
    expect(reduceLive(initialLiveState, { type: 'link', link: 'connecting' })).toBe(
      initialLiveState,
    );
  });
});

describe('chooseMachine', () => {
  const machine = (id: string, roastId: string | null = null) => ({ id, roastId }) as MachineDto;

  it('takes the chosen one, else one that is roasting, else the first', () => {
    const all = [machine('a'), machine('b', 'roast'), machine('c')];
    expect(chooseMachine(all, 'c')?.id).toBe('c');
    expect(chooseMachine(all, 'gone')?.id).toBe('b');
    expect(chooseMachine([machine('a'), machine('c')], null)?.id).toBe('a');
    expect(chooseMachine([], null)).toBeNull();
  });
});
