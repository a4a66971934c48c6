import type {
  AddIdentityBody,
  AddPersonBody,
  ChangePersonBody,
  FirstPersonBody,
  IdentityDto,
  NewIdentityDto,
  PasskeyDto,
  PersonDto,
  SignInBody,
} from '@artisan-ts/contracts';
import { type IdentityId, ok, type PersonId, type Result, refuse } from '@artisan-ts/domain';
import type { PersonRole } from '@artisan-ts/kernel';
import type { AuditActor } from '@artisan-ts/trust';
import { storeRefusal } from '#machines/refusals.ts';
import { localOrg } from '#missions/mission-office.ts';
import { type Caller, helperRoles } from '#people/caller.ts';
import { IdentityBook } from '#people/identity-book.ts';
import { nameKey } from '#people/name-key.ts';
import {
  ownerOf,
  passkeyUsed,
  passkeyView,
  withoutPasskey,
  withPasskey,
} from '#people/passkeys.ts';
import { SignInBook } from '#people/sign-in-book.ts';
import type { Passkey, PeopleNote, PeopleStore, Person, Secrets } from '#ports/people-store.ts';
import type { CallerUse, NewPasskey, People, SignedIn } from '#station.ts';
import type { StationParts } from '#station-parts.ts';
import { InTurn } from '#store/in-turn.ts';

/** A screen stays signed in for a working day after it was used last. */
const screenLastsMs = 12 * 3_600_000;
/** A command is over by then. */
const commandLastsMs = 5 * 60_000;

/** The first person may everything, and roasts. */
const firstRoles: readonly PersonRole[] = ['admin', 'head'];

/** People, and who is signed in where. Everything is read at the start and kept in mind; the store has it all. */
export class PeopleService implements People {
  readonly #station: StationParts;
  readonly #parts: { readonly store: PeopleStore; readonly secrets: Secrets } | null;
  readonly #book: SignInBook | null;
  readonly #identities: IdentityBook | null;
  readonly #people = new Map<PersonId, Person>();
  readonly #watchers = new Set<() => void>();
  /** People are written whole: who changes one never undoes what another changes meanwhile. */
  readonly #turn = new InTurn();
  /** Digest of the secret by which commands on this computer are known. */
  #localDigest: string | null = null;
  #hasBegun: boolean;

  /** Null: nobody can sign in here, and it stays a first run. */
  constructor(
    station: StationParts,
    parts: { readonly store: PeopleStore; readonly secrets: Secrets } | null,
  ) {
    this.#station = station;
    this.#parts = parts;
    // Where nobody can be kept there is nobody to read.
    this.#hasBegun = parts === null;
    this.#book = parts === null ? null : new SignInBook(parts.store, parts.secrets, localOrg);
    this.#identities = parts === null ? null : new IdentityBook(station, parts);
  }

