import type { IdentityDto, NewIdentityDto } from '@artisan-ts/contracts';
import { ok } from '@artisan-ts/domain';
import { Command } from 'commander';
import { runsWith, type Shell } from '#cli/session.ts';
import { table } from '#cli/text.ts';

interface AddOptions {
  readonly role: string;
  readonly machine?: string;
  readonly forDays?: string;
}

const day = (ms: number | null, none: string): string =>
  ms === null ? none : new Date(ms).toISOString().slice(0, 10);

/** `artisan identities`: devices, agents and services with a token of their own. Asks for `--as` an admin. */
export function identitiesCommand(shell: Shell): Command {
  const add = new Command('add')
    .description('give a device, an agent or a service a token, which is shown this once')
    .argument('<name>')
    .option('--role <role>', 'device, agent or service', 'device')
    .option('--machine <id>', 'the machine that a device speaks for')
    .option('--for-days <days>', 'after which the token opens nothing; else until it is revoked');
  add.action(
    runsWith(shell, async (session, name = '') => {
      const { role, machine, forDays } = add.opts<AddOptions>();
      const json = {
        name,
        role,
        ...(machine !== undefined && { machineId: machine }),
        ...(forDays !== undefined && { lastsDays: Number(forDays) }),
      };
      const made = await session.client().post<NewIdentityDto>('/identities', { json });
      const lines = [
        `${made.identity.name} speaks with this token from now on. It is shown this once:`,
        made.token,
      ];
      return ok({ json: made, lines });
    }),
  );
  return new Command('identities')
    .description('devices, agents and services, each with a token of its own')
    .addCommand(
      new Command('list').description('all of them').action(
        runsWith(shell, async (session) => {
          const all = await session
            .client()
            .get<{ readonly items: readonly IdentityDto[] }>('/identities');
          const rows = all.items.map((each) => [
            each.name,
            each.isActive ? each.role : 'revoked or ended',
            each.machineId ?? '',
            day(each.usedAtMs, 'never'),
            day(each.endsAtMs, ''),
            each.id,
          ]);
          const head = ['Name', 'Role', 'Machine', 'Last used', 'Ends', 'Id'];
          return ok({ json: all, lines: rows.length === 0 ? ['None yet.'] : table(head, rows) });
        }),
      ),
      { isDefault: true },
    )
    .addCommand(add)
    .addCommand(
      new Command('revoke')
        .description('its token opens nothing from now on')
        .argument('<id>')
        .action(
          runsWith(shell, async (session, id = '') => {
            await session.client().delete(`/identities/${id}`);
            return ok({ json: { id, isActive: false }, lines: [`${id} is revoked.`] });
          }),
        ),
    );
}
