import type { UserId } from '@dealroute/core';

/** One press of somebody in the past. */
export interface Act {
  /** Working hours after the press before it. */
  readonly after: number;
  /** The node whose task is completed. */
  readonly node: string;
  readonly result?: string;
  readonly comment?: string;
  readonly lossReason?: string;
  /** Only these steps of the checklist are done, and the task stays open. */
  readonly stepsOnly?: readonly string[];
  /** The task is handed to this person instead of being completed. */
  readonly handTo?: UserId;
}

/** A deal, and what people have done about it. */
export interface DealStory {
  readonly title: readonly [ru: string, en: string];
  /** Place in the list of clients, from 1. */
  readonly client: number;
  readonly amount: number;
  readonly responsible: UserId;
  /** Working hours before the first start of the CRM. */
  readonly hoursAgo: number;
  readonly acts: readonly Act[];
  /** The contract's number, filled in before the contract is signed. */
  readonly contract?: string;
  readonly shipment?: 'ordered';
  /** Stopped before its end, working hours after the last act. */
  readonly terminated?: { readonly after: number; readonly lossReason: string; readonly comment: string };
  /** A deal of before Dealroute: no process drives it. */
  readonly free?: boolean;
}

const qualified = { after: 3, node: 'qualify', result: 'fits' } as const;
const offered = { after: 9, node: 'offer' } as const;
const agreed = { after: 10, node: 'negotiate', result: 'agreed' } as const;
const reserved = { after: 3, node: 'reserve' } as const;
const approved = { after: 4, node: 'check', result: 'approved' } as const;
const signed = { after: 6, node: 'sign' } as const;

export const dealStories: readonly DealStory[] = [
  {
    ...{ title: ['Вентиляция для старого корпуса', 'Ventilation for the old building'], client: 10 },
    ...{ amount: 310_000, responsible: 'petrov', hoursAgo: 200, acts: [], free: true },
  },
  {
    ...{ title: ['Котлы для двух цехов', 'Boilers for two workshops'], client: 4 },
    ...{ amount: 1_850_000, responsible: 'ivanova', hoursAgo: 100, contract: 'Д-0141' },
    acts: [
      qualified,
      offered,
      agreed,
      approved,
      reserved,
      signed,
      { after: 12, node: 'payment', result: 'paid', comment: 'Оплатили полностью, благодарят за скорость' },
    ],
  },
  {
    ...{ title: ['Тепловые завесы на склад', 'Air curtains for the warehouse'], client: 7 },
    ...{ amount: 420_000, responsible: 'smirnova', hoursAgo: 80 },
    acts: [
      qualified,
      offered,
      {
        ...{ after: 12, node: 'negotiate', result: 'refused', lossReason: 'price' },
        comment: 'Нашли на 15 % дешевле, торговаться не стали',
      },
    ],
  },
  {
    ...{ title: ['Печи для новой линии', 'Ovens for the new line'], client: 8 },
    ...{ amount: 960_000, responsible: 'petrov', hoursAgo: 90, acts: [qualified] },
    terminated: {
      after: 70,
      lossReason: 'silent',
      comment: 'Две недели не берут трубку и не отвечают на письма',
    },
  },
  {
    ...{ title: ['Чиллеры для лаборатории', 'Chillers for the laboratory'], client: 6 },
    ...{ amount: 2_400_000, responsible: 'ivanova', hoursAgo: 38, contract: 'Д-0147', shipment: 'ordered' },
    acts: [qualified, offered, agreed, approved, reserved, signed],
  },
  {
    ...{ title: ['Климат для офисов технопарка', 'Climate control for offices'], client: 2 },
    ...{ amount: 3_700_000, responsible: 'smirnova', hoursAgo: 40 },
    acts: [qualified, offered, agreed, approved],
  },
  {
    ...{ title: ['Сушильные камеры', 'Drying chambers'], client: 3 },
    ...{ amount: 5_200_000, responsible: 'petrov', hoursAgo: 44 },
    acts: [
      qualified,
      offered,
      { after: 6, node: 'negotiate', result: 'revise', comment: 'Просят рассрочку на полгода' },
      offered,
      agreed,
      reserved,
    ],
  },
  {
    ...{ title: ['Кондиционеры в номера', 'Air conditioners for the rooms'], client: 9 },
    ...{ amount: 780_000, responsible: 'ivanova', hoursAgo: 40, acts: [qualified, offered] },
  },
  {
    ...{ title: ['Обогрев стройплощадки', 'Heating of a building site'], client: 5 },
    ...{ amount: 640_000, responsible: 'smirnova', hoursAgo: 10 },
    acts: [
      { after: 2, node: 'qualify', handTo: 'petrov', comment: 'Дмитрий уже работал с этим клиентом' },
      qualified,
    ],
  },
  {
    ...{ title: ['Увлажнители для цеха', 'Humidifiers for the workshop'], client: 4 },
    ...{ amount: 275_000, responsible: 'ivanova', hoursAgo: 8 },
    acts: [qualified, { after: 2, node: 'offer', stepsOnly: ['calculate'] }],
  },
  {
    ...{ title: ['Насосная станция', 'Pumping station'], client: 1 },
    ...{ amount: 1_120_000, responsible: 'petrov', hoursAgo: 11, acts: [] },
  },
  {
    ...{ title: ['Рекуператоры для классов', 'Heat recovery for classrooms'], client: 10 },
    ...{ amount: 530_000, responsible: 'ivanova', hoursAgo: 0, acts: [] },
  },
];
