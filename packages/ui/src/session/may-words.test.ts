import { type Action, actions, authorize } from '@artisan-ts/kernel';
import { expect, test } from 'vitest';
import { roleWords } from '#display/role-words.ts';
import { mayNotWords } from '#session/may-words.ts';

test('names whom a viewer can ask for a machine', () => {
  expect(mayNotWords('machine.connect')).toBe(
    'Your roles do not let you add and connect machines. Ask a person who is head roaster, maintainer or admin.',
  );
});

test('names a role where the station would allow it to that role, at least under a condition', () => {
  for (const action of Object.keys(actions) as Action[]) {
    const words = mayNotWords(action).split('Ask a person')[1] ?? '';
    for (const { role, label } of roleWords) {
      const answer = authorize({ role, orgId: 'local' }, action, { orgId: 'local' }, {});
      const isForbidden = !answer.ok && answer.reason === 'FORBIDDEN';
      expect(words.includes(label.toLowerCase()), `${role}, ${action}`).toBe(!isForbidden);
    }
  }
});
