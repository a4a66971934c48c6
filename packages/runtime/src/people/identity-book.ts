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

/** Devices, agents and services, each with a token of its own. Read at the start and kept in mind; the store has it all. */
export class IdentityBook {
  readonly #station: StationParts;
  readonly #store: PeopleStore;
  readonly #secrets: Secrets;
  readonly #byId = new Map<IdentityId, Identity>();
  readonly #byDigest = new Map<string, IdentityId>();

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
      .map(identityView);
  }

  nameOf(id: string): string | null {
    return this.#byId.get(id as IdentityId)?.name ?? null;
  }

  /** Whoever has the token with that digest; null when nobody has, or no more. */
  callerOf(digest: string, use: CallerUse): Caller | null {
    const identity = this.#byId.get(this.#byDigest.get(digest) as IdentityId);
    if (identity === undefined || !identity.isActive) return null;
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

  /** Makes an identity; its token is in the answer and nowhere else. */
  async add(by: Caller, body: AddIdentityBody): Promise<Result<NewIdentityDto>> {
    const machineId = (body.machineId as MachineId | undefined) ?? null;
    if (machineId !== null && !this.#station.machines.has(machineId)) {
      return refuse('request.not-found', `there is no machine ${machineId}`);
    }
    const token = this.#secrets.token();
    const identity: Identity = {
      id: this.#station.deps.ids.next('identity'),
      orgId: localOrg,
      name: body.name.trim(),
      nameKey: nameKey(body.name),
      role: body.role,
      machineId,
      tokenDigest: this.#secrets.digest(token),
      isActive: true,
      createdAtMs: this.#station.time.now(),
      usedAtMs: null,
    };
    const saved = await this.#save(identity, by.actor, 'identity.add');
    return saved.ok ? ok({ identity: identityView(identity), token }) : saved;
  }

  /** Its token opens nothing from now on, whoever has it. */
  async revoke(by: Caller, id: IdentityId): Promise<Result<IdentityDto>> {
    const known = this.#byId.get(id);
    if (known === undefined) return refuse('request.not-found', `there is no identity ${id}`);
    if (!known.isActive) return ok(identityView(known));
    const next: Identity = { ...known, isActive: false };
    const saved = await this.#save(next, by.actor, 'identity.revoke');
    return saved.ok ? ok(identityView(next)) : saved;
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

/** What it is stands in the log; its name does not. */
function noteOf(identity: Identity, by: AuditActor, action: PeopleNote['action']): PeopleNote {
  const reasons = [identity.role, ...(identity.machineId === null ? [] : [identity.machineId])];
  return { by, action, aboutId: identity.id, outcome: 'OK', reasons };
}

function identityView(identity: Identity): IdentityDto {
  const { id, name, role, machineId, isActive, createdAtMs, usedAtMs } = identity;
  return { id, name, role, machineId, isActive, createdAtMs, usedAtMs };
}
