import { changeSettingsBody, settingsDto } from '@artisan-ts/contracts';
import type { Station } from '@artisan-ts/runtime';
import type { App } from '#http/app.ts';
import { valueOrProblem } from '#http/errors.ts';
import { problems } from '#routes/answers.ts';

const tags = ['station'];

/** `/settings`: what a person chose for the whole station. */
export function settingsRoutes(app: App, { settings }: Station): void {
  app.route({
    method: 'GET',
    url: '/settings',
    schema: {
      tags,
      summary: 'Where closed roasts are saved as files, and how long readings are kept',
      response: { 200: settingsDto, ...problems },
    },
    handler: async () => settings.get(),
  });

  app.route({
    method: 'PATCH',
    url: '/settings',
    schema: {
      tags,
      summary: 'Change settings; what is not named stays',
      body: changeSettingsBody,
      response: { 200: settingsDto, ...problems },
    },
    handler: async ({ body }) => valueOrProblem(await settings.change(body)),
  });
}
