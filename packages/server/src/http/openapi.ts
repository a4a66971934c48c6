import fastifySwagger from '@fastify/swagger';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import type { App } from '#http/app.ts';

/** Describes every route that is registered after this, as OpenAPI 3.1. */
export async function describeApi(app: App, version: string): Promise<void> {
  await app.register(fastifySwagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Artisan.ts station',
        version,
        description:
          'Temperatures are Celsius, times seconds unless the name says otherwise; null means missing.',
      },
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => withoutInputForms(jsonSchemaTransformObject(document)),
  });
}

type Described = ReturnType<typeof jsonSchemaTransformObject>;

/** Every named schema is made twice, as answer and as input; ours are all answers. */
function withoutInputForms(api: Described): Described {
  if (!('components' in api) || !api.components?.schemas) return api;
  const kept = Object.entries(api.components.schemas).filter(([name]) => !name.endsWith('Input'));
  return {
    ...api,
    components: { ...api.components, schemas: Object.fromEntries(kept) },
  } as Described;
}
