import type { JournalStep, MissionSpan } from '#ports/mission-store.ts';

/** What was done with a tool, for a person; by the tool's id. */
const deeds: Readonly<Record<string, string>> = {
  'roast.read': 'The roast was read',
  'roast.analyse': 'The roast was analysed',
  'roast.outcome': 'The roast that is the target was read',
  'roast.signals': 'The readings that cannot be right were counted',
  'signals.look': 'The probes were looked at',
  'batches.read': 'The batches were read',
  'twin.reference': 'The reference of the simulated machine was read',
  'twin.roast': 'Roasts were made on the twin',
};

/** What a span or step is called, for a person; one that is not known is shown as it is. */
const phases: Readonly<Record<string, string>> = {
  think: 'It was thought about',
  observe: 'What came of it was looked at',
  remark: 'A language model was asked for a remark',
  chat: 'The language model answered',
};

/** `scan roast.read@1`, `act twin.roast@2`, `execute_tool roast.read@1`: a tool in use. */
const toolForm = /^(scan|act|execute_tool) ([a-z0-9.-]+)@\d+$/;

function nameWords(name: string): string {
  const [, , tool] = toolForm.exec(name) ?? [];
  if (tool !== undefined) return Object.hasOwn(deeds, tool) ? String(deeds[tool]) : tool;
  return Object.hasOwn(phases, name) ? String(phases[name]) : name;
}

/** A step of the journal as a person reads it: what the agent said of it, or what was done. */
export function stepWords({ name, output }: Pick<JournalStep, 'name' | 'output'>): string {
  const words: unknown = Reflect.get(Object(output), 'words');
  const isSaid = (name === 'think' || name === 'observe') && typeof words === 'string';
  const refusal = Reflect.get(Object(output), 'ok') === false ? `: ${messageIn(output)}` : '';
  return isSaid ? words.replace(/\.$/, '') : `${nameWords(name)}${refusal}`;
}

/** A span of a trace as a person reads it. */
export function spanWords({ name, parentId, epoch }: MissionSpan): string {
  if (parentId === null) return epoch === 1 ? 'The first attempt' : `Attempt at epoch ${epoch}`;
  return nameWords(name);
}

function messageIn(output: unknown): string {
  const message: unknown = Reflect.get(Object(output), 'message');
  return typeof message === 'string' ? message : 'refused';
}
