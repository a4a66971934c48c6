import { z } from 'zod';
import { machineIdText } from '#api/machine.ts';
import { idText } from '#id-text.ts';

/** What an identity can be; none of them is a person. */
export const identityRoleNames = ['device', 'agent', 'service'] as const;

export const identityIdText = idText('identity');

export const identityDto = z
  .object({
    id: identityIdText,
    name: z.string(),
    role: z.enum(identityRoleNames),
    machineId: z.string().nullable().describe('the machine that a device speaks for'),
    isActive: z.boolean().describe('false: revoked or ended; its token opens nothing any more'),
    createdAtMs: z.int(),
    usedAtMs: z.int().nullable().describe('when it was last used, to the hour'),
    endsAtMs: z.int().nullable().describe('null: its token opens until it is revoked'),
  })
  .meta({ id: 'Identity' });
export type IdentityDto = z.infer<typeof identityDto>;

export const identityList = z.object({ items: z.array(identityDto) });
export const identityParams = z.strictObject({ id: identityIdText });

export const addIdentityBody = z
  .strictObject({
    name: z.string().trim().min(1, 'a name').max(60),
    role: z.enum(identityRoleNames),
    machineId: machineIdText.optional().describe('for a device: the one machine it speaks for'),
    lastsDays: z.int().min(1).max(3650).optional().describe('absent: until it is revoked'),
  })
  .refine(({ role, machineId }) => (role === 'device') === (machineId !== undefined), {
    path: ['machineId'],
    message: 'the one machine that a device speaks for; agents and services have none',
  });
export type AddIdentityBody = z.infer<typeof addIdentityBody>;

export const newIdentityDto = z.object({
  identity: identityDto,
  token: z.string().describe('shown this once; the station keeps its digest alone'),
});
export type NewIdentityDto = z.infer<typeof newIdentityDto>;
