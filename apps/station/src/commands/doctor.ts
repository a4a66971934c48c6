import { ok, type Result } from '@artisan-ts/domain';
import { openStore, openStoreReadOnly, type Store, verifyAuditLog } from '@artisan-ts/storage';
import { Command } from 'commander';
import { type Answer, runsWith, type Session, type Shell } from '#cli/session.ts';
import { anchorFilesOf } from '#commands/audit.ts';
import { folderIsEmpty } from '#doctor/empty-folder.ts';
import { otherInvariants, rowInvariants } from '#doctor/invariants.ts';

/** What was found of one invariant. */
interface Finding {
  readonly invariant: string;
  readonly what: string;
  readonly of: string;
}

/** `artisan doctor`: asks a data folder for every invariant that its rows can answer. Exit code 1 when one is broken. */
export function doctorCommand(shell: Shell): Command {
  return new Command('doctor')
    .description(
      'look whether a data folder holds what must always hold, and say how the rest is tested',
    )
    .action(runsWith(shell, examined));
}

async function examined(session: Session): Promise<Result<Answer>> {
  const { dataFolder } = session;
  const anchors = anchorFilesOf(session, []);
  if (!anchors.ok) return anchors;
  const isNew = folderIsEmpty(dataFolder);
  if (isNew) await (await openStore({ folder: dataFolder })).close();
  const store = await openStoreReadOnly({ folder: dataFolder });
  try {
    const broken = await brokenIn(store, anchors.value);
    const json = {
      dataFolder,
      isNew,
      isWell: broken.length === 0,
      broken,
      checked: rowInvariants,
      testedElsewhere: otherInvariants,
    };
    return ok({ json, lines: doctorText(json), isBad: broken.length > 0 });
  } finally {
    await store.close();
  }
}

/** Everything in the rows that must not be; the log against its anchors among it. */
async function brokenIn(
  { missions }: Store,
  anchorFiles: readonly string[],
): Promise<readonly Finding[]> {
  const rows = await missions.brokenInvariants();
  const { findings, log } = await verifyAuditLog({ missions, log: 'local', anchorFiles });
  return [
    ...rows,
    ...findings.map(({ problem, seq, detail }) => ({
      invariant: problem === 'TAIL_MISSING' || problem === 'FORK' ? 'INV-32' : 'INV-31',
      what: `${problem} at entry ${seq}: ${detail}`,
      of: log,
    })),
  ];
}

function doctorText(found: {
  readonly dataFolder: string;
  readonly isNew: boolean;
  readonly broken: readonly Finding[];
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
