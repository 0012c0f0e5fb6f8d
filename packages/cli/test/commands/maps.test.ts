import { readFileSync } from 'node:fs';
import { mapJsonSchema, parseMap } from '@dealroute/core';
import { describe, expect, it } from 'vitest';
import { temporary } from '../support/office.js';
import { fixture, run, template } from '../support/run.js';

describe('dealroute convert', () => {
  it('B28: writes a map as JSON and back without loss', async () => {
    const json = temporary('sale.json');
    expect(await run(['convert', template('b2b-sale'), '--to', 'json', '-o', json])).toMatchObject({
      code: 0,
    });
    const { out } = await run(['convert', json, '--to', 'yaml']);
    const [before, after] = [readFileSync(template('b2b-sale'), 'utf8'), out].map((text) => parseMap(text));
    expect(after).toEqual(before);
  });

  it('says where a file is no map', async () => {
    const { code, err } = await run(['convert', fixture('mistyped.yaml'), '--to', 'json']);
    expect(code).toBe(1);
    expect(err).toContain('line 3, column 1');
  });

  it('says which forms there are', async () => {
    const { code, err } = await run(['convert', fixture('call-back.yaml'), '--to', 'xml']);
    expect(code).toBe(2);
    expect(err).toContain('Use one of: json, yaml.');
  });

  it('says where a file cannot be written', async () => {
    const { code, err } = await run([
      'convert',
      fixture('call-back.yaml'),
      '--to',
      'json',
      '-o',
      '/no/where.json',
    ]);
    expect([code, err]).toEqual([3, 'The file /no/where.json cannot be written: ENOENT.\n']);
  });
});

it('dealroute schema prints the schema of maps', async () => {
  const { code, out } = await run(['schema']);
  expect([code, JSON.parse(out)]).toEqual([0, JSON.parse(JSON.stringify(mapJsonSchema()))]);
});

describe('dealroute diff', () => {
  it('B27: tells what changed in sentences, or as data', async () => {
    const argv = ['diff', template('contract-approval'), template('shipment')];
    const { code, out } = await run(argv);
    expect(code).toBe(0);
    expect(out).toMatch(/^- The node “.+” was removed\.$/m);
    const { same, changes } = JSON.parse((await run([...argv, '--json'])).out);
    expect([same, changes.length]).toEqual([false, out.trim().split('\n').length]);
  });

  it('says that two maps are the same', async () => {
    const file = fixture('call-back.yaml');
    expect(await run(['diff', file, file, '--lang=ru'])).toMatchObject({
      code: 0,
      out: 'Карты одинаковы.\n',
    });
  });
});
