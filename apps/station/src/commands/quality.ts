import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CorrectionDto, QualityDto } from '@artisan-ts/contracts';
import {
  ArtisanError,
  isId,
  type Measure,
  measureNames,
  measures,
  observationLabels,
  ok,
  type PhotoType,
  type Result,
  type RoastId,
  refuse,
} from '@artisan-ts/domain';
import { Command } from 'commander';
import { runsWith, type Session, type Shell } from '#cli/session.ts';
import { askStored } from '#host/read-stored-roast.ts';

const endings: Readonly<Record<PhotoType, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
};

/** `artisan quality ROAST [FOLDER]`: what was measured and seen of a roast, every correction, and its photos as files. */
export function qualityCommand(shell: Shell): Command {
  return new Command('quality')
    .description('what was measured and seen of a roast, and who corrected what')
    .argument('<roast>', 'id of the roast, as the list and the address of its page show it')
    .argument('[photos]', 'a folder: its photos are written there')
    .action(
      runsWith(shell, async (session, roast, photos) => {
        if (!isId('roast', roast)) {
          return refuse('id.malformed', `"${roast}" is no roast id (roast_ and 32 hex digits)`);
        }
        const read = await readQuality(session, roast);
        if (!read.ok) return read;
        const quality = read.value;
        const lines = qualityText(quality);
        if (photos === undefined) return ok({ json: quality, lines });
        const written = await writePhotos(session, quality, resolve(photos));
        if (!written.ok) return written;
        const files = written.value;
        return ok({ json: { ...quality, files }, lines: [...lines, '', ...files] });
      }),
    );
}

/** From the running station or, without one, from the store. */
async function readQuality(session: Session, id: RoastId): Promise<Result<QualityDto>> {
  try {
    return ok(await session.client().get<QualityDto>(`/roasts/${id}/quality`));
  } catch (error) {
    if (!ArtisanError.is(error, 'station.not-running')) throw error;
  }
  return askStored(session.dataFolder, async ({ quality }) => {
    const stored = await quality.get(id);
    return stored === null ? refuse('request.not-found', `there is no roast ${id}`) : ok(stored);
  });
}

async function writePhotos(
  session: Session,
  { roastId, photos }: QualityDto,
  folder: string,
): Promise<Result<readonly string[]>> {
  const files: string[] = [];
  try {
    mkdirSync(folder, { recursive: true });
    for (const { id, type } of photos) {
      const path = join(folder, `${id}.${endings[type]}`);
      writeFileSync(path, await session.client().bytes(`/roasts/${roastId}/photos/${id}`));
      files.push(path);
    }
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return refuse('input.invalid', `cannot write the photos to ${folder}: ${error.message}`);
  }
  return ok(files);
}

/** The quality of a roast for people: what is known, what is odd about it, who changed it. */
export function qualityText(quality: QualityDto): readonly string[] {
  const { values, facts, questions, corrections, photos } = quality;
  const known = measureNames.flatMap((name) => {
    const value = values[name];
    return value === null ? [] : [measureLine(name, value)];
  });
  const seen = values.observations.map((name) => observationLabels[name]).join(', ');
  const lines = [
    ...(values.profile === '' ? [] : [`Profile: ${values.profile}`]),
    ...(values.person === '' ? [] : [`Roasted by: ${values.person}`]),
    ...known,
    ...factLine('Weight loss', facts.lossPct, '%'),
    ...factLine('With what was sorted out', facts.totalLossPct, '%'),
    ...(values.colourSystem === null ? [] : [`Colour by: ${values.colourSystem}`]),
    ...factLine('Ground minus whole', facts.colourDelta, ''),
    ...(seen === '' ? [] : [`Seen: ${seen}`]),
    ...(values.cuppingNotes === '' ? [] : [`Cupping notes: ${values.cuppingNotes}`]),
    ...(photos.length === 0 ? [] : [`Photos: ${photos.length}`]),
    ...questions.map(({ message }) => `Look again: ${message}`),
  ];
  return [
    ...(lines.length === 0 ? ['Nothing was measured yet.'] : lines),
    ...corrections.map(correctionLine),
  ];
}

function measureLine(name: Measure, value: number): string {
  const { label, unit } = measures[name];
  return `${label}: ${rounded(value)} ${unit}`.trimEnd();
}

function factLine(label: string, value: number | null, unit: string): string[] {
  return value === null ? [] : [`${label}: ${rounded(value)} ${unit}`.trimEnd()];
}

function correctionLine(correction: CorrectionDto): string {
  const { field, before, after, who, why, wallMs, isInForce } = correction;
  const when = new Date(wallMs).toLocaleString();
  const by = who === '' ? '' : ` by ${who}`;
  const reason = why === '' ? '' : `: ${why}`;
  const state = isInForce ? '' : ' (taken back)';
  return `${when}  ${field} ${shown(before)} -> ${shown(after)}${by}${reason}${state}`;
}

function shown(value: CorrectionDto['before']): string {
  if (value === null || value === '') return 'nothing';
  if (Array.isArray(value)) return value.length === 0 ? 'nothing' : value.join(', ');
  return typeof value === 'number' ? String(rounded(value)) : value;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
