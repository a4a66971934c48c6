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

describe('a token that is given for some days', () => {
  const service = { name: 'Reader', role: 'service', lastsDays: 30 } as const;

  it('opens until then, and is told of two weeks before', async () => {
    const { clock, people, by } = await twoAdmins();
    const made = await people.addIdentity(by, service);
    if (!made.ok) throw new Error(made.message);
    const { token, identity } = made.value;
    expect(identity.endsAtMs).toBe(clock.wallMs() + 30 * 24 * hourMs);
    let news = 0;
    people.watch(() => news++);

    await clock.advance(15.5 * 24 * hourMs);
    expect(people.lookAtTokens()).toBeNull();
    await clock.advance(24 * hourMs);
    expect(people.lookAtTokens()).toContain('The token of Reader ends in 14 days.');
    expect(people.callerOf(token)).not.toBeNull();
    news = 0;

    await clock.advance(14 * 24 * hourMs);
    expect(people.callerOf(token)).toBeNull();
    expect(people.identities()).toMatchObject([{ isActive: false }]);
    expect(people.lookAtTokens()).toContain('The token of Reader has ended.');
    people.lookAtTokens();
    // Whoever goes on under it is asked once whether they may still.
    expect(news).toBe(1);
  });

  it('gives its name free when it has ended, and is told of no more', async () => {
    const { clock, people, by } = await twoAdmins();
    const first = await people.addIdentity(by, service);
    expect((await people.addIdentity(by, service)).ok).toBe(false);
    await clock.advance(31 * 24 * hourMs);
    const second = await people.addIdentity(by, { name: 'reader', role: 'service' });
    expect([first.ok, second.ok]).toEqual([true, true]);
    expect(people.identities().map(({ isActive }) => isActive)).toEqual([false, true]);
    expect(people.lookAtTokens()).toBeNull();
  });

  it('opens until it is revoked when nothing else was said', async () => {
    const { clock, people, by } = await twoAdmins();
    const made = await people.addIdentity(by, { name: 'Reader', role: 'service' });
    if (!made.ok) throw new Error(made.message);
    await clock.advance(20 * 365 * 24 * hourMs);
    expect(people.callerOf(made.value.token)).not.toBeNull();
  });
});
