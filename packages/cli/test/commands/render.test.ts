import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { officeWithProcess, temporary } from '../support/office.js';
import { fixture, run } from '../support/run.js';

const map = fixture('call-back.yaml');

describe('dealroute render', () => {
  it('draws a map as SVG or PNG', async () => {
    const { code, out } = await run(['render', map, '--lang', 'ru']);
    expect(code).toBe(0);
    expect(out).toMatch(/^<svg[\s\S]*Позвонить/);
    const png = temporary('map.png');
    expect(await run(['render', map, '-o', png, '--theme', 'dark'])).toMatchObject({ code: 0 });
    expect(readFileSync(png).subarray(1, 4).toString()).toBe('PNG');
  });

  it('B17: marks where a process is', async () => {
    const { database, process } = await officeWithProcess('render.sqlite');
    const argv = ['render', map, '--process', process, '--database', database];
    const [marked, plain] = [await run(argv), await run(['render', map])];
    expect(marked.code).toBe(0);
    expect(marked.out).not.toBe(plain.out);
    expect(await run(['render', fixture('warned.yaml'), ...argv.slice(2)])).toMatchObject({
      code: 1,
      err: expect.stringContaining('runs the map "call-back"'),
    });
  });

  it('knows two forms', async () => {
    expect(await run(['render', map, '-o', 'map.gif'])).toMatchObject({ code: 2 });
  });
});
