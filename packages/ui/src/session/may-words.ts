import { type Action, actions, policyTable } from '@artisan-ts/kernel';
import { roleWords } from '#display/role-words.ts';

const list = new Intl.ListFormat('en-GB', { type: 'disjunction' });

/** Why somebody is not offered something, and whom they can ask: by the table that the station refuses by. */
export function mayNotWords(action: Action): string {
  const others = roleWords.filter(({ role }) => policyTable[action][role] !== undefined);
  const whom = others.map(({ label }) => label.toLowerCase());
  return `Your roles do not let you ${actions[action]}. Ask a person who is ${list.format(whom)}.`;
}
