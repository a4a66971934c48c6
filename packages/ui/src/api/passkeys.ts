import type { PasskeyDto, PasskeyQuestion, WhoDto } from '@artisan-ts/contracts';
import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from '@simplewebauthn/browser';
import { request } from '#api/request.ts';

/** Passkeys of whoever is signed in. */
export async function listPasskeys(): Promise<readonly PasskeyDto[]> {
  return (await request<{ readonly items: readonly PasskeyDto[] }>('/passkeys')).items;
}

/** Has the browser make a passkey, and the station keep what checks it. */
export async function addPasskey(label: string): Promise<PasskeyDto> {
  const { publicKey } = await request<PasskeyQuestion>('/passkeys/options', { method: 'POST' });
  // The station asks in the words of WebAuthn, which the browser reads.
  const optionsJSON = publicKey as unknown as PublicKeyCredentialCreationOptionsJSON;
  const credential = await startRegistration({ optionsJSON });
  return request('/passkeys', { method: 'POST', json: { label, credential } });
}

export function removePasskey(id: string): Promise<void> {
  return request(`/passkeys/${id}`, { method: 'DELETE' });
}

/** Has the browser sign with a passkey that it or a key at hand keeps. */
export async function signInByPasskey(): Promise<WhoDto> {
  const { publicKey } = await request<PasskeyQuestion>('/session/passkey/options', {
    method: 'POST',
  });
  const optionsJSON = publicKey as unknown as PublicKeyCredentialRequestOptionsJSON;
  const credential = await startAuthentication({ optionsJSON });
  return request('/session/passkey', { method: 'POST', json: { credential } });
}