  /** Reads who there is. Until then nobody is known and nothing is allowed. @throws ArtisanError `store.*` */
  async begin(): Promise<void> {
    for (const person of (await this.#parts?.store.people(localOrg)) ?? []) {
      this.#people.set(person.id, person);
    }
    await this.#book?.begin();
    await this.#identities?.begin();
    this.#hasBegun = true;
  }

  isFirstRun(): boolean {
    return this.#hasBegun && this.#people.size === 0;
  }

  list(): readonly PersonDto[] {
    return [...this.#people.values()]
      .sort((a, b) => (a.nameKey < b.nameKey ? -1 : 1))
      .map(personView);
  }

  nameOf(id: string): string | null {
    return this.#people.get(id as PersonId)?.name ?? this.#identities?.nameOf(id) ?? null;
  }

  trustLocal(token: string): void {
    this.#localDigest = this.#parts?.secrets.digest(token) ?? null;
  }

  firstRunCaller(): Caller | null {
    return this.isFirstRun() ? helper('first-run') : null;
  }

  callerOf(token: string, use: CallerUse = 'asks'): Caller | null {
    if (this.#parts === null || this.#book === null) return null;
    const digest = this.#parts.secrets.digest(token);
    if (digest === this.#localDigest) return helper('command-line');
    const signIn = this.#book.find(digest, this.#station.time.now(), use);
    if (signIn === null) return this.#identities?.callerOf(digest, use) ?? null;
    const person = this.#people.get(signIn.personId);
    if (person === undefined || !person.isActive) return null;
    return {
      kind: 'person',
      actor: actorOf(person.id),
      personId: person.id,
      roles: person.roles,
      orgId: person.orgId,
    };
  }

  async addFirst({ name, pin }: FirstPersonBody): Promise<Result<SignedIn>> {
    if (!this.isFirstRun()) {
      return refuse('access.denied', 'there are people here already; an admin adds more');
    }
    const made = await this.#turn.run(() => this.#make({ name, pin, roles: firstRoles }, null));
    if (!made.ok) return made;
    // Whoever was here without a name is nobody any more.
    this.#tellWatchers();
    return this.signIn({ name, pin, as: 'screen' }, 'here');
  }

  async add(by: Caller, body: AddPersonBody): Promise<Result<PersonDto>> {
    const made = await this.#turn.run(() => this.#make(body, by));
    return made.ok ? ok(personView(made.value)) : made;
  }

  change(by: Caller, id: PersonId, body: ChangePersonBody): Promise<Result<PersonDto>> {
    return this.#turn.run(() => this.#change(by, id, body));
  }

  async #change(by: Caller, id: PersonId, body: ChangePersonBody): Promise<Result<PersonDto>> {
    const known = this.#people.get(id);
    if (known === undefined || this.#parts === null) {
      return refuse('request.not-found', `there is no person ${id}`);
    }
    const { name = known.name, roles = known.roles, isActive = known.isActive, pin } = body;
    const next: Person = {
      ...known,
      ...named(name),
      roles: [...new Set(roles)],
      isActive,
      ...(pin !== undefined && { sealedPin: await this.#parts.secrets.seal(pin) }),
      changedAtMs: this.#station.time.now(),
    };
    if (!this.#hasAdminBeside(id) && !isAdmin(next)) {
      return refuse('request.conflict', `${known.name} is the only admin; make another one first`);
    }
    const saved = await this.#save(next, false, noteOf(by.actor, 'person.change', next));
    if (!saved.ok) return saved;
    // What is signed in somewhere with an old PIN, or is put away, ends at once.
    if (pin !== undefined || !isActive) await this.#book?.endAll(id);
    this.#tellWatchers();
    return ok(personView(next));
  }

  async signIn(body: SignInBody, from: 'here' | 'afar'): Promise<Result<SignedIn>> {
    if (this.#parts === null || this.#book === null) return wrongPin();
    const { store, secrets } = this.#parts;
    const nowMs = this.#station.time.now();
    const person = this.#byName(body.name);
    // Tries from this computer and from elsewhere are counted apart: nobody afar locks the roaster out.
    const key = `pin:${localOrg}:${from}:${person?.id ?? 'nobody'}`;
    try {
      const againAtMs = await store.takeTry(key, nowMs);
      if (againAtMs !== null) {
        const minutes = Math.max(1, Math.ceil((againAtMs - nowMs) / 60_000));
        return refuse(
          'access.too-many-tries',
          `too many wrong PINs for ${body.name}; try again in ${minutes} min. Recording goes on`,
        );
      }
      const isRight = await secrets.opens(body.pin, person?.sealedPin ?? '');
      if (person === undefined || !person.isActive || !isRight) {
        const note: PeopleNote = {
          by: person === undefined ? nobody : actorOf(person.id),
          action: 'person.signIn',
          aboutId: person?.id ?? 'nobody',
          outcome: 'REFUSED',
          reasons: ['WRONG_PIN'],
        };
        await store.note(localOrg, note, nowMs);
        return wrongPin();
      }
      await store.giveTriesBack(key, nowMs);
      const lastsMs = body.as === 'screen' ? screenLastsMs : commandLastsMs;
      return await this.#turn.run(async () => {
        // While the PIN was looked at it may have become another.
        const isStillRight = this.#people.get(person.id)?.sealedPin === person.sealedPin;
        return isStillRight ? this.#signedIn(person.id, lastsMs) : wrongPin();
      });
    } catch (error) {
      return storeRefusal(error);
    }
  }

  /** Opens a sign-in of somebody who has shown who they are, as they are now. @throws ArtisanError `store.*` */
  async #signedIn(id: PersonId, lastsMs: number): Promise<Result<SignedIn>> {
    const person = this.#people.get(id);
    if (person === undefined || !person.isActive || this.#book === null) return wrongPin();
    const nowMs = this.#station.time.now();
    const note = noteOf(actorOf(id), 'person.signIn', person);
    const token = await this.#book.open(id, { nowMs, lastsMs, note });
    return ok({ token, lastsMs, person: personView(person) });
  }

  async signOut(token: string): Promise<void> {
    const nowMs = this.#station.time.now();
    await this.#book?.end(token, nowMs, (personId) => ({
      by: actorOf(personId),
      action: 'person.signOut',
      aboutId: personId,
      outcome: 'OK',
      reasons: [],
    }));
    this.#tellWatchers();
  }

  passkeysOf(id: PersonId): readonly PasskeyDto[] {
    return this.#people.get(id)?.passkeys?.map(passkeyView) ?? [];
  }

  passkey(credentialId: string): Passkey | null {
    const owner = ownerOf(this.#people.values(), credentialId);
    return owner?.passkeys?.find((each) => each.credentialId === credentialId) ?? null;
  }

  addPasskey(id: PersonId, made: NewPasskey): Promise<Result<PasskeyDto>> {
    return this.#turn.run(() => this.#addPasskey(id, made));
  }

  async #addPasskey(id: PersonId, made: NewPasskey): Promise<Result<PasskeyDto>> {
    const person = this.#people.get(id);
    if (person === undefined) return refuse('request.not-found', `there is no person ${id}`);
    if (this.passkey(made.credentialId) !== null) {
      return refuse('request.conflict', 'this passkey is known already');
    }
    const passkey = { ...made, createdAtMs: this.#station.time.now(), usedAtMs: null };
    const next = withPasskey(person, passkey);
    if (!next.ok) return next;
    const note = noteOf(actorOf(id), 'person.addPasskey', person);
    const saved = await this.#save(next.value, false, note);
    return saved.ok ? ok(passkeyView(passkey)) : saved;
  }

  removePasskey(id: PersonId, credentialId: string): Promise<Result<null>> {
    return this.#turn.run(() => this.#removePasskey(id, credentialId));
  }

  async #removePasskey(id: PersonId, credentialId: string): Promise<Result<null>> {
    const person = this.#people.get(id);
    const isThere = person?.passkeys?.some((each) => each.credentialId === credentialId);
    if (person === undefined || !isThere) {
      return refuse('request.not-found', `there is no passkey ${credentialId} of yours`);
    }
    const note = noteOf(actorOf(id), 'person.removePasskey', person);
    return this.#save(withoutPasskey(person, credentialId), false, note);
  }

  signInByPasskey(credentialId: string, counter: number): Promise<Result<SignedIn>> {
    return this.#turn.run(() => this.#signInByPasskey(credentialId, counter));
  }

  async #signInByPasskey(credentialId: string, counter: number): Promise<Result<SignedIn>> {
    const person = ownerOf(this.#people.values(), credentialId);
    if (person === null) {
      return refuse('access.wrong-pin', 'nobody who may sign in has this passkey');
    }
    const used = passkeyUsed(person, credentialId, { counter, nowMs: this.#station.time.now() });
    const note = noteOf(actorOf(person.id), 'person.usePasskey', used);
    const kept = await this.#save(used, false, note);
    if (!kept.ok) return kept;
    try {
      return await this.#signedIn(person.id, screenLastsMs);
    } catch (error) {
      return storeRefusal(error);
    }
  }

  identities(): readonly IdentityDto[] {
    return this.#identities?.list() ?? [];
  }

  async addIdentity(by: Caller, body: AddIdentityBody): Promise<Result<NewIdentityDto>> {
    if (this.#identities === null) return nowhereToKeep;
    const added = await this.#identities.add(by, body);
    this.#tellWatchers();
    return added;
  }

  async revokeIdentity(by: Caller, id: IdentityId): Promise<Result<IdentityDto>> {
    if (this.#identities === null) return nowhereToKeep;
    const revoked = await this.#identities.revoke(by, id);
    this.#tellWatchers();
    return revoked;
  }

  /** Tells who goes on under a token when one has ended. What is to be told of those that end; null: nothing. */
  lookAtTokens(): string | null {
    if (this.#identities?.hasOneEnded()) this.#tellWatchers();
    return this.#identities?.endingWords() ?? null;
  }

  watch(changed: () => void): () => void {
    this.#watchers.add(changed);
    return () => this.#watchers.delete(changed);
  }

  #tellWatchers(): void {
    for (const changed of [...this.#watchers]) changed();
  }

  async #make(
    { name, pin, roles }: AddPersonBody | (FirstPersonBody & { roles: readonly PersonRole[] }),
    by: Caller | null,
  ): Promise<Result<Person>> {
    if (this.#parts === null) return nowhereToKeep;
    const nowMs = this.#station.time.now();
    const person: Person = {
      id: this.#station.deps.ids.next('person'),
      orgId: localOrg,
      ...named(name),
      roles: [...new Set(roles)],
      sealedPin: await this.#parts.secrets.seal(pin),
      isActive: true,
      createdAtMs: nowMs,
      changedAtMs: nowMs,
    };
    // The first person is their own witness: nobody was there before.
    const actor = by?.actor ?? actorOf(person.id);
    const saved = await this.#save(person, by === null, noteOf(actor, 'person.add', person));
    return saved.ok ? ok(person) : saved;
  }

  async #save(person: Person, isFirst: boolean, note: PeopleNote): Promise<Result<null>> {
    try {
      const nowMs = this.#station.time.now();
      const isSaved = await this.#parts?.store.savePerson(person, isFirst, note, nowMs);
      if (!isSaved) {
        return refuse('request.conflict', `there is somebody called ${person.name} already`);
      }
      this.#people.set(person.id, person);
      return ok(null);
    } catch (error) {
      return storeRefusal(error);
    }
  }

  #byName(name: string): Person | undefined {
    const key = nameKey(name);
    return [...this.#people.values()].find((person) => person.nameKey === key);
  }

  #hasAdminBeside(id: PersonId): boolean {
    return [...this.#people.values()].some((person) => person.id !== id && isAdmin(person));
  }
}

const nowhereToKeep = refuse('access.denied', 'people cannot be kept here');
const nobody: AuditActor = { kind: 'SERVICE', id: 'nobody', version: '1' };

function helper(kind: 'first-run' | 'command-line'): Caller {
  return {
    kind,
    actor: { kind: 'SERVICE', id: kind, version: '1' },
    personId: null,
    roles: helperRoles,
    orgId: localOrg,
  };
}

function actorOf(id: PersonId): AuditActor {
  return { kind: 'USER', id, version: '' };
}

/** Which roles somebody has stands in the log; the name does not. */
function noteOf(by: AuditActor, action: PeopleNote['action'], person: Person): PeopleNote {
  const reasons = [...person.roles.map(String), ...(person.isActive ? [] : ['put-away'])];
  return { by, action, aboutId: person.id, outcome: 'OK', reasons };
}

function wrongPin(): Result<never> {
  return refuse('access.wrong-pin', 'the name and the PIN do not belong together; try again');
}

function isAdmin({ roles, isActive }: Person): boolean {
  return isActive && roles.includes('admin');
}

function named(name: string): Pick<Person, 'name' | 'nameKey'> {
  return { name: name.trim(), nameKey: nameKey(name) };
}

function personView({ id, name, roles, isActive, createdAtMs }: Person): PersonDto {
  return { id, name, roles: [...roles], isActive, createdAtMs };
}
