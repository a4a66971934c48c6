import {
  type AgentDefinition,
  decideToolCall,
  type EffectClass,
  type KernelRefusal,
  type Level,
  versionName,
} from '@artisan-ts/kernel';
import { type CanonicalValue, canonicalText } from '@artisan-ts/trust';
import type { Tool, ToolAnswer, ToolContext } from '#agents/mind.ts';

/** The tools that are registered, each as it was at that moment. */
export class Toolbox {
  readonly #tools = new Map<string, { readonly tool: Tool; readonly registeredAs: string }>();

  constructor(tools: readonly Tool[]) {
    for (const tool of tools) {
      this.#tools.set(versionName(tool.definition), { tool, registeredAs: spelling(tool) });
    }
  }

  get tools(): readonly Tool[] {
    return [...this.#tools.values()].map(({ tool }) => tool);
  }

  effectOf(name: string): EffectClass | null {
    return this.#tools.get(name)?.tool.definition.effect ?? null;
  }

  /** The governor's answer to an agent that wants to use a tool. */
  allows(
    agent: AgentDefinition,
    name: string,
    level: Level,
  ): { readonly ok: true } | KernelRefusal {
    const known = this.#tools.get(name);
    const isUnchanged = known !== undefined && spelling(known.tool) === known.registeredAs;
    const tool = known?.tool.definition ?? null;
    return decideToolCall({ agent, name, tool, isUnchanged, level });
  }

  /** Uses a tool that was allowed. */
  async run(name: string, args: CanonicalValue, context: ToolContext): Promise<ToolAnswer> {
    const known = this.#tools.get(name);
    if (known === undefined) {
      return { ok: false, reason: 'TOOL_DENIED', message: `there is no tool ${name}` };
    }
    return known.tool.run(args, context);
  }
}

/** A definition has whole numbers and texts alone: it has one spelling. */
function spelling({ definition }: Tool): string {
  return canonicalText(definition as unknown as CanonicalValue);
}
