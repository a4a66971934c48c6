import type { Brand } from '#brand.ts';
import { ArtisanError } from '#errors/artisan-error.ts';

/** The kinds of thing that carry an id. */
export const idKinds = [
  'roast',
  'machine',
  'configuration',
  'source',
  'boot',
  'mark',
  'note',
  'coffee',
  'lot',
  'profile',
  'batch',
  'mission',
  'photo',
  'cupping',
  'sample',
  'taster',
  'trial',
  'person',
  'identity',
] as const;
export type IdKind = (typeof idKinds)[number];

/** `<kind>_<32 hex of a UUIDv7>`: the text says what it names, and sorts by birth. */
export type Id<Kind extends IdKind> = Brand<`${Kind}_${string}`, Kind>;

export type RoastId = Id<'roast'>;
export type MachineId = Id<'machine'>;
export type ConfigurationId = Id<'configuration'>;
export type SourceId = Id<'source'>;
export type BootId = Id<'boot'>;
export type NoteId = Id<'note'>;
export type CoffeeId = Id<'coffee'>;
export type LotId = Id<'lot'>;
export type ProfileId = Id<'profile'>;
export type BatchId = Id<'batch'>;
export type MissionId = Id<'mission'>;
export type PhotoId = Id<'photo'>;
export type CuppingId = Id<'cupping'>;
export type SampleId = Id<'sample'>;
export type TasterId = Id<'taster'>;
export type TrialId = Id<'trial'>;
export type PersonId = Id<'person'>;
export type IdentityId = Id<'identity'>;

const hexForm = /^[0-9a-f]{32}$/;

/** Joins a kind and 32 lower-case hex digits. @throws ArtisanError `id.malformed` */
export function makeId<Kind extends IdKind>(kind: Kind, hex: string): Id<Kind> {
  if (!hexForm.test(hex)) {
    throw new ArtisanError('id.malformed', `a ${kind} id needs 32 hex digits, got "${hex}"`);
  }
  return `${kind}_${hex}` as Id<Kind>;
}

/** Whether the text is an id of that kind. */
export function isId<Kind extends IdKind>(kind: Kind, text: string): text is Id<Kind> {
  return text.startsWith(`${kind}_`) && hexForm.test(text.slice(kind.length + 1));
}

/** Reads an id from outside. @throws ArtisanError `id.malformed` */
export function parseId<Kind extends IdKind>(kind: Kind, text: string): Id<Kind> {
  if (!isId(kind, text)) {
    throw new ArtisanError(
      'id.malformed',
      `"${text}" is not a ${kind} id (${kind}_ and 32 hex digits)`,
    );
  }
  return text;
}

/** The 32 hex digits of an id: Artisan's `roastUUID` for a roast. */
export function idHex(id: Id<IdKind>): string {
  return id.slice(id.indexOf('_') + 1);
}

/** Default organisation and site; a topic segment matches `[a-z0-9-]{1,40}`. */
export const defaultOrg = 'local';
export const defaultSite = 'main';
