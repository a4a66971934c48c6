import type { KernelRefusal } from '@artisan-ts/kernel';
import type { CanonicalValue } from '@artisan-ts/trust';
import type { ToolAnswer } from '#agents/mind.ts';

/** What a tool of ours gave, in the form that this very tool gives; null when it refused or was not asked. */
export function outputOf<Output>(answer: ToolAnswer | undefined): Output | null {
  return answer?.ok ? (answer.output as Output) : null;
}

/** An answer as it is stored: what has no value is left out. */
export function given(output: unknown): ToolAnswer {
  return { ok: true, output: JSON.parse(JSON.stringify(output)) as CanonicalValue };
}

/** A tool's "no". */
export function refused(reason: KernelRefusal['reason'], message: string): ToolAnswer {
  return { ok: false, reason, message };
}

/** An argument as text; empty when it is none. */
export function textIn(args: CanonicalValue, name: string): string {
  const value: unknown = Reflect.get(Object(args), name);
  return typeof value === 'string' ? value : '';
}

/** An argument as a whole number from 0; null when it is none. */
export function countIn(args: CanonicalValue, name: string): number | null {
  const value: unknown = Reflect.get(Object(args), name);
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}
