import { type Action, actions, type Role } from '#policy/actions.ts';
import type { PolicyFacts } from '#policy/facts.ts';
import { conditions, policyTable } from '#policy/table.ts';
import { type KernelRefusal, kernelRefusal } from '#reasons.ts';

/** Who asks: from the kernel's own records. */
export interface PolicyActor {
  readonly role: Role;
  readonly orgId: string;
}

/** What it is about. */
export interface PolicyResource {
  readonly orgId: string;
}

/**
 * Whether an actor may do something to a thing of an organisation. Default deny; a thing of another organisation is not
 * there, whatever the role.
 *
 * @returns ok, or a refusal `NOT_FOUND`, `FORBIDDEN` or `POLICY_DENIED` that says under which condition it would be allowed
 */
export function authorize(
  actor: PolicyActor,
  action: Action,
  resource: PolicyResource,
  facts: PolicyFacts,
): { readonly ok: true } | KernelRefusal {
  if (actor.orgId !== resource.orgId) {
    return kernelRefusal('NOT_FOUND', 'There is nothing under that name.');
  }
  const row = Object.hasOwn(policyTable, action) ? policyTable[action] : {};
  const cell = Object.hasOwn(row, actor.role) ? row[actor.role] : undefined;
  if (cell === undefined) {
    return kernelRefusal(
      'FORBIDDEN',
      `The role ${actor.role} may not ${Object.hasOwn(actions, action) ? actions[action] : 'do this'}.`,
    );
  }
  if (cell === 'yes' || conditions[cell].holds(facts)) return { ok: true };
  return kernelRefusal(
    'POLICY_DENIED',
    `The role ${actor.role} may ${actions[action]} ${conditions[cell].words}.`,
  );
}
