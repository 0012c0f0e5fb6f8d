import type { Walk } from './walk.js';

const b2bFields = {
  amount: 50_000,
  client: 'Vega',
  need: 'Boilers',
  decisionMaker: 'Smirnov',
  contractNo: '7',
};
const toNegotiation = ['contact reached', 'qualify fits', 'offer', 'negotiate agreed'];
const approved = ['draft', 'legal approved', 'finance approved'];

const b2b: Record<string, Omit<Walk, 'map'>> = {
  'a small deal is won without the head': {
    fields: b2bFields,
    steps: [...toNegotiation, ...approved, 'sign signed', 'reserve', 'invoice', 'payment paid'],
    ...{ ends: ['won'], outcome: 'success', stage: 'won' },
  },
  'a large deal takes every detour and is won': {
    fields: { ...b2bFields, amount: 1_000_000 },
    steps: [
      ...['contact no-answer', 'wait', 'contact reached', 'qualify later', 'wait', 'qualify fits'],
      ...['offer', 'approve-price change', 'offer', 'approve-price approved'],
      ...['negotiate thinking', 'wait', 'negotiate revise', 'revise', 'approve-concession change', 'revise'],
      ...[
        'approve-concession approved',
        'negotiate agreed',
        'reserve',
        ...approved,
        'sign signed',
        'invoice',
      ],
      ...['payment promised', 'wait', 'payment paid'],
    ],
    ...{ ends: ['won'], outcome: 'success', stage: 'won' },
  },
  'a small concession needs no approval, a larger discount does': {
    fields: b2bFields,
    steps: [
      ...['contact reached', 'qualify fits', 'offer', 'negotiate revise', 'fill discount 5', 'revise'],
      ...['negotiate revise', 'fill discount 5.5', 'revise', 'approve-concession approved'],
      'negotiate refused price',
    ],
    ...{ ends: ['lost'], outcome: 'failure', stage: 'lost', lossReason: 'price' },
  },
  'a client who is never reached is lost': {
    steps: ['contact unreachable'],
    ...{ ends: ['unreachable'], outcome: 'failure', stage: 'lost', lossReason: 'silent' },
  },
  'a client who does not fit is lost': {
    fields: b2bFields,
    steps: ['contact reached', 'qualify unfit unfit'],
    ...{ ends: ['lost'], outcome: 'failure', stage: 'lost', lossReason: 'unfit' },
  },
  'a rejected contract loses the deal and withdraws the reservation': {
    fields: b2bFields,
    steps: [...toNegotiation, 'draft', 'legal rejected', 'finance approved'],
    ...{ ends: ['unapproved'], outcome: 'failure', stage: 'lost', lossReason: 'contract' },
  },
  'a client who does not sign is lost': {
    fields: b2bFields,
    steps: [...toNegotiation, ...approved, 'sign refused competitor'],
    ...{ ends: ['lost'], outcome: 'failure', stage: 'lost', lossReason: 'competitor' },
  },
  'a client who does not pay is lost': {
    fields: b2bFields,
    steps: [...toNegotiation, ...approved, 'sign signed', 'reserve', 'invoice', 'payment unpaid'],
    ...{ ends: ['unpaid'], outcome: 'failure', stage: 'lost', lossReason: 'unpaid' },
  },
  'the head stops a deal in the middle of the approval': {
    fields: b2bFields,
    steps: [...toNegotiation, 'draft', 'terminate postponed'],
    ...{ ends: [], outcome: 'failure', stage: 'lost', lossReason: 'postponed' },
  },
};

const retailFields = { amount: 900, deliveryDate: '2026-03-20' };
const toPayment = ['answer reached', 'select chosen', 'order', 'payment paid', 'pack'];

const retail: Record<string, Omit<Walk, 'map'>> = {
  'goods in stock are sold, and the client is asked afterwards': {
    fields: retailFields,
    steps: [...toPayment, 'wait', 'deliver delivered', 'wait', 'feedback happy'],
    ...{ ends: ['won', 'asked'], outcome: 'success', stage: 'won' },
  },
  'goods out of stock are ordered, and everybody takes their time': {
    fields: retailFields,
    steps: [
      ...['fill inStock false', 'answer no-answer', 'wait', 'answer reached', 'select thinking', 'wait'],
      ...['select chosen', 'supply unavailable', 'select chosen', 'supply arrived', 'order', 'pack'],
      ...['payment waiting', 'wait', 'payment paid', 'wait', 'deliver delivered', 'wait', 'feedback unhappy'],
    ],
    ...{ ends: ['won', 'asked'], outcome: 'success', stage: 'won' },
  },
  'a client who cannot be asked afterwards has bought all the same': {
    fields: retailFields,
    steps: [...toPayment, 'wait', 'deliver delivered', 'wait', 'feedback no-answer'],
    ...{ ends: ['won', 'asked'], outcome: 'success', stage: 'won' },
  },
  'a client who is never reached is lost': {
    steps: ['answer unreachable'],
    ...{ ends: ['unreachable'], outcome: 'failure', stage: 'lost', lossReason: 'silent' },
  },
  'a client who refuses says why': {
    steps: ['answer reached', 'select refused elsewhere'],
    ...{ ends: ['lost'], outcome: 'failure', stage: 'lost', lossReason: 'elsewhere' },
  },
  'an unpaid order is lost, and its packing is withdrawn': {
    fields: retailFields,
    steps: ['answer reached', 'select chosen', 'order', 'payment unpaid'],
    ...{ ends: ['unpaid'], outcome: 'failure', stage: 'lost', lossReason: 'unpaid' },
  },
  'goods that are not accepted are a loss': {
    fields: retailFields,
    steps: [...toPayment, 'wait', 'deliver returned quality'],
    ...{ ends: ['lost'], outcome: 'failure', stage: 'lost', lossReason: 'quality' },
  },
  'the head stops a sale that waits for its delivery': {
    fields: retailFields,
    steps: [...toPayment, 'terminate price'],
    ...{ ends: [], outcome: 'failure', stage: 'lost', lossReason: 'price' },
  },
};

