import type { CuppingDto, PouringDto } from '@artisan-ts/contracts';
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

/** What goes into which cup: the one view that tells it while it is blind. */
export function pouringView(cupping: Cupping): PouringDto {
  const { samples, tasters } = cupping;
  const round = lastRound(cupping);
  const nameOf = (sampleId: string): string =>
    samples.find(({ id }) => id === sampleId)?.name ?? sampleId;
  if (cupping.form === 'triangle') {
    const groups = round.trials.map(({ tasterId, cups }) => ({
      taster: tasters.find(({ id }) => id === tasterId)?.name ?? null,
      cups: cups.map(({ code, sampleId }) => ({ code, name: nameOf(sampleId) })),
    }));
    return { groups };
  }
  const cups = samples.map(({ id, name }) => ({ code: round.codes[id] ?? '', name }));
  return { groups: [{ taster: null, cups: cups.sort((a, b) => (a.code < b.code ? -1 : 1)) }] };
}
