import { z } from 'zod';
import { mapSchema } from './map-schema.js';

/**
 * The JSON Schema (draft 2020-12) of a map, for editors and other languages; `route-map.schema.json` of this package
 * is a copy of it. It allows `$schema`, which readers of maps leave out.
 */
export function mapJsonSchema(): Readonly<Record<string, unknown>> {
  const { $schema, $defs, properties, ...rest } = z.toJSONSchema(mapSchema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      // The schema's lists are frozen when read; that says nothing about who may write a map.
      delete jsonSchema.readOnly;
    },
  });
  return {
    $schema,
    title: 'Dealroute route map',
    ...rest,
    properties: { $schema: { type: 'string' }, ...properties },
    $defs,
  };
}

/** Every key that some object of a map has: what a mistyped key may have meant. */
export function keysOfFormat(): ReadonlySet<string> {
  const keys = new Set<string>();
  collect(z.toJSONSchema(mapSchema, { io: 'input' }), keys);
  return keys;
}

function collect(schema: unknown, keys: Set<string>): void {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [name, part] of Object.entries(schema)) {
    if (name === 'properties') for (const key of Object.keys(part as object)) keys.add(key);
    collect(part, keys);
  }
}