const small = { amount: 100 };
const large = { amount: 3_000_000 };

const contract: Record<string, Omit<Walk, 'map'>> = {
  'a small contract is approved by two': {
    fields: small,
    steps: approved,
    ...{ ends: ['approved'], outcome: 'success' },
  },
  'a large contract comes back three times before the director approves it': {
    fields: large,
    steps: [
      ...['draft', 'legal change', 'finance approved', 'draft', 'finance change', 'legal approved'],
      ...[...approved, 'sign-off change', ...approved, 'sign-off approved'],
    ],
    ...{ ends: ['approved'], outcome: 'success' },
  },
  'the lawyer rejects, whatever the accountant wants changed': {
    fields: small,
    steps: ['draft', 'finance change', 'legal rejected'],
    ...{ ends: ['rejected'], outcome: 'failure', lossReason: 'terms' },
  },
  'the accountant rejects': {
    fields: small,
    steps: ['draft', 'legal approved', 'finance rejected'],
    ...{ ends: ['rejected'], outcome: 'failure', lossReason: 'terms' },
  },
  'the director rejects': {
    fields: large,
    steps: [...approved, 'sign-off rejected'],
    ...{ ends: ['rejected'], outcome: 'failure', lossReason: 'terms' },
  },
  'the head stops an approval that is no longer needed': {
    fields: small,
    steps: ['draft', 'terminate not-needed'],
    ...{ ends: [], outcome: 'failure', lossReason: 'not-needed' },
  },
};

const address = { address: 'Kazan' };
const shipped = ['pick picked', 'pack', 'papers', 'dispatch shipped', 'wait'];

const shipment: Record<string, Omit<Walk, 'map'>> = {
  'goods are picked, shipped and delivered': {
    fields: address,
    steps: [...shipped, 'confirm delivered'],
    ...{ ends: ['delivered'], outcome: 'success' },
  },
  'missing and damaged goods are picked again, and arrive late': {
    fields: address,
    steps: [
      ...['pick shortage', 'shortage wait', 'wait', 'pick shortage', 'shortage partly', 'papers', 'pack'],
      ...['dispatch damaged', ...shipped, 'confirm late', 'wait', 'confirm delivered'],
    ],
    ...{ ends: ['delivered'], outcome: 'success' },
  },
  'a client who does not wait cancels': {
    steps: ['pick shortage', 'shortage cancel too-late'],
    ...{ ends: ['cancelled'], outcome: 'failure', lossReason: 'too-late' },
  },
  'goods that are not accepted come back': {
    fields: address,
    steps: [...shipped, 'confirm returned wrong-goods'],
    ...{ ends: ['returned'], outcome: 'failure', lossReason: 'wrong-goods' },
  },
  'the head stops a shipment that is being packed': {
    fields: address,
    steps: ['pick picked', 'pack', 'terminate no-goods'],
    ...{ ends: [], outcome: 'failure', lossReason: 'no-goods' },
  },
};

const complained = { complaint: 'It leaks', compensation: 10_000 };

const complaint: Record<string, Omit<Walk, 'map'>> = {
  'a justified complaint is settled by the responsible': {
    fields: complained,
    steps: ['register', 'examine justified', 'propose', 'carry-out', 'check satisfied'],
    ...{ ends: ['resolved'], outcome: 'success' },
  },
  'a costly settlement needs the head, and a second attempt': {
    fields: { ...complained, compensation: 10_001 },
    steps: [
      ...['register', 'examine unclear', 'ask waiting', 'wait', 'ask answered', 'examine partly', 'propose'],
      ...['approve change', 'propose', 'approve approved', 'carry-out', 'check unsatisfied', 'propose'],
      ...['approve approved', 'carry-out', 'check satisfied'],
    ],
    ...{ ends: ['resolved'], outcome: 'success' },
  },
  'a refusal is disputed, and then accepted': {
    fields: complained,
    steps: [
      ...['register', 'examine unjustified', 'explain disputed', 'examine unjustified'],
      'explain accepted no-defect',
    ],
    ...{ ends: ['rejected'], outcome: 'failure', lossReason: 'no-defect' },
  },
  'a refusal turns into goodwill': {
    fields: complained,
    steps: [
      ...['register', 'examine unjustified', 'explain goodwill', 'propose', 'carry-out', 'check satisfied'],
    ],
    ...{ ends: ['resolved'], outcome: 'success' },
  },
  'a client who does not answer ends the complaint': {
    fields: complained,
    steps: ['register', 'examine unclear', 'ask silent'],
    ...{ ends: ['unanswered'], outcome: 'failure', lossReason: 'silent' },
  },
  'the head closes a complaint that was taken back': {
    fields: complained,
    steps: ['register', 'terminate withdrawn'],
    ...{ ends: [], outcome: 'failure', lossReason: 'withdrawn' },
  },
};

/** The walks of each template: together they take every flow and every result. */
export const walks = {
  'b2b-sale': b2b,
  'retail-sale': retail,
  'contract-approval': contract,
  shipment,
  complaint,
} as const;
