import { describe, expect, it } from 'vitest';
import { fixture, run, template } from '../support/run.js';

const play = (lines: readonly string[], ...more: string[]) =>
  run(['simulate', fixture('call-back.yaml'), '--calendar', 'ru', '--start', '2026-04-30T16:40', ...more], {
    input: lines.map((line) => `${line}\n`).join(''),
  });

describe('dealroute simulate', () => {
  it('plays a map to its end', async () => {
    const { code, out } = await play(['1']);
    expect(code).toBe(0);
    expect(out).toContain('Call the client (you), due 2026-05-04T16:40');
    expect(out).toContain('Action: sendBill');
    expect(out).toContain('Stage: won');
    expect(out).toContain('The process ended: success.');
  });

  it('takes results by number, key or title, and asks for what a refusal says is missing', async () => {
    for (const result of ['3', 'refused', 'REFUSED']) {
      const { code, out } = await play([result, 'They buy elsewhere', 'price', '--json'], '--json');
      expect(code).toBe(0);
      expect(JSON.parse(out)).toEqual({
        status: 'ended',
        outcome: 'failure',
        lossReason: 'price',
        stage: 'lost',
      });
    }
  });

  it('lets time pass, so that tasks become overdue and timers fire', async () => {
    const { out } = await play([':pass P5D', 'later', ':pass', '1']);
    expect(out).toContain('overdue');
    expect(out).toMatch(/The process waits until 2026-05-06T16:40/);
    expect(out).toContain('Time passed: it is 2026-05-06T16:40.');
    expect(out).toContain('The process ended: success.');
  });

  it('says what no answer is, and asks again', async () => {
    const { code, err } = await play(['9', ':pass never', ':pass', '1']);
    expect(code).toBe(0);
    expect(err).toContain('"9" is none of these.');
    expect(err).toContain('"never" is no time limit');
    expect(err).toContain('No timer waits.');
  });

  it('leaves the process when told, and says no when the answers end before it', async () => {
    expect(await play([':quit'])).toMatchObject({ code: 0, out: expect.stringContaining('left as it is') });
    expect(await play([])).toMatchObject({ code: 1, out: expect.stringContaining('The input ended') });
  });

  it('fills in fields, does checklists and plays called maps', async () => {
    const files = ['b2b-sale', 'contract-approval', 'shipment'].map(template);
    const input = `${['1', '1', 'pipes', 'the director', ':quit'].join('\n')}\n`;
    const { out } = await run(['simulate', ...files, '--field', 'amount=100', '--lang', 'ru'], { input });
    expect(out).toContain('Поле интереса need:');
    expect(out).toContain('Состояние: offer');
  });

  it('refuses a map that is not sound', async () => {
    const { code, err } = await run(['simulate', fixture('stuck.yaml')]);
    expect(code).toBe(1);
    expect(err).toContain('is not sound');
  });
});
