import { artisanSettingsDto, roastFileBytes } from '@artisan-ts/contracts';
import { readArtisanSettings } from '@artisan-ts/formats';
import type { App } from '#http/app.ts';
import { valueOrProblem } from '#http/errors.ts';
import { problems } from '#routes/answers.ts';

/** The largest settings that the reader accepts; checked here so that more is never held in memory. */
const fileBytesMax = 8 * 1024 * 1024;

/** `POST /connect/artisan-settings`: what the settings of an Artisan hold; the body is the file. Nothing is changed. */
export async function settingsFileRoute(app: App): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    '*',
    { parseAs: 'buffer' },
    async (_request: unknown, bytes: Buffer) => bytes,
  );

  app.route({
    method: 'POST',
    url: '/connect/artisan-settings',
    bodyLimit: fileBytesMax,
    schema: {
      tags: ['connect'],
      summary: 'What an Artisan settings file (.aset) holds, and a machine made of it',
      consumes: ['application/octet-stream'],
      body: roastFileBytes,
      response: { 200: artisanSettingsDto, ...problems },
    },
    handler: async ({ body }) => {
      const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
      const { machine, findings } = valueOrProblem(readArtisanSettings(bytes));
      return {
        machine: machine && {
          ...machine,
          settings: { ...machine.settings },
          levers: machine.levers.map((lever) => ({ ...lever })),
        },
        findings: findings.map((finding) => ({ ...finding })),
      };
    },
  });
}
