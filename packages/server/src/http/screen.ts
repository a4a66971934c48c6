import fastifyStatic from '@fastify/static';
import type { App } from '#http/app.ts';

/** Files the bundler named by their content: the name changes when the file does. */
const hashedFiles = '/assets/';

/** Serves the built screen; any page address of it answers with its one document. */
export async function serveScreen(app: App, uiFolder: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: uiFolder,
    cacheControl: false,
    setHeaders: (reply, path) => {
      const isHashed = path.replaceAll('\\', '/').includes(hashedFiles);
      reply.header('cache-control', isHashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** Whether a missing path is an address inside the screen, which its document resolves, and no missing file. */
export function isScreenAddress(request: {
  readonly method: string;
  readonly url: string;
  readonly headers: { readonly accept?: string | undefined };
}): boolean {
  const path = request.url.split('?')[0] ?? '';
  const wantsPage = request.headers.accept?.includes('text/html') ?? false;
  return request.method === 'GET' && wantsPage && !path.startsWith('/api/');
}
