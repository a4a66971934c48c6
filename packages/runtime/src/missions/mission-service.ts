import {
  type AgentsDto,
  type DecideMissionBody,
  type MissionDto,
  type MissionGainsDto,
  type MissionPage,
  type MissionRulesDto,
  missionShelves,
  type StartMissionBody,
} from '@artisan-ts/contracts';
import {
  type ErrorCode,
  isId,
  type MachineId,
  type MissionId,
  ok,
  type Result,
  refuse,
} from '@artisan-ts/domain';
import { type KernelRefusal, type Mission, type ReasonCode, reasonWords } from '@artisan-ts/kernel';
import { twinMachines } from '@artisan-ts/twin';
import type { AgentRegistry } from '#agents/agent-registry.ts';
import { agentsView } from '#agents/agents-view.ts';
import { rehearsalAsked } from '#agents/rehearsal-ask.ts';
import type { RehearsalParams } from '#agents/sim-roaster.ts';
import { machineNames } from '#agents/twin-tools.ts';
import { storeRefusal } from '#machines/refusals.ts';
import { governorRules } from '#missions/create-operations.ts';
import { missionsThatWait } from '#missions/inbox-watch.ts';
import { missionGains } from '#missions/mission-gains.ts';
import { missionHistory } from '#missions/mission-history.ts';
import { localOrg, localSite } from '#missions/mission-office.ts';
import { rulesView } from '#missions/mission-rules.ts';
import { missionView } from '#missions/mission-view.ts';
import { type Caller, missionRole } from '#people/caller.ts';
import type { MissionAsker, MissionStore } from '#ports/mission-store.ts';
import type { MissionListQuery, Missions } from '#station.ts';
import type { StationParts } from '#station-parts.ts';

type Answered = { readonly ok: true; readonly mission: Mission } | KernelRefusal;

/** Missions for people: what was done, and what waits for them. */
export class MissionService implements Missions {
  readonly #station: StationParts;
  readonly #store: MissionStore | null;
  readonly #crew: AgentRegistry;
  readonly #changed: () => void;

  /** `changed` is called when something may have to be worked on. `store` null: there are no missions here. */
  constructor(
    station: StationParts,
    store: MissionStore | null,
    crew: AgentRegistry,
    changed: () => void,
  ) {
    this.#station = station;
    this.#crew = crew;
    this.#store = store;
    this.#changed = changed;
  }

