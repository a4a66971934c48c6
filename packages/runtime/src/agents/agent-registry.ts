import {
  type AgentDefinition,
  type Definition,
  definitionFaults,
  type Level,
  levelInForce,
  type PolicyDefinition,
  type RanWith,
  type ToolDefinition,
  versionName,
} from '@artisan-ts/kernel';
import { LoopAgent } from '#agents/loop-agent.ts';
import type { Mind } from '#agents/mind.ts';
import type { Toolbox } from '#agents/toolbox.ts';
import type { Goal } from '#missions/goals.ts';
import type { Clock } from '#ports/clock.ts';
import type { MissionStore } from '#ports/mission-store.ts';
import type { Reasoner } from '#ports/reasoner.ts';

interface RegistryParts {
  readonly minds: readonly Mind[];
  readonly toolbox: Toolbox;
  readonly policy: PolicyDefinition;
  readonly clock: Clock;
  readonly reasoner: () => Reasoner | null;
}

/**
 * Who works here, with what, under which rules. Nobody works before their version, their tools' and the rules' are registered;
 * a version that was registered as something else, and whoever uses it, does not work at all.
 */
export class AgentRegistry {
  readonly #parts: RegistryParts;
  /** Why a version is not used, by its name; null until everything was registered. */
  #troubles: ReadonlyMap<string, string> | null = null;

  constructor(parts: RegistryParts) {
    this.#parts = parts;
  }

  get tools(): readonly ToolDefinition[] {
    return this.#parts.toolbox.tools.map(({ definition }) => definition);
  }

  get agents(): readonly AgentDefinition[] {
    return this.#parts.minds.map(({ definition }) => definition);
  }

  get policies(): readonly PolicyDefinition[] {
    return [this.#parts.policy];
  }

  get isRegistered(): boolean {
    return this.#troubles !== null;
  }

  /** Registers everything, once. Gives what could not be used, one sentence each. @throws ArtisanError `store.*` */
  async begin(
    store: Pick<MissionStore, 'register'>,
    orgId: string,
    nowMs: number,
  ): Promise<readonly string[]> {
    const all: readonly Definition[] = [...this.policies, ...this.tools, ...this.agents];
    const troubles = new Map<string, string>();
    const sound = all.filter((definition) => {
      const [fault] = definitionFaults(definition, this.tools);
      if (fault !== undefined) troubles.set(versionName(definition), fault);
      return fault === undefined;
    });
    const registrations = await store.register(orgId, sound, nowMs);
    for (const [place, { outcome }] of registrations.entries()) {
      const definition = sound[place];
      if (definition === undefined || outcome !== 'changed') continue;
      const name = versionName(definition);
      troubles.set(
        name,
        `${definition.kind} ${name} is not the one that was registered under this version; it needs a new one`,
      );
    }
    this.#troubles = troubles;
    return [...troubles.values()];
  }

  /** Why an agent does not work; null when it does, or when that is not known yet. */
  troubleOf(agent: AgentDefinition): string | null {
    const needed = [versionName(agent), ...agent.tools, ...this.policies.map(versionName)];
    return (
      needed.map((name) => this.#troubles?.get(name)).find((each) => each !== undefined) ?? null
    );
  }

  /** Those who may work, ready for a worker. */
  workers(): readonly LoopAgent[] {
    const { minds, toolbox, clock, reasoner } = this.#parts;
    const levelOf = (agent: AgentDefinition) => this.levelOf(agent);
    return minds
      .filter(({ definition }) => this.#troubles !== null && this.troubleOf(definition) === null)
      .map((mind) => new LoopAgent(mind, { toolbox, clock, levelOf, reasoner }));
  }

  /** The versions that missions of each goal run with. */
  versions(): Readonly<Record<string, RanWith>> {
    const policy = versionName(this.#parts.policy);
    return Object.fromEntries(
      this.agents.map((agent) => [
        agent.goal satisfies string as Goal,
        { agent: versionName(agent), tools: [...agent.tools], policy },
      ]),
    );
  }

  /** The rung an agent stands on: nothing above where everything begins was granted to anybody. */
  levelOf({ id, version, behaviour }: AgentDefinition): Level {
    const running = {
      agent: versionName({ id, version }),
      model: this.#parts.reasoner()?.name ?? '',
      policy: versionName(this.#parts.policy),
      tools: '',
      machineProfile: '',
      evidence: '',
    };
    const facts = { grant: null, running, ceiling: 5, nowMs: this.#parts.clock.wallMs() } as const;
    return levelInForce(behaviour, facts).level;
  }
}
