import type { Action, Role } from '#policy/actions.ts';
import type { PolicyFacts } from '#policy/facts.ts';

/** Conditions of the table, by the words that a refusal says. */
export const conditions = {
  inScope: {
    words: 'only what its mission names',
    holds: (f: PolicyFacts) => f.isInScope === true,
  },
  own: { words: 'only its own', holds: (f: PolicyFacts) => f.isOwn === true },
  testRoast: { words: 'only test roasts', holds: (f: PolicyFacts) => f.isTestRoast === true },
  throughMission: {
    words: 'only through a mission',
    holds: (f: PolicyFacts) => f.isThroughMission === true,
  },
  operatorGoal: {
    words: 'only goals listed for operators',
    holds: (f: PolicyFacts) => f.isOperatorGoal === true,
  },
  shallowChild: {
    words: 'only children of its own goal, two deep at most',
    holds: (f: PolicyFacts) => f.isInScope === true && (f.childDepth ?? 99) <= 2,
  },
  levelThree: {
    words: 'only on level 3 or 4',
    holds: (f: PolicyFacts) => f.autonomyLevel === 3 || f.autonomyLevel === 4,
  },
  present: {
    words: 'only a person who is present and signed in with a second factor',
    holds: (f: PolicyFacts) => f.isStronglyPresent === true,
  },
  pairedScreen: {
    words: 'only at the paired screen',
    holds: (f: PolicyFacts) => f.isPairedScreen === true,
  },
  secondPersonIfAny: {
    words: 'two different people, where there are two',
    holds: (f: PolicyFacts) => f.isOnePersonOrg === true || f.isSecondPerson === true,
  },
  proposeOrSecond: {
    words: 'one proposes, another approves',
    holds: (f: PolicyFacts) => f.isProposal === true || f.isSecondPerson === true,
  },
  proposal: { words: 'only to propose it', holds: (f: PolicyFacts) => f.isProposal === true },
  approval: {
    words: 'only to approve what another person proposed',
    holds: (f: PolicyFacts) => f.isProposal !== true && f.isSecondPerson === true,
  },
  promotionApproval: {
    words: 'only to approve what another person proposed, or after a day alone',
    holds: (f: PolicyFacts) =>
      f.isProposal !== true &&
      (f.isSecondPerson === true || (f.isOnePersonOrg === true && f.hasDelayPassed === true)),
  },
  commandLimits: {
    words: 'only for command limits, beside an admin',
    holds: (f: PolicyFacts) => f.touchesCommandLimits === true && f.isProposal === true,
  },
  adminRules: {
    words: 'with a head roaster when command limits change',
    holds: (f: PolicyFacts) => f.touchesCommandLimits !== true || f.isSecondPerson === true,
  },
  secondOrDelay: {
    words: 'two admins, or after seven days',
    holds: (f: PolicyFacts) => f.isSecondPerson === true || f.hasDelayPassed === true,
  },
  idle: { words: 'never while a roast goes on', holds: (f: PolicyFacts) => f.isRoastOpen !== true },
  dataQuality: {
    words: 'only what the quality of the data held back',
    holds: (f: PolicyFacts) => f.isDataQualityOnly === true,
  },
} as const satisfies Record<
  string,
  { readonly words: string; readonly holds: (facts: PolicyFacts) => boolean }
>;
export type Condition = keyof typeof conditions;

/** `yes`, or the condition under which. No cell: refused. */
type Cell = 'yes' | Condition;
type Row = Readonly<Partial<Record<Role, Cell>>>;

const everyone = {
  viewer: 'yes',
  operator: 'yes',
  head: 'yes',
  maintainer: 'yes',
  admin: 'yes',
} as const;

/** Who may do what. A role that a row does not name may not. */
export const policyTable: Readonly<Record<Action, Row>> = {
  'roast.read': { ...everyone, agent: 'inScope', service: 'inScope' },
  'telemetry.publish': { device: 'own' },
  'roast.mark': { operator: 'yes', head: 'yes', maintainer: 'testRoast' },
  'roast.delete': { operator: 'yes', head: 'yes', admin: 'yes' },
  'note.write': { operator: 'yes', head: 'yes' },
  'coffee.write': { operator: 'yes', head: 'yes' },
  'quality.draft': { operator: 'yes', head: 'yes' },
  'quality.sign': { head: 'yes' },
  'profile.draft': { operator: 'yes', head: 'yes', agent: 'throughMission' },
  'profile.approve': { head: 'yes' },
  'mission.create': {
    operator: 'operatorGoal',
    head: 'yes',
    admin: 'yes',
    agent: 'shallowChild',
    service: 'inScope',
  },
  'mission.work': { agent: 'own' },
  'mission.decide': { operator: 'dataQuality', head: 'yes', admin: 'yes' },
  'mission.retry': { operator: 'yes', head: 'yes', admin: 'yes' },
  'mission.cancel': { operator: 'own', head: 'yes', admin: 'yes' },
  'mission.redrive': { head: 'yes', admin: 'yes' },
  'command.propose': { operator: 'yes', head: 'yes', agent: 'levelThree' },
  'command.approve': { operator: 'present', head: 'present' },
  'command.veto': { operator: 'yes', head: 'yes', maintainer: 'yes', admin: 'yes' },
  'command.abort': { ...everyone, viewer: 'pairedScreen' },
  'stop.on': { operator: 'yes', head: 'yes', maintainer: 'yes', admin: 'yes', service: 'yes' },
  'stop.off': {
    head: 'secondPersonIfAny',
    maintainer: 'secondPersonIfAny',
    admin: 'secondPersonIfAny',
  },
  'machine.connect': { head: 'yes', maintainer: 'yes', admin: 'yes' },
  'machine.profile': {
    head: 'proposeOrSecond',
    maintainer: 'proposeOrSecond',
    admin: 'proposeOrSecond',
  },
  'device.enrol': { maintainer: 'proposal', admin: 'yes' },
  'device.revoke': { maintainer: 'yes', admin: 'yes' },
  'level.promote': { head: 'proposal', admin: 'promotionApproval' },
  'level.demote': { operator: 'yes', head: 'yes', maintainer: 'yes', admin: 'yes', service: 'yes' },
  'site.configure': { maintainer: 'yes', admin: 'yes' },
  'governor.configure': { head: 'commandLimits', admin: 'adminRules' },
  'registry.change': { maintainer: 'yes', admin: 'yes' },
  'people.manage': { admin: 'yes' },
  'audit.read': { head: 'yes', maintainer: 'yes', admin: 'yes' },
  'audit.export': { admin: 'yes' },
  'data.export': { head: 'own', admin: 'yes' },
  'data.delete': { admin: 'secondOrDelay' },
  'backup.make': { maintainer: 'yes', admin: 'yes' },
  'backup.restore': { maintainer: 'proposal', admin: 'approval' },
  'update.install': { maintainer: 'idle', admin: 'idle' },
};
