import type { DecideMissionBody, MissionDto, MissionPage } from '@artisan-ts/contracts';
import { type ErrorCode, type MissionId, ok, type Result, refuse } from '@artisan-ts/domain';
import { type KernelRefusal, type Mission, type ReasonCode, reasonWords } from '@artisan-ts/kernel';
import { storeRefusal } from '#machines/refusals.ts';
import { localOrg } from '#missions/mission-office.ts';
import { missionView } from '#missions/mission-view.ts';
import type { MissionAsker, MissionStore } from '#ports/mission-store.ts';
import type { MissionListQuery, Missions } from '#station.ts';
import type { StationParts } from '#station-parts.ts';

/** Nobody signs in yet: whoever calls is the person at this computer, who is allowed what a head roaster is. */
const localPerson: MissionAsker = {
  actor: { kind: 'USER', id: 'local', version: '' },
  role: 'head',
  orgId: localOrg,
};

type Answered = { readonly ok: true; readonly mission: Mission } | KernelRefusal;

/** Missions for people: what was done, and what waits for them. */
export class MissionService implements Missions {
  readonly #station: StationParts;
  readonly #store: MissionStore | null;
  readonly #changed: () => void;

  /** `changed` is called when something may have to be worked on. `store` null: there are no missions here. */
  constructor(station: StationParts, store: MissionStore | null, changed: () => void) {
    this.#station = station;
    this.#store = store;
    this.#changed = changed;
  }

  async list({ limit, cursor, state, roast }: MissionListQuery): Promise<MissionPage> {
    const found =
      (await this.#store?.listMissions({
        orgId: localOrg,
        limit: limit + 1,
        ...(cursor !== undefined && { after: cursor }),
        ...(state !== undefined && { states: [state] }),
        ...(roast !== undefined && { subjectId: roast }),
      })) ?? [];
    const items = found
      .slice(0, limit)
      .map((mission) => missionView({ ...mission, result: null }, []));
    return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  async get(id: MissionId): Promise<MissionDto | null> {
    const mission = (await this.#store?.mission(id)) ?? null;
    if (mission === null || mission.orgId !== localOrg) return null;
    return missionView(mission, (await this.#store?.steps(id)) ?? []);
  }

  decide(id: MissionId, body: DecideMissionBody): Promise<Result<MissionDto>> {
    const { decision, waivedReasons = [], inputDigest = '' } = body;
    const known = waivedReasons.filter((code): code is ReasonCode => code in reasonWords);
    return this.#ask(id, (store, nowMs) =>
      store.decide(
        localPerson,
        id,
        decision === 'reject'
          ? { kind: 'reject' }
          : { kind: 'approve', waivedReasons: known, inputDigest },
        nowMs,
      ),
    );
  }

  cancel(id: MissionId): Promise<Result<MissionDto>> {
    return this.#ask(id, (store, nowMs) => store.cancel(localPerson, id, nowMs));
  }

  retry(id: MissionId): Promise<Result<MissionDto>> {
    return this.#ask(id, (store, nowMs) => store.retryNow(localPerson, id, nowMs));
  }

  redrive(id: MissionId): Promise<Result<MissionDto>> {
    const { ids } = this.#station.deps;
    const identity = { id: ids.next('mission'), traceId: ids.next('boot') };
    return this.#ask(id, (store, nowMs) => store.redrive(localPerson, id, identity, nowMs));
  }

  async #ask(
    id: MissionId,
    ask: (store: MissionStore, nowMs: number) => Promise<Answered>,
  ): Promise<Result<MissionDto>> {
    if (this.#store === null) return refuse('request.not-found', `there is no mission ${id}`);
    try {
      const answer = await ask(this.#store, this.#station.time.now());
      if (!answer.ok) return refuse(codeOf(answer.reason), answer.message);
      this.#changed();
      return ok(missionView(answer.mission, await this.#store.steps(answer.mission.id)));
    } catch (error) {
      return storeRefusal(error);
    }
  }
}

function codeOf(reason: ReasonCode): ErrorCode {
  if (reason === 'NOT_FOUND') return 'request.not-found';
  return reason === 'BAD_INPUT' ? 'input.invalid' : 'request.conflict';
}
