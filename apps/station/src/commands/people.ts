import type { PersonDto, WhoDto } from '@artisan-ts/contracts';
import { ok, refuse } from '@artisan-ts/domain';
import { Command } from 'commander';
import { runsWith, type Session, type Shell } from '#cli/session.ts';
import { table } from '#cli/text.ts';

interface RoleOption {
  readonly roles: string;
}

/** `artisan people`: who works here. PINs come from the environment, never from the command line, which others can read. */
export function peopleCommand(shell: Shell): Command {
  const add = new Command('add')
    .description('add a person, with the PIN in ARTISAN_NEW_PIN; asks for --as an admin')
    .argument('<name>')
    .option('--roles <roles>', 'viewer, operator, head, maintainer, admin; by commas', 'operator');
  add.action(
    runsWith(shell, async (session, name = '') => {
      const pin = newPin(session);
      if (pin === null) return noPin;
      const roles = add.opts<RoleOption>().roles.split(',');
      const json = { name, roles, pin };
      const person = await session.client().post<PersonDto>('/people', { json });
      return ok({ json: person, lines: [`${person.name} can sign in.`] });
    }),
  );
  return new Command('people')
    .description('who works here and what each may do')
    .addCommand(
      new Command('list').description('everybody, with their roles').action(
        runsWith(shell, async (session) => {
          const people = await session
            .client()
            .get<{ readonly items: readonly PersonDto[] }>('/people');
          const rows = people.items.map(({ id, name, roles, isActive }) => [
            name,
            isActive ? roles.join(', ') : 'put away',
            id,
          ]);
          const lines = rows.length === 0 ? ['Nobody yet.'] : table(['Name', 'Roles', 'Id'], rows);
          return ok({ json: people, lines });
        }),
      ),
      { isDefault: true },
    )
    .addCommand(
      new Command('first')
        .description('make the first person, with the PIN in ARTISAN_NEW_PIN')
        .argument('<name>')
        .action(
          runsWith(shell, async (session, name = '') => {
            const pin = newPin(session);
            if (pin === null) return noPin;
            const who = await session
              .client()
              .post<WhoDto>('/people/first', { json: { name, pin } });
            return ok({ json: who.person, lines: [`${name} is admin and head roaster.`] });
          }),
        ),
    )
    .addCommand(add);
}

function newPin(session: Session): string | null {
  return session.env['ARTISAN_NEW_PIN'] ?? null;
}

const noPin = refuse('input.invalid', 'put a PIN of 4 to 12 digits into ARTISAN_NEW_PIN');