  async list(query: MissionListQuery): Promise<MissionPage> {
    const { limit } = query;
    const found = await this.#found(query);
    const items: MissionDto[] = [];
    for (const mission of found.slice(0, limit)) {
      const about = await this.#about(mission);
      const around = { ...about, steps: [], history: [], spans: [], traceDigest: null };
      items.push(missionView({ ...mission, result: null }, around));
    }
    return { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
  }

  async get(id: MissionId): Promise<MissionDto | null> {
    const mission = (await this.#store?.mission(id)) ?? null;
    if (this.#store === null || mission === null || mission.orgId !== localOrg) return null;
    return this.#whole(this.#store, mission);
  }

  rules(): MissionRulesDto {
    return rulesView(governorRules);
  }

  async gains(days: number): Promise<MissionGainsDto> {
    const { time, deps } = this.#station;
    if (this.#store === null) return noGains(days);
    const parts = { store: this.#store, roasts: deps.roasts, orgId: localOrg };
    return missionGains(parts, days, time.now());
  }

  decide(by: Caller, id: MissionId, body: DecideMissionBody): Promise<Result<MissionDto>> {
    const { decision, waivedReasons = [], inputDigest = '' } = body;
    const known = waivedReasons.filter((code): code is ReasonCode => code in reasonWords);
    return this.#ask(id, (store, nowMs) =>
      store.decide(
        askerOf(by),
        id,
        decision === 'reject'
          ? { kind: 'reject' }
          : { kind: 'approve', waivedReasons: known, inputDigest },
        nowMs,
      ),
    );
  }

  cancel(by: Caller, id: MissionId): Promise<Result<MissionDto>> {
    return this.#ask(id, (store, nowMs) => store.cancel(askerOf(by), id, nowMs));
  }

  retry(by: Caller, id: MissionId): Promise<Result<MissionDto>> {
    return this.#ask(id, (store, nowMs) => store.retryNow(askerOf(by), id, nowMs));
  }

  async start(by: Caller, body: StartMissionBody): Promise<Result<MissionDto>> {
    const asked = rehearsalAsked(body);
    if (!asked.ok) return asked;
    const { ids } = this.#station.deps;
    const identity = { id: ids.next('mission'), traceId: ids.next('boot') };
    return this.#ask(identity.id, (store, nowMs) =>
      store.createMission(
        {
          by: askerOf(by),
          siteId: localSite,
          machineId: null,
          goal: body.goal,
          params: { ...asked.value },
          subjectId: asked.value.roastId,
          signals: null,
          idempotencyKey: `sim-roast:${identity.id}`,
          identity,
        },
        nowMs,
      ),
    );
  }

  async agents(): Promise<AgentsDto> {
    const versions = (await this.#store?.registered()) ?? [];
    const settings = await this.#station.deps.roasts.settings();
    return agentsView(this.#crew, versions, settings);
  }

  redrive(by: Caller, id: MissionId): Promise<Result<MissionDto>> {
    const { ids } = this.#station.deps;
    const identity = { id: ids.next('mission'), traceId: ids.next('boot') };
    return this.#ask(id, (store, nowMs) => store.redrive(askerOf(by), id, identity, nowMs));
  }

  /** Matching missions, one more than were asked for when there are more. */
  async #found(query: MissionListQuery): Promise<readonly Mission[]> {
    const { limit, cursor, state, shelf, goal, roast } = query;
    if (this.#store === null) return [];
    // What waits is little, and told whole.
    if (shelf === 'needsYou') {
      const waiting = await missionsThatWait(this.#store, localOrg);
      return waiting.filter(isAskedFor(query)).slice(0, limit + 1);
    }
    const states = state !== undefined ? [state] : shelf && missionShelves[shelf];
    const found: Mission[] = [];
    for (let after = cursor; found.length <= limit; ) {
      const page = await this.#store.listMissions({
        orgId: localOrg,
        limit: pageMissions,
        ...(after !== undefined && { after }),
        ...(states !== undefined && { states }),
        ...(roast !== undefined && { subjectId: roast }),
      });
      found.push(...page.filter((mission) => goal === undefined || mission.goal === goal));
      after = page.at(-1)?.id;
      if (page.length < pageMissions) break;
    }
    return found.slice(0, limit + 1);
  }

  /** A mission with its steps and everything that happened to it. */
  async #whole(store: MissionStore, mission: Mission): Promise<MissionDto> {
    const steps = await store.steps(mission.id);
    const history = await missionHistory(store, mission, steps, this.#station.nameOf);
    const spans = await store.spans(mission.id);
    // Most have their spans: what stands for them is asked for only where there are none.
    const traceDigest = spans.length === 0 ? await store.traceDigest(mission.id) : null;
    const about = await this.#about(mission);
    return missionView(mission, { ...about, steps, history, spans, traceDigest });
  }

  /** What a mission is about, in words. */
  async #about({ subjectId, machineId, params }: Mission) {
    const { reader, machines } = this.#station;
    const header =
      subjectId !== null && isId('roast', subjectId)
        ? ((await reader.stored(subjectId))?.header ?? null)
        : null;
    const machine = machineId === null ? null : machines.get(machineId as MachineId);
    const machineName = machine?.view().name ?? header?.machineName ?? '';
    if (header !== null) return { subjectTitle: header.title || 'Untitled roast', machineName };
    const isMachine = subjectId !== null && isId('machine', subjectId);
    return {
      subjectTitle: isMachine ? machineName : (subjectId ?? rehearsalTitle(params)),
      machineName,
    };
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
      return ok(await this.#whole(this.#store, answer.mission));
    } catch (error) {
      return storeRefusal(error);
    }
  }
}

/** What a rehearsal is of: `40 roasts on G1`; empty for what is none. */
function rehearsalTitle(params: unknown): string {
  const { machine, roasts } = Object(params) as Partial<RehearsalParams>;
  const name = machineNames.find((each) => each === machine);
  return name === undefined ? '' : `${roasts} roasts on ${twinMachines[name].label}`;
}

/** Read at once while a list is put together. */
const pageMissions = 200;

function isAskedFor({ state, goal, roast }: MissionListQuery) {
  return (mission: Mission) =>
    (state === undefined || mission.state === state) &&
    (goal === undefined || mission.goal === goal) &&
    (roast === undefined || mission.subjectId === roast);
}

/** Where nothing is done by itself, nothing was gained. */
function noGains(days: number): MissionGainsDto {
  return {
    days,
    batches: 0,
    reports: 0,
    reportsUntouched: 0,
    interventions: 0,
    interventionsPerBatch: null,
    medianReportDelayS: null,
    suggestions: { made: 0, kept: 0, moved: 0, undone: 0, open: 0 },
  };
}

/** Whoever asks, as missions are asked for. */
function askerOf(by: Caller): MissionAsker {
  return { actor: by.actor, role: missionRole(by), orgId: by.orgId };
}

function codeOf(reason: ReasonCode): ErrorCode {
  if (reason === 'NOT_FOUND') return 'request.not-found';
  if (reason === 'FORBIDDEN' || reason === 'POLICY_DENIED') return 'access.denied';
  return reason === 'BAD_INPUT' ? 'input.invalid' : 'request.conflict';
}
