import type { Level } from '#autonomy/ladder.ts';
import { rungOf } from '#governor/effect-class.ts';
import { type KernelRefusal, kernelRefusal } from '#reasons.ts';
import type { AgentDefinition, ToolDefinition } from '#registry/definitions.ts';
import { versionName } from '#registry/definitions.ts';

/** What the governor knows when an agent wants to use a tool. Nothing of it comes from the agent. */
export interface ToolQuestion {
  readonly agent: AgentDefinition;
  /** As it was asked for: a name of a version. */
  readonly name: string;
  /** The tool of that name as it is registered; null: none is. */
  readonly tool: ToolDefinition | null;
  /** Whether the tool at hand is the one that was registered. */
  readonly isUnchanged: boolean;
  /** The agent's behaviour may reach this rung now. */
  readonly level: Level;
}

/** Whether an agent may use a tool now. A refusal is an error that the agent sees; it is counted. */
export function decideToolCall(question: ToolQuestion): { readonly ok: true } | KernelRefusal {
  const { agent, name, tool, isUnchanged, level } = question;
  const who = versionName(agent);
  if (tool === null || versionName(tool) !== name || !agent.tools.includes(name)) {
    return kernelRefusal('TOOL_DENIED', `agent ${who} is not registered to use ${name}`);
  }
  if (!isUnchanged) {
    return kernelRefusal('TOOL_CHANGED', `tool ${name} is not the one that was registered`);
  }
  const rung = Object.hasOwn(rungOf, tool.effect) ? rungOf[tool.effect] : Number.POSITIVE_INFINITY;
  if (level >= rung) return { ok: true };
  return kernelRefusal(
    'AUTONOMY_CAP',
    `${name} needs level ${rung}; agent ${who} is at ${level} for "${agent.behaviour}"`,
  );
}

/** So many denials of the same tool end a run: a person looks at it. */
export const denialsMax = 2;
