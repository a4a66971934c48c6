import { expect, it } from 'vitest';
import { World } from './world.ts';

/**
 * What every station that ever ran this has registered. Whoever changes an agent, a tool or the rules gives it a new version and
 * adds a line; a line that is here is not changed: a station that knows the version would refuse to work with it.
 */
const registered: readonly string[] = [
  'agent data-quality-watcher@1 9ab3bd6e84bb515b',
  'agent data-quality-watcher@2 9defb37ee0307979',
  'agent drift-watcher@1 cd3e7fe4501659a4',
  'agent roast-reporter@1 0f618f49273c9a9d',
  'agent sim-roaster@1 e73b8ce63c34294e',
  'policy governor@2 7e6919420d79a8e4',
  'tool batches.read@1 ab24f96f194cc7c9',
  'tool roast.analyse@1 9a4cf598a4655fb2',
  'tool roast.outcome@1 d0b3658f31f84a23',
  'tool roast.read@1 d060e4e78bf5ffef',
  'tool roast.signals@1 abf244af267b9786',
  'tool signals.look@1 4202d70cee5c627a',
  'tool signals.look@2 d16bbecb937be5d3',
  'tool twin.reference@1 8a0d674221285c15',
  'tool twin.roast@1 a882646eef7747b0',
];

it('a changed agent, tool or rule has a new version', async () => {
  const world = new World();
  await world.start();
  await world.run(10);
  const { versions } = await world.ask(world.station.missions.agents());
  const found = versions.map(({ kind, name, digest }) => `${kind} ${name} ${digest.slice(0, 16)}`);
  expect(found.length).toBeGreaterThan(12);
  expect(found.filter((version) => !registered.includes(version))).toEqual([]);
});
