import type { MachineId, PersonId } from '@artisan-ts/domain';
import {
  type Action,
  actions,
  authorize,
  type KernelRefusal,
  kernelRefusal,
  type PolicyFacts,
  type Role,
} from '@artisan-ts/kernel';
import type { AuditActor } from '@artisan-ts/trust';

/**
 * How somebody came to ask: signed in, with the token of a device, an agent or a service, before there are people, or by a
 * command on this computer.
 */
export type CallerKind = 'person' | 'identity' | 'first-run' | 'command-line';

/** Whoever asks, from the station's own records. Nothing of it comes from a request's body. */
export interface Caller {
  readonly kind: CallerKind;
  readonly actor: AuditActor;
  /** null: it is no person. */
  readonly personId: PersonId | null;
  readonly roles: readonly Role[];
  readonly orgId: string;
  /** The machine that a device speaks for; absent for everybody else. */
  readonly machineId?: MachineId;
}

/** What only somebody who is signed in may do, whatever the roles: it names who decided. */
const namesAPerson: ReadonlySet<Action> = new Set([
  'quality.sign',
  'profile.approve',
  'mission.decide',
  'mission.cancel',
  'mission.redrive',
  'command.approve',
  'stop.off',
  'machine.profile',
  'device.enrol',
  'level.promote',
  'governor.configure',
  'registry.change',
  'people.manage',
  'audit.export',
  'data.delete',
  'backup.restore',
]);

/**
 * What a caller who is no person may: what an operator and a maintainer may, save what names a person. Recording, roasting
 * and setting up never wait for a sign-in before there are people.
 */
export const helperRoles = ['operator', 'maintainer'] as const satisfies readonly Role[];

/**
 * Whether a caller may do something: when one of their roles may. The one question every request is asked.
 *
 * @returns ok, or the refusal of the role that comes nearest: one with a condition before one without
 */
export function allows(
  caller: Caller,
  action: Action,
  orgId: string,
  facts: PolicyFacts,
): { readonly ok: true } | KernelRefusal {
  if (caller.personId === null && namesAPerson.has(action)) {
    const what = Object.hasOwn(actions, action) ? actions[action] : 'do this';
    return kernelRefusal(
      'FORBIDDEN',
      `To ${what} somebody must be signed in: it names who did it.`,
    );
  }
  const answers = caller.roles.map((role) =>
    authorize({ role, orgId: caller.orgId }, action, { orgId }, facts),
  );
  const refusals = answers.filter((answer) => !answer.ok);
  if (refusals.length < answers.length) return { ok: true };
  const nearest = refusals.find(({ reason }) => reason === 'POLICY_DENIED') ?? refusals[0];
  return nearest ?? kernelRefusal('FORBIDDEN', 'Whoever asked has no role here.');
}

/** The role by which a caller acts on missions: the one that may the most. */
export function missionRole({ roles }: Caller): Role {
  const strongest = ['head', 'admin', 'operator', 'maintainer', 'viewer'] as const;
  return strongest.find((role) => roles.includes(role)) ?? 'viewer';
}

/** Actions that a caller's roles allow, at least under a condition: what a screen offers. */
export function mayOf(caller: Caller, allFacts: PolicyFacts): readonly Action[] {
  const names = Object.keys(actions) as Action[];
  return names.filter((action) => allows(caller, action, caller.orgId, allFacts).ok);
}
