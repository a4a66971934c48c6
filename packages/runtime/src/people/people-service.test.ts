import type { PersonId } from '@artisan-ts/domain';
import { CountingIds, SimulatedClock } from '@artisan-ts/testkit';
import { describe, expect, it } from 'vitest';
import type { StationParts } from '#station-parts.ts';
import { MemoryPeopleStore, plainSecrets } from '../../test/memory-people.ts';
import { PeopleService } from './people-service.ts';

const hourMs = 3_600_000;

/** A station with Ada, who is admin, and Ben, who is admin too. */
async function twoAdmins() {
  const clock = new SimulatedClock();
  const store = new MemoryPeopleStore();
  // People need the time, ids and machines of a station and nothing else of it.
  const station = {
    time: { now: () => clock.wallMs() },
    deps: { ids: new CountingIds() },
    machines: new Map(),
  } as unknown as StationParts;
  const people = new PeopleService(station, { store, secrets: plainSecrets() });
  await people.begin();
  const first = await people.addFirst({ name: 'Ada', pin: '1111' });
  if (!first.ok) throw new Error(first.message);
  const by = people.callerOf(first.value.token);
  if (by === null) throw new Error('Ada is signed in');
  const added = await people.add(by, { name: 'Ben', pin: '2222', roles: ['admin'] });
  if (!added.ok) throw new Error(added.message);
  const [ada, ben] = [first.value.person.id, added.value.id].map((id) => id as PersonId);
  if (ada === undefined || ben === undefined) throw new Error('two people');
  const signIn = (name: string, pin: string, as: 'screen' | 'command' = 'screen') =>
    people.signIn({ name, pin, as }, 'here');
  return { clock, store, people, by, ada, ben, signIn };
}

describe('changes of people that come at the same moment', () => {
  it('leave one admin at least', async () => {
    const { people, by, ada, ben } = await twoAdmins();
    const changes = [ada, ben].map((id) => people.change(by, id, { roles: ['viewer'] }));
    const oks = (await Promise.all(changes)).map(({ ok }) => ok);
    expect(oks).toEqual([true, false]);
    expect(people.list().filter(({ roles }) => roles.includes('admin'))).toHaveLength(1);
  });

  it('never undo each other', async () => {
    const { people, by, ben, signIn } = await twoAdmins();
    await Promise.all([
      people.change(by, ben, { pin: '3333' }),
      people.change(by, ben, { name: 'Benjamin' }),
    ]);
    expect((await signIn('Benjamin', '3333')).ok).toBe(true);
    await Promise.all([
      people.change(by, ben, { pin: '4444' }),
      people.change(by, ben, { isActive: false }),
    ]);
    expect((await signIn('Benjamin', '4444')).ok).toBe(false);
    expect(people.list().find(({ id }) => id === ben)?.isActive).toBe(false);
  });

  it('let nobody in by a PIN that is changed while it is looked at', async () => {
    const { store, people, by, ben, signIn } = await twoAdmins();
    const [changed, entered] = await Promise.all([
      people.change(by, ben, { pin: '3333' }),
      signIn('Ben', '2222'),
    ]);
    expect([changed.ok, entered.ok]).toEqual([true, false]);
    expect([...store.open.values()].filter(({ personId }) => personId === ben)).toEqual([]);
  });
});

describe('sign-ins', () => {
  it('that have ended are forgotten, in memory and on disk, also when nobody asks for them again', async () => {
    const { clock, store, people, signIn } = await twoAdmins();
    for (let command = 0; command < 30; command++) await signIn('Ben', '2222', 'command');
    expect(store.open.size).toBe(31);
    await clock.advance(13 * hourMs);
    for (let screen = 0; screen < 3; screen++) await signIn('Ben', '2222');
    expect(store.open.size).toBe(3);
    expect(people.callerOf('token-0')).toBeNull();
  });
});
