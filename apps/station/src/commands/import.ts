import { basename } from 'node:path';
import type { ImportDto } from '@artisan-ts/contracts';
import { ok } from '@artisan-ts/domain';
import { Command } from 'commander';
import { runsWith, type Shell } from '#cli/session.ts';
import { readBytes } from '#files/read-roast.ts';

/** `artisan import FILE...`: roast files into the running station, one after the other; the first refusal ends it. */
export function importCommand(shell: Shell): Command {
  return new Command('import')
    .description('bring roast files into the running station')
    .argument('<files...>', 'roast files')
    .action(
      runsWith(shell, async (session, ...paths) => {
        const client = session.client();
        const imported: {
          readonly file: string;
          readonly roastId: string;
          readonly lost: number;
        }[] = [];
        for (const path of paths) {
          const bytes = readBytes(path);
          if (!bytes.ok) return bytes;
          const name = encodeURIComponent(basename(path));
          const { roast, lost } = await client.post<ImportDto>(`/roasts?fileName=${name}`, {
            bytes: bytes.value,
          });
          imported.push({ file: path, roastId: roast.id, lost: lost.length });
          const kept =
            lost.length === 0 ? '' : `, not kept: ${lost.map((l) => l.field).join(', ')}`;
          session.progress(`${path} -> ${roast.id}${kept}`);
        }
        return ok({ json: { imported }, lines: [`${imported.length} imported`] });
      }),
    );
}
