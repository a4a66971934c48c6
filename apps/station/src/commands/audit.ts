import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '@artisan-ts/domain';
import { type AuditReport, openStoreReadOnly, verifyAuditLog } from '@artisan-ts/storage';
import { Command } from 'commander';
import { missionsOption } from '#cli/missions-option.ts';
import { type Answer, runsWith, type Session, type Shell } from '#cli/session.ts';
import { whereMissionsLie } from '#config/where-missions-lie.ts';

interface VerifyOptions {
  readonly anchors: readonly string[];
  readonly log: string;
  readonly missions?: string;
}

/** `artisan audit verify`: follows the audit log of a data folder, whether or not a station runs there. Exit code 1 when it does not hold. */
export function auditCommand(shell: Shell): Command {
  const verify = new Command('verify')
    .description('follow the audit log from its first entry and hold it against every anchor')
    .option(
      '--anchors <file>',
      'another file of anchors, kept elsewhere; may be given again',
      (file: string, files: readonly string[]) => [...files, file],
      [] as readonly string[],
    )
    .option('--log <name>', 'name of the log: the organisation', 'local')
    .addOption(missionsOption());
  verify.action(runsWith(shell, (session) => verified(session, verify.opts<VerifyOptions>())));
  return new Command('audit')
    .description('what was done and by whom, and whether that record was changed')
    .addCommand(verify);
}

async function verified(
  session: Session,
  { anchors, log, missions }: VerifyOptions,
): Promise<Result<Answer>> {
  const { dataFolder } = session;
  const found = whereMissionsLie(session, { anchors, missions });
  if (!found.ok) return found;
  const { anchorFiles, missionsUrl } = found.value;
  if (!existsSync(join(dataFolder, 'main.db'))) {
    const lines = [`Nothing was stored in ${dataFolder} yet: there is no log to verify.`];
    return ok({ json: { log, entries: 0, isIntact: true, anchorFiles: [], findings: [] }, lines });
  }
  const store = await openStoreReadOnly({
    folder: dataFolder,
    ...(missionsUrl !== null && { missionsUrl }),
  });
  try {
    const report = await verifyAuditLog({ missions: store.missions, log, anchorFiles });
    return ok({ json: report, lines: reportText(report), isBad: !report.isIntact });
  } finally {
    await store.close();
  }
}

/** What was found, for people. */
function reportText(report: AuditReport): readonly string[] {
  const { isIntact, entries, anchoredEntries, anchors, firstBadSeq, findings } = report;
  const verdict = isIntact
    ? `The audit log ${report.log} holds: ${entries} entries, none changed, removed or put elsewhere.`
    : `The audit log ${report.log} does not hold. The first entry that cannot be believed is ${firstBadSeq}.`;
  const after = entries - anchoredEntries;
  return [
    verdict,
    `${anchors} anchors vouch for the first ${anchoredEntries} entries${
      after > 0 ? `; the ${after} after them are chained, but their end could have been cut` : ''
    }.`,
    ...findings.map(({ problem, seq, detail }) => `  ${seq}  ${problem}: ${detail}`),
    ...report.anchorFiles.map(
      ({ path, anchors: count, problem }) =>
        `${path}: ${count} anchors${problem === null ? '' : `; ${problem}`}`,
    ),
  ];
}
