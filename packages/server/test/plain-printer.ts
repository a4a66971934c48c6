import type { ServerOptions } from '../src/server.ts';

/** Prints no more of a report than a test looks at. */
export const plainPrinter: ServerOptions['printer'] = {
  html: ({ title, printed }) => `<title>${title}</title>${printed.text}`,
  pdf: async ({ title }) => Buffer.from(`%PDF ${title}`),
};
