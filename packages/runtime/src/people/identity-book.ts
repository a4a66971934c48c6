import type { AddIdentityBody, IdentityDto, NewIdentityDto } from '@artisan-ts/contracts';
import { type IdentityId, type MachineId, ok, type Result, refuse } from '@artisan-ts/domain';
import type { AuditActor } from '@artisan-ts/trust';
import { storeRefusal } from '#machines/refusals.ts';
import { localOrg } from '#missions/mission-office.ts';
import type { Caller } from '#people/caller.ts';
import { nameKey } from '#people/name-key.ts';
import type {
  Identity,
  IdentityRole,
  PeopleNote,
  PeopleStore,
  Secrets,
} from '#ports/people-store.ts';
import type { CallerUse } from '#station.ts';
import type { StationParts } from '#station-parts.ts';

/** That it was used is written down, with an entry in the audit log, at most so often. */
const noteUseEveryMs = 3_600_000;

const dayMs = 24 * 3_600_000;
/** So long before a token ends it is told that it will: time for somebody to give another one. */
const tellBeforeMs = 14 * dayMs;

/** Devices, agents and services, each with a token of its own. Read at the start and kept in mind; the store has it all. */
export class IdentityBook {
  readonly #station: StationParts;
  readonly #store: PeopleStore;
  readonly #secrets: Secrets;
  readonly #byId = new Map<IdentityId, Identity>();
  readonly #byDigest = new Map<string, IdentityId>();
  /** Until then this was looked at for tokens that end. */
  #lookedMs = 0;

  constructor(
    station: StationParts,
    { store, secrets }: { readonly store: PeopleStore; readonly secrets: Secrets },
  ) {
    this.#station = station;
    this.#store = store;
    this.#secrets = secrets;
  }

