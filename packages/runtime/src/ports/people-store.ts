import type { IdentityId, MachineId, PersonId } from '@artisan-ts/domain';
import type { PersonRole, Role } from '@artisan-ts/kernel';
import type { AuditActor } from '@artisan-ts/trust';

/** A key that a person's own device keeps for them; here is what checks its signatures. Milliseconds since 1970 UTC. */
export interface Passkey {
  /** Base64url. */
  readonly credentialId: string;
  /** COSE, base64url. */
  readonly publicKey: string;
  /** Of its signatures; 0 where the device does not count. */
  readonly counter: number;
  /** The name of the station under which it was made, and works. */
  readonly place: string;
  readonly label: string;
  readonly createdAtMs: number;
  readonly usedAtMs: number | null;
}

/** Somebody who works here. Never deleted: the audit log names them. Units: milliseconds since 1970 UTC. */
export interface Person {
  readonly id: PersonId;
  readonly orgId: string;
  readonly name: string;
  /** The name as it is compared: two people are never called the same. */
  readonly nameKey: string;
  readonly roles: readonly PersonRole[];
  /** As {@link Secrets.seal} gave it. */
  readonly sealedPin: string;
  /** Absent: none was ever made. */
  readonly passkeys?: readonly Passkey[];
  /** Somebody who is put away cannot sign in. */
  readonly isActive: boolean;
  readonly createdAtMs: number;
  readonly changedAtMs: number;
}

/** A screen or a command at which somebody is signed in. */
export interface SignIn {
  /** SHA-256 of its secret, 64 hex digits: the secret itself is kept at the screen alone. */
  readonly tokenDigest: string;
  readonly orgId: string;
  readonly personId: PersonId;
  readonly atMs: number;
  readonly usedAtMs: number;
  /** It ends when it was not used for so long. */
  readonly lastsMs: number;
}

/** What an identity can be. */
export type IdentityRole = Exclude<Role, PersonRole>;

/**
 * A device, an agent or a service with a token of its own. Never deleted, but revoked: the audit log names it. Units:
 * milliseconds since 1970 UTC.
 */
export interface Identity {
  readonly id: IdentityId;
  readonly orgId: string;
  readonly name: string;
  /** The name as it is compared: two that are not revoked are never called the same. */
  readonly nameKey: string;
  readonly role: IdentityRole;
  /** The machine a device speaks for; null for agents and services. */
  readonly machineId: MachineId | null;
  /** SHA-256 of its token, 64 hex digits: the token itself was shown once and is kept nowhere. */
  readonly tokenDigest: string;
  readonly isActive: boolean;
  readonly createdAtMs: number;
  readonly usedAtMs: number | null;
  /** From here on its token opens nothing. Absent: it opens until it is revoked. */
  readonly endsAtMs?: number;
}

/** What is written in the audit log with a change of people and identities. */
export interface PeopleNote {
  readonly by: AuditActor;
  readonly action: `${'person' | 'identity'}.${string}`;
  /** Whom it is about: a person or an identity. */
  readonly aboutId: string;
  readonly outcome: 'OK' | 'REFUSED';
  readonly reasons: readonly string[];
}

/**
 * People, and where they are signed in. Each method is one transaction with its entry in the audit log: no change without
 * its entry. `nowMs` is wall time that never decreases. @throws ArtisanError `store.*`
 */
export interface PeopleStore {
  people(orgId: string): Promise<readonly Person[]>;
  /** Writes a person. `isFirst`: only while nobody is there. Gives whether it was written; false as well when the name is taken. */
  savePerson(person: Person, isFirst: boolean, note: PeopleNote, nowMs: number): Promise<boolean>;
  /** Ends every sign-in of a person. */
  endSignIns(personId: PersonId): Promise<void>;
  identities(orgId: string): Promise<readonly Identity[]>;
  /** Writes an identity. Gives whether it was written; false when another that is not revoked has the name. */
  saveIdentity(identity: Identity, note: PeopleNote, nowMs: number): Promise<boolean>;
  signIns(orgId: string): Promise<readonly SignIn[]>;
  openSignIn(signIn: SignIn, note: PeopleNote, nowMs: number): Promise<void>;
  /** It was used: it lasts from here on. */
  touchSignIn(tokenDigest: string, usedAtMs: number): Promise<void>;
  endSignIn(
    tokenDigest: string,
    orgId: string,
    note: PeopleNote | null,
    nowMs: number,
  ): Promise<void>;
  /** Takes one try from a bucket, before the PIN is looked at. Gives when there will be another, or null when this one was there. */
  takeTry(key: string, nowMs: number): Promise<number | null>;
  /** The PIN was right: the bucket is full again. */
  giveTriesBack(key: string, nowMs: number): Promise<void>;
  /** Only an entry in the audit log, such as a wrong PIN. */
  note(orgId: string, note: PeopleNote, nowMs: number): Promise<void>;
}

/** Secrets, which only the platform can make and compare. */
export interface Secrets {
  /** A new secret of 256 bits, as text. */
  token(): string;
  /** SHA-256 of a secret, 64 hex digits. */
  digest(token: string): string;
  /** A PIN as it may be stored: slow to guess, with a salt of its own. */
  seal(pin: string): Promise<string>;
  /** Takes the same time whether or not it is right. */
  opens(pin: string, sealed: string): Promise<boolean>;
}
