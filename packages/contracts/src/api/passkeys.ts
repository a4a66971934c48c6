import { z } from 'zod';

export const credentialIdText = z
  .string()
  .regex(/^[\w-]{1,1400}$/, 'the id of a passkey, in base64url');

export const passkeyDto = z
  .object({
    id: z.string().describe('of the credential, base64url'),
    label: z.string(),
    place: z.string().describe('the name of the station under which it works'),
    createdAtMs: z.int(),
    usedAtMs: z.int().nullable(),
  })
  .meta({ id: 'Passkey' });
export type PasskeyDto = z.infer<typeof passkeyDto>;

export const passkeyList = z.object({ items: z.array(passkeyDto) });
export const passkeyParams = z.strictObject({ id: credentialIdText });

/** What a browser made or signed; its form is checked by whoever verifies it. */
const credentialJson = z.looseObject({
  id: credentialIdText,
  rawId: z.string(),
  type: z.literal('public-key'),
  response: z.record(z.string(), z.unknown()),
  clientExtensionResults: z.record(z.string(), z.unknown()).default({}),
});

export const addPasskeyBody = z.strictObject({
  label: z.string().trim().min(1, 'a name').max(60).describe('which one it is: "phone"'),
  credential: credentialJson,
});
export type AddPasskeyBody = z.infer<typeof addPasskeyBody>;

export const passkeySignInBody = z.strictObject({ credential: credentialJson });
export type PasskeySignInBody = z.infer<typeof passkeySignInBody>;

/** What a browser is asked, as WebAuthn writes it. */
export const passkeyQuestion = z.object({ publicKey: z.record(z.string(), z.unknown()) });
export type PasskeyQuestion = z.infer<typeof passkeyQuestion>;