  /** @throws ArtisanError `store.*` */
  async begin(): Promise<void> {
    for (const identity of await this.#store.identities(localOrg)) this.#keep(identity);
  }

  list(): readonly IdentityDto[] {
    return [...this.#byId.values()]
      .sort((a, b) => (a.nameKey < b.nameKey ? -1 : 1))
      .map((identity) => this.#view(identity));
  }

  nameOf(id: string): string | null {
    return this.#byId.get(id as IdentityId)?.name ?? null;
  }

  /** Whoever has the token with that digest; null when nobody has, or no more. */
  callerOf(digest: string, use: CallerUse): Caller | null {
    const identity = this.#byId.get(this.#byDigest.get(digest) as IdentityId);
    if (identity === undefined || !this.#opens(identity)) return null;
    if (use === 'asks') this.#wasUsed(identity);
    const { role, orgId, machineId } = identity;
    return {
      kind: 'identity',
      actor: actorOf(identity),
      personId: null,
      roles: [role],
      orgId,
      ...(machineId !== null && { machineId }),
    };
  }

  /** Whether one has ended since this was asked last. */
  hasOneEnded(): boolean {
    const beforeMs = this.#lookedMs;
    const nowMs = this.#station.time.now();
    this.#lookedMs = nowMs;
    return [...this.#byId.values()].some(
      ({ isActive, endsAtMs }) =>
        isActive && endsAtMs !== undefined && endsAtMs > beforeMs && endsAtMs <= nowMs,
    );
  }

  /** What is to be told of tokens that end soon, or have ended with nobody having revoked them; null when there are none. */
  endingWords(): string | null {
    const nowMs = this.#station.time.now();
    const ending = [...this.#byId.values()].flatMap((identity) => {
      const { name, isActive, endsAtMs } = identity;
      if (!isActive || endsAtMs === undefined || endsAtMs - nowMs > tellBeforeMs) return [];
      return [endingOf(name, endsAtMs - nowMs)];
    });
    if (ending.length === 0) return null;
    return `${ending.join(' ')} Give another token under People, put it in its place, and revoke the old one.`;
  }

  /** Makes an identity; its token is in the answer and nowhere else. A name that another had until it ended is free again. */
  async add(by: Caller, body: AddIdentityBody): Promise<Result<NewIdentityDto>> {
    const machineId = (body.machineId as MachineId | undefined) ?? null;
    if (machineId !== null && !this.#station.machines.has(machineId)) {
      return refuse('request.not-found', `there is no machine ${machineId}`);
    }
    const key = nameKey(body.name);
    const ended = [...this.#byId.values()].find(
      (each) => each.nameKey === key && each.isActive && !this.#opens(each),
    );
    const gone = ended === undefined ? ok(null) : await this.revoke(by, ended.id);
    if (!gone.ok) return gone;
    const token = this.#secrets.token();
    const nowMs = this.#station.time.now();
    const identity: Identity = {
      id: this.#station.deps.ids.next('identity'),
      orgId: localOrg,
      name: body.name.trim(),
      nameKey: key,
      role: body.role,
      machineId,
      tokenDigest: this.#secrets.digest(token),
      isActive: true,
      createdAtMs: nowMs,
      usedAtMs: null,
      ...(body.lastsDays !== undefined && { endsAtMs: nowMs + body.lastsDays * dayMs }),
    };
    const saved = await this.#save(identity, by.actor, 'identity.add');
    return saved.ok ? ok({ identity: this.#view(identity), token }) : saved;
  }

  /** Its token opens nothing from now on, whoever has it. */
  async revoke(by: Caller, id: IdentityId): Promise<Result<IdentityDto>> {
    const known = this.#byId.get(id);
    if (known === undefined) return refuse('request.not-found', `there is no identity ${id}`);
    if (!known.isActive) return ok(this.#view(known));
    const next: Identity = { ...known, isActive: false };
    const saved = await this.#save(next, by.actor, 'identity.revoke');
    return saved.ok ? ok(this.#view(next)) : saved;
  }

  #opens({ isActive, endsAtMs = Number.POSITIVE_INFINITY }: Identity): boolean {
    return isActive && this.#station.time.now() < endsAtMs;
  }

  #view(identity: Identity): IdentityDto {
    const { id, name, role, machineId, createdAtMs, usedAtMs, endsAtMs = null } = identity;
    const isActive = this.#opens(identity);
    return { id, name, role, machineId, isActive, createdAtMs, usedAtMs, endsAtMs };
  }

  async #save(
    identity: Identity,
    by: AuditActor,
    action: PeopleNote['action'],
  ): Promise<Result<null>> {
    try {
      const nowMs = this.#station.time.now();
      if (!(await this.#store.saveIdentity(identity, noteOf(identity, by, action), nowMs))) {
        return refuse('request.conflict', `there is something called ${identity.name} already`);
      }
      this.#keep(identity);
      return ok(null);
    } catch (error) {
      return storeRefusal(error);
    }
  }

  /** Who spoke when is told to the hour: what it said bears its name where it was put. */
  #wasUsed(identity: Identity): void {
    const nowMs = this.#station.time.now();
    if (identity.usedAtMs !== null && nowMs - identity.usedAtMs < noteUseEveryMs) return;
    const used = { ...identity, usedAtMs: nowMs };
    this.#keep(used);
    const note = noteOf(used, actorOf(used), 'identity.use');
    // Not written, it is written at the next use: a sensor does not wait for a disk.
    this.#store.saveIdentity(used, note, nowMs).catch(() => this.#forgetUse(identity));
  }

  #forgetUse(before: Identity): void {
    const now = this.#byId.get(before.id);
    if (now?.isActive) this.#keep({ ...now, usedAtMs: before.usedAtMs });
  }

  #keep(identity: Identity): void {
    this.#byId.set(identity.id, identity);
    this.#byDigest.set(identity.tokenDigest, identity.id);
  }
}

const actorKinds = {
  device: 'DEVICE',
  agent: 'AGENT',
  service: 'SERVICE',
} as const satisfies Record<IdentityRole, AuditActor['kind']>;

function actorOf({ id, role }: Identity): AuditActor {
  return { kind: actorKinds[role], id, version: '' };
}

function endingOf(name: string, leftMs: number): string {
  if (leftMs <= 0) return `The token of ${name} has ended.`;
  const days = Math.ceil(leftMs / dayMs);
  return `The token of ${name} ends in ${days} ${days === 1 ? 'day' : 'days'}.`;
}

/** What it is stands in the log, and when it ends; its name does not. */
function noteOf(identity: Identity, by: AuditActor, action: PeopleNote['action']): PeopleNote {
  const { role, machineId, endsAtMs } = identity;
  const reasons = [
    role,
    ...(machineId === null ? [] : [machineId]),
    ...(endsAtMs === undefined ? [] : [`until ${new Date(endsAtMs).toISOString()}`]),
  ];
  return { by, action, aboutId: identity.id, outcome: 'OK', reasons };
}
