import type { PasskeyDto } from '@artisan-ts/contracts';
import { ok, type Result, refuse } from '@artisan-ts/domain';
import type { Passkey, Person } from '#ports/people-store.ts';

/** A phone, a computer, a key on the ring, one in the safe: more are a mistake. */
const passkeysMax = 10;

/** A person with one more passkey. */
export function withPasskey(person: Person, passkey: Passkey): Result<Person> {
  const known = person.passkeys ?? [];
  if (known.length >= passkeysMax) {
    return refuse('request.conflict', `${person.name} has ${known.length} passkeys; remove one`);
  }
  return ok({ ...person, passkeys: [...known, passkey] });
}

/** A person without one of their passkeys. */
export function withoutPasskey(person: Person, credentialId: string): Person {
  const left = (person.passkeys ?? []).filter((each) => each.credentialId !== credentialId);
  return { ...person, passkeys: left };
}

/** A person one of whose passkeys was used. */
export function passkeyUsed(
  person: Person,
  credentialId: string,
  { counter, nowMs }: { readonly counter: number; readonly nowMs: number },
): Person {
  const passkeys = (person.passkeys ?? []).map((each) =>
    each.credentialId === credentialId ? { ...each, counter, usedAtMs: nowMs } : each,
  );
  return { ...person, passkeys };
}

/** Whose passkey it is, among people who may sign in. */
export function ownerOf(people: Iterable<Person>, credentialId: string): Person | null {
  for (const person of people) {
    const has = person.passkeys?.some((each) => each.credentialId === credentialId) ?? false;
    if (has && person.isActive) return person;
  }
  return null;
}

/** A passkey as its owner sees it: without what checks it. */
export function passkeyView(passkey: Passkey): PasskeyDto {
  const { credentialId: id, label, place, createdAtMs, usedAtMs } = passkey;
  return { id, label, place, createdAtMs, usedAtMs };
}
