import { describe, expect, it } from 'vitest';
import { fixture, run, template } from '../support/run.js';

describe('dealroute validate', () => {
  it('finds every template sound, called maps among the files', async () => {
    const keys = ['b2b-sale', 'retail-sale', 'contract-approval', 'shipment', 'complaint'];
    const { code, out } = await run(['validate', ...keys.map(template)]);
    expect(code).toBe(0);
    expect(out.match(/: sound/g)).toHaveLength(5);
  });

  it('says that a called map is missing, and how to give it', async () => {
    const { code, out } = await run(['validate', template('b2b-sale')]);
    expect(code).toBe(1);
    expect(out).toContain('calls the map "contract-approval"');
    expect(out).toContain('Give the file of the called map');
  });

  it('B26: shows the shortest path to what is not sound, in the words of the map', async () => {
    const { code, out } = await run(['validate', fixture('stuck.yaml')]);
    expect(code).toBe(1);
    expect(out).toContain('1 error');
    expect(out).toMatch(/path: .*Ask → Yes .*Stop/);
  });

  it('gives findings to machines with rule, severity, node, message, remedy and path', async () => {
    const { code, out } = await run(['validate', fixture('stuck.yaml'), '--json']);
    const { ok, files } = JSON.parse(out);
    expect([code, ok, files[0].ok, files[0].key]).toEqual([1, false, false, 'stuck']);
    const [finding] = files[0].findings;
    expect(finding).toMatchObject({ severity: 'error', node: 'meet', flow: null });
    expect(finding.message).toContain(finding.remedy);
    expect(finding.remedy.length).toBeGreaterThan(10);
    expect(finding.path).toEqual(expect.arrayContaining(['Ask', 'Yes', 'Right', 'Stop']));
  });

  it('speaks Russian when asked', async () => {
    const { out } = await run(['validate', fixture('stuck.yaml'), '--lang', 'ru']);
    expect(out).toContain('1 ошибка');
    expect(out).toContain('путь: ');
  });

  it('names line, column and the word that was meant of a wrong key', async () => {
    const { code, out } = await run(['validate', fixture('mistyped.yaml')]);
    expect(code).toBe(1);
    expect(out).toContain('line 3, column 1');
    expect(out).toContain('The key "titel" means nothing here. Did you mean "title"?');
  });

  it('names the place of broken JSON', async () => {
    const { code, out } = await run(['validate', fixture('broken-json.txt')]);
    expect(code).toBe(1);
    expect(out).toMatch(/line 3, column \d+\n {4}This is not well-formed/);
  });

  it('lets warnings pass', async () => {
    const { code, out } = await run(['validate', fixture('warned.yaml'), '--json']);
    const { files } = JSON.parse(out);
    expect(code).toBe(0);
    expect(files[0].findings.map(({ severity }: { severity: string }) => severity)).toEqual(['warning']);
  });

  it('refuses two files with one key', async () => {
    const { code, err } = await run(['validate', fixture('call-back.yaml'), fixture('call-back.yaml')]);
    expect(code).toBe(2);
    expect(err).toContain('Several files hold the route map "call-back"');
  });

  it('says of a file that is missing, in one sentence', async () => {
    const { code, out, err } = await run(['validate', 'nowhere.yaml']);
    expect([code, out, err]).toEqual([3, '', 'There is no file nowhere.yaml.\n']);
  });
});
