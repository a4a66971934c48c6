import { readFileSync } from 'node:fs';
import { seededStream } from '@artisan-ts/domain';
import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { describe, expect, it } from 'vitest';
import { type Action, actions, type Role, roles } from '#policy/actions.ts';
import { authorize } from '#policy/authorize.ts';
import type { PolicyFacts } from '#policy/facts.ts';
import { policyTable } from '#policy/table.ts';

const names = Object.keys(actions) as Action[];

/** Every fact with the values that can make a difference. */
const factValues = {
  isOwn: [false, true],
  isInScope: [false, true],
  isTestRoast: [false, true],
  isThroughMission: [false, true],
  isOperatorGoal: [false, true],
  childDepth: [0, 2, 3],
  autonomyLevel: [1, 2, 3, 4, 5],
  isStronglyPresent: [false, true],
  isPairedScreen: [false, true],
  isOnePersonOrg: [false, true],
  isSecondPerson: [false, true],
  isProposal: [false, true],
  touchesCommandLimits: [false, true],
  hasDelayPassed: [false, true],
  isDataQualityOnly: [false, true],
  isRoastOpen: [false, true],
} as const satisfies { readonly [Name in keyof PolicyFacts]-?: readonly unknown[] };
type FactName = keyof typeof factValues;
const factNames = Object.keys(factValues) as FactName[];

const nothing = Object.fromEntries(
  factNames.map((name) => [name, factValues[name][0]]),
) as Required<PolicyFacts>;

/** Facts of which a row of the table can depend; the rest cannot change its answer, which random facts check. */
const factsOf: Readonly<Partial<Record<Action, readonly FactName[]>>> = {
  'roast.read': ['isInScope'],
  'telemetry.publish': ['isOwn'],
  'roast.mark': ['isTestRoast'],
  'profile.draft': ['isThroughMission'],
  'mission.create': ['isInScope', 'isOperatorGoal', 'childDepth'],
  'mission.work': ['isOwn'],
  'mission.decide': ['isDataQualityOnly'],
  'mission.cancel': ['isOwn'],
  'command.propose': ['autonomyLevel'],
  'command.approve': ['isStronglyPresent'],
  'command.abort': ['isPairedScreen'],
  'stop.off': ['isOnePersonOrg', 'isSecondPerson'],
  'machine.profile': ['isProposal', 'isSecondPerson'],
  'device.enrol': ['isProposal', 'isSecondPerson'],
  'level.promote': ['isProposal', 'isSecondPerson', 'isOnePersonOrg', 'hasDelayPassed'],
  'governor.configure': ['touchesCommandLimits', 'isProposal', 'isSecondPerson'],
  'data.export': ['isOwn'],
  'data.delete': ['isSecondPerson', 'hasDelayPassed'],
  'backup.restore': ['isProposal', 'isSecondPerson'],
  'update.install': ['isRoastOpen'],
};

function combinations(names: readonly FactName[]): readonly Required<PolicyFacts>[] {
  return names.reduce<readonly Required<PolicyFacts>[]>(
    (all, name) =>
      all.flatMap((facts) => factValues[name].map((value) => ({ ...facts, [name]: value }))),
    [nothing],
  );
}

const policySet = 'table';
const parsed = cedar.preparsePolicySet(policySet, {
  staticPolicies: readFileSync(new URL('./policy.cedar', import.meta.url), 'utf8'),
});

function cedarAllows(
  role: Role,
  action: Action,
  facts: Required<PolicyFacts>,
  org = 'local',
): boolean {
  const answer = cedar.statefulIsAuthorized({
    principal: { type: 'Actor', id: role },
    action: { type: 'Action', id: action },
    resource: { type: 'Thing', id: 'thing' },
    context: { ...facts },
    preparsedPolicySetId: policySet,
    validateRequest: false,
    entities: [
      { uid: { type: 'Actor', id: role }, attrs: { role, org }, parents: [] },
      { uid: { type: 'Thing', id: 'thing' }, attrs: { org: 'local' }, parents: [] },
    ],
  });
  if (answer.type !== 'success') throw new Error(JSON.stringify(answer));
  if (answer.response.diagnostics.errors.length > 0)
    throw new Error(JSON.stringify(answer.response.diagnostics));
  return answer.response.decision === 'allow';
}

