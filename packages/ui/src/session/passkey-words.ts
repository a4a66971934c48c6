import { RequestRefused, reasonText } from '#api/request.ts';

/** Whether this page can be given passkeys, or why not and what to do, in words. */
export function passkeyObstacle(
  page: { readonly hostname: string; readonly protocol: string } = location,
  hasPasskeys = 'PublicKeyCredential' in globalThis,
): string | null {
  const { hostname, protocol } = page;
  const isAddress = /^[\d.]+$/.test(hostname) || hostname.startsWith('[');
  if (protocol !== 'https:' && hostname !== 'localhost') {
    return isAddress && (hostname.startsWith('127.') || hostname === '[::1]')
      ? 'Passkeys work here under the name localhost: open http://localhost in place of the address.'
      : 'This page came over plain http: browsers give it no passkey. At the station’s own computer, under the name localhost, or over https they work; here you sign in with your PIN.';
  }
  if (isAddress)
    return 'Browsers give passkeys to names, not to addresses. Open the station under its name.';
  return hasPasskeys ? null : 'This browser knows no passkeys. You sign in with your PIN.';
}

/** What went wrong with a passkey: the station says it, or the person or the browser ended it. */
export function passkeyRefusal(error: unknown): string {
  if (error instanceof RequestRefused) return reasonText(error);
  const name = error instanceof Error ? error.name : '';
  if (name === 'NotAllowedError') return 'No passkey was given. Try again, or use your PIN.';
  if (name === 'InvalidStateError') return 'This device has a passkey of yours already.';
  return 'The browser could not use a passkey here. Use your PIN.';
}
