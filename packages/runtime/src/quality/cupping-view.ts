import type { CuppingDto } from '@artisan-ts/contracts';
import type { Cupping, CuppingSheet } from '@artisan-ts/domain';
import { isComplete } from '#quality/cupping-sheet.ts';
import { lastRound } from '#quality/cupping-table.ts';

/** A cupping as everybody may see it: while it is blind, codes and nothing else. */
export function cuppingView(cupping: Cupping, sheets: readonly CuppingSheet[]): CuppingDto {
  const { id, revision, isArchived, form, title, createdWallMs, cups, notes } = cupping;
  const round = lastRound(cupping);
  const isBlind = round.revealedWallMs === null;
  const samples = cupping.samples.map((sample) => ({
    id: sample.id,
    code: round.codes[sample.id] ?? null,
    name: isBlind ? null : sample.name,
    roastId: isBlind ? null : sample.roastId,
    lotId: isBlind ? null : sample.lotId,
  }));
  const now = cupping.rounds.length - 1;
  const written = sheets.filter((sheet) => sheet.round === now);
  return {
    id,
    revision,
    isArchived,
    form,
    title,
    createdWallMs,
    cups,
    notes,
    round: now,
    isBlind,
    revealedWallMs: round.revealedWallMs,
    samples: samples.sort((a, b) => ((a.code ?? a.id) < (b.code ?? b.id) ? -1 : 1)),
    tasters: cupping.tasters.map((taster) => ({
      ...taster,
      done: written.filter((each) => each.tasterId === taster.id && isComplete(cupping, each))
        .length,
      of: form === 'triangle' ? cups : cupping.samples.length,
    })),
  };
}