const weAllow = (role: Role, action: Action, facts: PolicyFacts, orgId = 'local') =>
  authorize({ role, orgId }, action, { orgId: 'local' }, facts).ok;

describe('the policy', () => {
  it('is read by the oracle', () => {
    expect(parsed).toEqual({ type: 'success' });
  });

  it('answers like Cedar for every role, every action and every fact that matters', () => {
    let asked = 0;
    const differing: string[] = [];
    for (const action of names) {
      for (const facts of combinations(factsOf[action] ?? [])) {
        for (const role of roles) {
          asked += 1;
          if (weAllow(role, action, facts) === cedarAllows(role, action, facts)) continue;
          differing.push(`${role} ${action} ${JSON.stringify(facts)}`);
        }
      }
    }
    expect(differing).toEqual([]);
    expect(asked).toBe(816);
  });

  it('answers like Cedar when every fact is drawn by chance', () => {
    const seed = Number(process.env['ARTISAN_SEED'] ?? 5);
    const chance = seededStream(seed, 'policy-facts');
    const draw = <Value>(values: readonly Value[]) =>
      values[Math.floor(chance.next() * values.length)] as Value;
    for (let n = 0; n < 2_000; n++) {
      const facts = Object.fromEntries(
        factNames.map((name) => [name, draw<unknown>(factValues[name])]),
      ) as Required<PolicyFacts>;
      const [role, action] = [draw(roles), draw(names)];
      const org = draw(['local', 'other']);
      const words = `seed ${seed}: ${role} ${action} ${org} ${JSON.stringify(facts)}`;
      expect(weAllow(role, action, facts, org), words).toBe(cedarAllows(role, action, facts, org));
    }
  });

  it('denies by default: no facts, no row, no role', () => {
    for (const action of names) {
      for (const role of ['device', 'agent', 'service'] as const) {
        const isPlain = policyTable[action][role] === 'yes';
        expect(weAllow(role, action, {}), `${role} ${action}`).toBe(isPlain);
      }
    }
    expect(
      authorize({ role: 'admin', orgId: 'a' }, 'toString' as Action, { orgId: 'a' }, {}),
    ).toEqual({
      ok: false,
      reason: 'FORBIDDEN',
      message: 'The role admin may not do this.',
    });
    expect(weAllow('constructor' as Role, 'roast.read', {})).toBe(false);
  });

  it('lets nobody create a child of which it is not known how deep it would be', () => {
    expect(weAllow('agent', 'mission.create', { isInScope: true, childDepth: 2 })).toBe(true);
    expect(weAllow('agent', 'mission.create', { isInScope: true })).toBe(false);
  });

  it('lets nobody but people decide an approval, and nobody at all from elsewhere', () => {
    const everything = Object.fromEntries(
      factNames.map((name) => [name, factValues[name].at(-1)]),
    ) as PolicyFacts;
    for (const role of ['device', 'agent', 'service', 'viewer', 'maintainer', 'admin'] as const) {
      expect(weAllow(role, 'command.approve', everything)).toBe(false);
    }
    for (const role of roles) {
      for (const action of names) expect(weAllow(role, action, everything, 'other')).toBe(false);
    }
  });

  it('says who may not do what, and under which condition it would be allowed', () => {
    const ask = (role: Role, action: Action) =>
      authorize({ role, orgId: 'a' }, action, { orgId: 'a' }, {});
    expect(ask('viewer', 'note.write')).toEqual({
      ok: false,
      reason: 'FORBIDDEN',
      message: 'The role viewer may not write notes.',
    });
    expect(ask('operator', 'mission.decide')).toEqual({
      ok: false,
      reason: 'POLICY_DENIED',
      message:
        'The role operator may release or reject a quarantined mission only what the quality of the data held back.',
    });
    const elsewhere = authorize({ role: 'admin', orgId: 'a' }, 'roast.read', { orgId: 'b' }, {});
    expect(elsewhere).toMatchObject({ reason: 'NOT_FOUND' });
  });
});
