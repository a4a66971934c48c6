import type { RanWith, ToolDefinition } from '@artisan-ts/kernel';
import type { MissionStore } from '@artisan-ts/runtime';
import { expect, it } from 'vitest';
import { buildAsk, scopeOf } from '#build/mission.ts';
import type { StoreUnderTest } from '#store/conformance/store-under-test.ts';

const startMs = 1_795_343_400_000;

const tool = (version: number, words: string): ToolDefinition => ({
  ...{ kind: 'tool', id: 'roast.read', version, effect: 'READ', words, takes: 'a roast' },
});

/** What every store promises of registered versions. */
export function describeRegistry(made: () => StoreUnderTest<MissionStore>): void {
  it('keeps each version as it was first, for ever, and tells each in the log', async () => {
    const { store, reopen } = made();
    const outcomes = async (on: MissionStore, ...tools: ToolDefinition[]) =>
      (await on.register('local', tools, startMs)).map(({ outcome }) => outcome);
    expect(await outcomes(store, tool(1, 'Reads.'), tool(2, 'Reads it.'))).toEqual(['new', 'new']);
    expect(await outcomes(store, tool(1, 'Reads.'))).toEqual(['known']);
    const after = await reopen();
    expect(await outcomes(after, tool(1, 'Deletes.'), tool(2, 'Reads it.'))).toEqual([
      'changed',
      'known',
    ]);
    const kept = await after.registered();
    expect(kept.map(({ id, version, atMs }) => [id, version, atMs])).toEqual([
      ['roast.read', 1, startMs],
      ['roast.read', 2, startMs],
    ]);
    expect(new Set(kept.map(({ digest }) => digest)).size).toBe(2);
    const entries = await after.auditEntries('local', 0, 9);
    const told = entries.map(({ text }) => JSON.parse(text));
    expect(told.map(({ action, object }) => `${action} ${object.id}`)).toEqual([
      'log.open local',
      'registry.register roast.read@1',
      'registry.register roast.read@2',
      'registry.refuse roast.read@1',
    ]);
  });

  it('pins a mission to the versions it was last taken with', async () => {
    const { store, reopen } = made();
    const { identity } = buildAsk(1);
    await store.createMission(buildAsk(1), startMs);
    const versions = (agent: string): Record<string, RanWith> => ({
      'roast-report': { agent, tools: ['roast.read@1'], policy: 'governor@2' },
    });
    await store.claimNext({ ...scopeOf('w1'), versions: versions('reporter@1') }, startMs);
    const after = await reopen();
    expect((await after.mission(identity.id))?.ranWith?.agent).toBe('reporter@1');
    const laterMs = startMs + 30_000;
    await after.claimNext({ ...scopeOf('w2'), versions: versions('reporter@2') }, laterMs);
    expect((await after.mission(identity.id))?.ranWith).toEqual(
      versions('reporter@2')['roast-report'],
    );
  });
}
