import { z } from 'zod';
import { idText } from '#id-text.ts';

/** Roles that a person can have, in the order of what they may. */
export const personRoleNames = ['viewer', 'operator', 'head', 'maintainer', 'admin'] as const;

export const personIdText = idText('person');
const nameText = z.string().trim().min(1, 'a name').max(80);
/** Digits, so that it can be typed with gloves. */
const pinText = z.string().regex(/^\d{4,12}$/, 'a PIN of 4 to 12 digits');
const roleList = z.array(z.enum(personRoleNames)).min(1, 'a role').max(personRoleNames.length);

export const personDto = z
  .object({
    id: personIdText,
    name: z.string(),
    roles: z.array(z.enum(personRoleNames)),
    isActive: z.boolean().describe('false: put away, and cannot sign in'),
    createdAtMs: z.int(),
  })
  .meta({ id: 'Person' });
export type PersonDto = z.infer<typeof personDto>;

export const personList = z.object({ items: z.array(personDto) });
export const personParams = z.strictObject({ id: personIdText });

export const firstPersonBody = z.strictObject({ name: nameText, pin: pinText });
export type FirstPersonBody = z.infer<typeof firstPersonBody>;

export const addPersonBody = z.strictObject({ name: nameText, roles: roleList, pin: pinText });
export type AddPersonBody = z.infer<typeof addPersonBody>;

export const changePersonBody = z.strictObject({
  name: nameText.optional(),
  roles: roleList.optional(),
  pin: pinText.optional(),
  isActive: z.boolean().optional(),
});
export type ChangePersonBody = z.infer<typeof changePersonBody>;

export const signInBody = z.strictObject({
  name: nameText,
  pin: z.string('the PIN of this person').max(100),
  as: z
    .enum(['screen', 'command'])
    .default('screen')
    .describe('screen: a cookie; command: a token in the answer, for five minutes'),
});
export type SignInBody = z.infer<typeof signInBody>;

/** Who is asking, as the station knows them. */
export const whoDto = z
  .object({
    kind: z.enum(['person', 'identity', 'first-run', 'command-line', 'nobody']),
    person: personDto.nullable(),
    names: z
      .array(z.string())
      .describe('people who can sign in; told at this computer and to who is signed in'),
    may: z.array(z.string()).describe('actions that the roles allow, some under a condition'),
    token: z.string().optional().describe('only when a command signs in'),
  })
  .meta({ id: 'Who' });
export type WhoDto = z.infer<typeof whoDto>;
