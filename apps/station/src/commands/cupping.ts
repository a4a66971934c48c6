import type { CuppingDto, CuppingPage, CuppingResultsDto } from '@artisan-ts/contracts';
import { ArtisanError, formLabels, isId, ok, refuse } from '@artisan-ts/domain';
import { attributeLabels } from '@artisan-ts/roast';
import { Command } from 'commander';
import { runsWith, type Shell } from '#cli/session.ts';
import { table } from '#cli/text.ts';

/** `artisan cupping list|show`: the cuppings of the running station and what came out of them. */
export function cuppingCommand(shell: Shell): Command {
  return new Command('cupping')
    .description('cuppings and their results')
    .addCommand(
      new Command('list').description('the newest cuppings').action(
        runsWith(shell, async (session) => {
          const page = await session.client().get<CuppingPage>('/cuppings');
          return ok({ json: page, lines: listText(page) });
        }),
      ),
    )
    .addCommand(
      new Command('show')
        .description('one cupping, and its results once it is revealed')
        .argument('<cupping>', 'its id')
        .action(
          runsWith(shell, async (session, id = '') => {
            if (!isId('cupping', id)) {
              return refuse(
                'id.malformed',
                `"${id}" is no cupping id (cupping_ and 32 hex digits)`,
              );
            }
            const client = session.client();
            try {
              const results = await client.get<CuppingResultsDto>(`/cuppings/${id}/results`);
              return ok({ json: results, lines: resultText(results) });
            } catch (error) {
              if (!ArtisanError.is(error, 'cupping.blind')) throw error;
              const cupping = await client.get<CuppingDto>(`/cuppings/${id}`);
              return ok({ json: { cupping }, lines: blindText(cupping) });
            }
          }),
        ),
    );
}

function listText({ items }: CuppingPage): readonly string[] {
  if (items.length === 0) return ['No cuppings yet. Set one up on the screen: Menu, Cupping.'];
  const rows = items.map(({ id, title, form, isBlind, samples, tasters }) => [
    id,
    title,
    formLabels[form],
    isBlind ? 'blind' : 'revealed',
    String(samples.length),
    String(tasters.length),
  ]);
  return table(['cupping', 'title', 'form', 'state', 'samples', 'tasters'], rows);
}

function blindText({ title, form, samples, tasters }: CuppingDto): readonly string[] {
  return [
    `${title}, ${formLabels[form]}: blind`,
    `Codes: ${samples.map(({ code }) => code ?? 'by cup').join(' ')}`,
    ...tasters.map(({ name, done, of }) => `${name}: ${done} of ${of}`),
  ];
}

/** The results of a round for people. */
export function resultText(results: CuppingResultsDto): readonly string[] {
  const { cupping, round, samples, calibration, triangle } = results;
  const head = `${cupping.title}, ${formLabels[cupping.form]}, round ${round + 1}`;
  if (triangle !== null) return [head, triangle.words];
  const nameOf = (id: string): string =>
    cupping.tasters.find((taster) => taster.id === id)?.name ?? id;
  const rows = samples.map(({ code, name, total, totals }) => [
    code,
    name,
    total === null ? '-' : total.mean.toFixed(2),
    ...cupping.tasters.map(({ id }) => shown(totals.find((each) => each.tasterId === id)?.total)),
  ]);
  const names = cupping.tasters.map(({ name }) => name);
  return [
    head,
    ...table(['code', 'sample', 'mean', ...names], rows),
    ...calibration.flatMap(({ attribute, tasters }) =>
      tasters.map(({ tasterId, offset, spread }) => {
        const label = attribute === 'total' ? 'Total' : attributeLabels[attribute];
        const spreadText = spread === null ? '' : `, spread ${spread.toFixed(2)}`;
        return `${label}: ${nameOf(tasterId)} ${offset >= 0 ? '+' : ''}${offset.toFixed(2)}${spreadText}`;
      }),
    ),
  ];
}

function shown(total: number | null | undefined): string {
  return total === null || total === undefined ? '-' : total.toFixed(2);
}
