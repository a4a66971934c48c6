import { ok, type Result } from '@artisan-ts/domain';
import {
  type BrokenInvariant,
  brokenInFolder,
  openStore,
  openStoreReadOnly,
  type Store,
  unreportedClosings,
  verifyAuditLog,
} from '@artisan-ts/storage';
import { Command } from 'commander';
import { missionsOption } from '#cli/missions-option.ts';
import { type Answer, runsWith, type Session, type Shell } from '#cli/session.ts';
import { whereMissionsLie } from '#config/where-missions-lie.ts';
import { folderIsEmpty } from '#doctor/empty-folder.ts';
import { otherInvariants, rowInvariants } from '#doctor/invariants.ts';

/** `artisan doctor`: asks a data folder for every invariant that its rows can answer. Exit code 1 when one is broken. */
export function doctorCommand(shell: Shell): Command {
  const command = new Command('doctor')
    .description(
      'look whether a data folder holds what must always hold, and say how the rest is tested',
    )
    .addOption(missionsOption());
  return command.action(
    runsWith(shell, (session) => examined(session, command.opts<{ readonly missions?: string }>())),
  );
}

async function examined(
  session: Session,
  { missions }: { readonly missions?: string },
): Promise<Result<Answer>> {
  const { dataFolder } = session;
  const place = whereMissionsLie(session, { missions });
  if (!place.ok) return place;
  const { missionsUrl, anchorFiles } = place.value;
  const where = { folder: dataFolder, ...(missionsUrl !== null && { missionsUrl }) };
  const isNew = folderIsEmpty(dataFolder);
  if (isNew) await makeStore(where);
  session.progress(`Reading every page of ${dataFolder} ...`);
  const inFiles = brokenInFolder(dataFolder);
  // In a damaged file nothing more can be asked, and nothing else matters.
  const isReadable = !inFiles.some(({ invariant }) => invariant === 'INV-40');
  const inRows = isReadable ? await brokenIn(where, anchorFiles) : [];
  // What the folder held before missions lay elsewhere, and who signed in; no anchor speaks of that log.
  const inFolder = isReadable && missionsUrl !== null ? await brokenHere(dataFolder) : [];
  const broken = [...inFiles, ...inRows, ...inFolder];
  const json = {
    dataFolder,
    missions: missionsUrl ?? dataFolder,
    isNew,
    isWell: broken.length === 0,
    broken,
    checked: rowInvariants,
    testedElsewhere: otherInvariants,
  };
  return ok({ json, lines: doctorText(json), isBad: broken.length > 0 });
}

/** Everything that a station makes at its first start. */
async function makeStore(where: Parameters<typeof openStore>[0]): Promise<void> {
  const store = await openStore(where);
  try {
    // Tables on PostgreSQL are made by the first question.
    await store.missions.brokenInvariants();
  } finally {
    await store.close();
  }
}

/** Everything in the rows that must not be; the log against its anchors among it. */
async function brokenIn(
  where: Parameters<typeof openStoreReadOnly>[0],
  anchorFiles: readonly string[],
): Promise<readonly BrokenInvariant[]> {
  const store = await openStoreReadOnly(where);
  try {
    return await brokenInRows(store, anchorFiles);
  } finally {
    await store.close();
  }
}

async function brokenInRows(
  { missions, roasts }: Store,
  anchorFiles: readonly string[],
): Promise<readonly BrokenInvariant[]> {
  return [
    ...(await missions.brokenInvariants()),
    ...(await unreportedClosings({ missions, roasts })),
    ...(await brokenInLog(missions, anchorFiles)),
  ];
}

/** The missions and the log that lie in the folder although others lie elsewhere. */
async function brokenHere(folder: string): Promise<readonly BrokenInvariant[]> {
  const { missions, close } = await openStoreReadOnly({ folder });
  try {
    return [...(await missions.brokenInvariants()), ...(await brokenInLog(missions, []))];
  } finally {
    await close();
  }
}

async function brokenInLog(
  missions: Store['missions'],
  anchorFiles: readonly string[],
): Promise<readonly BrokenInvariant[]> {
  const { findings, log } = await verifyAuditLog({ missions, log: 'local', anchorFiles });
  return findings.map(({ problem, seq, detail }) => ({
    invariant: problem === 'TAIL_MISSING' || problem === 'FORK' ? 'INV-32' : 'INV-31',
    what: `${problem} at entry ${seq}: ${detail}`,
    of: log,
  }));
}

function doctorText(found: {
  readonly dataFolder: string;
  readonly isNew: boolean;
  readonly broken: readonly BrokenInvariant[];
}): readonly string[] {
  const { dataFolder, isNew, broken } = found;
  const verdict =
    broken.length === 0
      ? `${dataFolder} holds what must always hold: ${rowInvariants.length} invariants asked of its rows.`
      : `${dataFolder} breaks ${broken.length} times what must always hold. Keep a copy of the folder before anything else.`;
  return [
    ...(isNew ? [`${dataFolder} was empty; a store was made in it.`] : []),
    verdict,
    ...broken.map(({ invariant, what, of }) => `  ${invariant}  ${of}: ${what}`),
    '',
    'Asked of the rows:',
    ...rowInvariants.map(({ invariant, says }) => `  ${invariant}  ${says}`),
    'Tested elsewhere:',
    ...otherInvariants.map(({ invariant, says, how }) => `  ${invariant}  ${says} (${how})`),
  ];
}
