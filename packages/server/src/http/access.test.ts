import { readFileSync } from 'node:fs';
import { type Action, personRoles, type Role, roles } from '@artisan-ts/kernel';
import type { Caller } from '@artisan-ts/runtime';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { machine } from '../../test/fake-station.ts';
import { TestServer } from '../../test/test-server.ts';
import { type Access, accessTable } from './access-table.ts';

const policySet = 'addresses';
cedar.preparsePolicySet(policySet, {
  staticPolicies: readFileSync(
    new URL('../../../kernel/src/policy/policy.cedar', import.meta.url),
    'utf8',
  ),
});

/** What the door takes as true of the state of a mission, which is judged again where it is read. */
const factsAtTheDoor = {
  isOwn: true,
  isInScope: false,
  isTestRoast: false,
  isThroughMission: false,
  isOperatorGoal: true,
  childDepth: 9,
  autonomyLevel: 1,
  isStronglyPresent: false,
  isPairedScreen: false,
  isOnePersonOrg: false,
  isSecondPerson: false,
  isProposal: false,
  touchesCommandLimits: false,
  hasDelayPassed: false,
  isDataQualityOnly: true,
  isRoastOpen: false,
};

/** What is no person is judged by its registration: this site, or a machine of its own, which none of the addresses names. */
const isIdentity = (role: Role) => !Object.hasOwn(personRoles, role);

function cedarAllows(role: Role, action: Action): boolean {
  const facts = isIdentity(role)
    ? { ...factsAtTheDoor, isInScope: role !== 'device', isOwn: role !== 'device' }
    : factsAtTheDoor;
  const answer = cedar.statefulIsAuthorized({
    principal: { type: 'Actor', id: role },
    action: { type: 'Action', id: action },
    resource: { type: 'Thing', id: 'thing' },
    context: facts,
    preparsedPolicySetId: policySet,
    validateRequest: false,
    entities: [
      { uid: { type: 'Actor', id: role }, attrs: { role, org: 'local' }, parents: [] },
      { uid: { type: 'Thing', id: 'thing' }, attrs: { org: 'local' }, parents: [] },
    ],
  });
  if (answer.type !== 'success') throw new Error(JSON.stringify(answer));
  return answer.response.decision === 'allow';
}

/** A secret that says whose it is. */
const tokenOf = (who: readonly Role[]) => `secret-of-somebody-who-is-${who.join('-')}`;

function callerFor(token: string): Caller | null {
  const who = roles.filter((role) => token.split('-').includes(role));
  if (!token.startsWith('secret-of') || who.length === 0) return null;
  if (who.length === 1 && who.every(isIdentity)) {
    const actor = { kind: 'SERVICE', id: `identity_${'b'.repeat(32)}`, version: '' } as const;
    const of = { kind: 'identity', actor, personId: null, roles: who, orgId: 'local' } as const;
    return who[0] === 'device'
      ? { ...of, machineId: machine.id as NonNullable<Caller['machineId']> }
      : of;
  }
  return {
    kind: 'person',
    actor: { kind: 'USER', id: `person_${'a'.repeat(32)}`, version: '' },
    personId: `person_${'a'.repeat(32)}` as NonNullable<Caller['personId']>,
    roles: who,
    orgId: 'local',
  };
}

describe('every address of the API, asked by every role', () => {
  const server = new TestServer();
  let isFirstRun = false;

  beforeAll(() => {
    const { people } = server.station;
    Object.assign(people, {
      isFirstRun: () => isFirstRun,
      callerOf: callerFor,
      firstRunCaller: () =>
        isFirstRun
          ? { ...callerFor('secret-of-operator'), kind: 'first-run', personId: null }
          : null,
    });
  });
  afterAll(() => server.close());

  const addresses = Object.entries(accessTable).filter(([address]) => !address.endsWith('/live'));
  const ask = async (address: string, headers: Readonly<Record<string, string>>) => {
    const [method = '', path = ''] = address.split(' ');
    const url = `/api/v1${path.replace(/:\w+/g, 'nothing')}`;
    return server.ask(method as 'GET', url, headers);
  };
  const isOpen = (access: Access) => access === 'open' || access === 'here';

  it('answers as Cedar does to every role alone, and to every pair of roles of people', async () => {
    const people = Object.keys(personRoles) as Role[];
    const pairs = people.flatMap((one, at) => people.slice(at + 1).map((other) => [one, other]));
    const differing: string[] = [];
    let asked = 0;
    for (const who of [...roles.map((role) => [role]), ...pairs]) {
      for (const [address, access] of addresses) {
        if (isOpen(access)) continue;
        const { statusCode } = await ask(address, { authorization: `Bearer ${tokenOf(who)}` });
        const mayCedar = who.some((role) =>
          (access as readonly Action[]).some((action) => cedarAllows(role, action)),
        );
        asked += 1;
        const isRefused = statusCode === 403 || statusCode === 401;
        if (isRefused === mayCedar) differing.push(`${who} ${address}: ${statusCode}`);
      }
    }
    expect(differing).toEqual([]);
    expect(asked).toBeGreaterThan(1_000);
  });

  it('lets a device speak for its own machine, in hints alone', async () => {
    const headers = { authorization: `Bearer ${tokenOf(['device'])}` };
    const statusOf = async (path: string) =>
      (await server.ask('POST', `/api/v1/machines/${path}`, headers)).statusCode;
    expect(await statusOf(`${machine.id}/hints`)).toBe(400);
    expect(await statusOf(`machine_${'e'.repeat(32)}/hints`)).toBe(403);
    for (const what of ['marks', 'levers', 'notes', 'roast/close', 'connection-test'])
      expect(await statusOf(`${machine.id}/${what}`), what).toBe(403);
  });

  it('takes a member of another organisation for nobody, whatever their roles', async () => {
    const stranger = (token: string) => {
      const caller = callerFor(token);
      return caller && { ...caller, orgId: 'other' };
    };
    const { people } = server.station;
    const everyRole = { authorization: `Bearer ${tokenOf(roles)}` };
    const nobody = { authorization: 'Bearer a-secret-that-nobody-has' };
    Object.assign(people, { callerOf: stranger });
    for (const [address] of addresses) {
      const [theirs, nobodys] = [await ask(address, everyRole), await ask(address, nobody)];
      expect([theirs.statusCode, theirs.body], address).toEqual([nobodys.statusCode, nobodys.body]);
    }
    Object.assign(people, { callerOf: callerFor });
  });

  it('asks whoever is not signed in to do so, at this computer and elsewhere', async () => {
    for (const [address, access] of addresses) {
      if (isOpen(access)) continue;
      const answers = await Promise.all([
        ask(address, {}),
        ask(address, { authorization: 'Bearer a-secret-that-nobody-has' }),
        ask(address, { 'x-forwarded-for': '10.0.0.7' }),
      ]);
      expect(
        answers.map(({ statusCode }) => statusCode),
        address,
      ).toEqual([401, 401, 401]);
    }
  });

  it('lets whoever is at this computer roast before there are people, and nobody from elsewhere', async () => {
    isFirstRun = true;
    const marks = await ask('POST /machines/:id/marks', {});
    expect([401, 403]).not.toContain(marks.statusCode);
    const afar = await ask('POST /machines/:id/marks', { 'x-forwarded-for': '10.0.0.7' });
    expect(afar.statusCode).toBe(401);
    for (const address of ['POST /missions/:id/decide', 'POST /people']) {
      const nameless = await ask(address, {});
      expect(nameless.statusCode, address).toBe(403);
      expect(nameless.json().detail).toContain('somebody must be signed in');
    }
    isFirstRun = false;
  });
});
