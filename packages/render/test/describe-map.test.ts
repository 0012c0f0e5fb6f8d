import { expect, it } from 'vitest';
import { describeMap } from '../src/index.js';
import { playSale, playToApproval } from './support/play-sale.js';
import { sale } from './support/sale.js';

it('says which map it is', () => {
  expect(describeMap(sale, { locale: 'ru' })).toBe('Карта маршрута: Продажа компании.');
});

it('says where the process stands, and until when', async () => {
  const process = await (await playSale()).shown();
  expect(describeMap(sale, { locale: 'en', process, timeZone: 'Europe/Moscow' })).toBe(
    'Route map: Sale to a company. The process is running. Current: Call and find out the need (due 3 Mar, 12:00).',
  );
});

it('leaves out a join that only waits for other branches', async () => {
  const process = await (await playToApproval()).shown();
  expect(describeMap(sale, { locale: 'en', process })).toBe(
    'Route map: Sale to a company. The process is running. Current: Get the contract approved.',
  );
});
