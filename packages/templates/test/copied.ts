import { type Engine, workingHours } from '@dealroute/core';
import { template } from '@dealroute/templates';

/** Your own sale: the template with your pipeline, your limit, and more time for the first call. */
export async function deploySale(engine: Engine) {
  const sale = template('b2b-sale');
  const nodes = sale.nodes.map((node) =>
    node.id === 'contact' && node.kind === 'userTask' ? { ...node, timeLimit: workingHours(6) } : node,
  );
  const ours = {
    ...sale,
    key: 'our-sale',
    pipeline: 'ours',
    variables: { largeAmount: 500, freeDiscount: 3 },
    nodes,
  };
  await engine.deployMap({ map: template('contract-approval'), actor: null, activate: true });
  return engine.deployMap({ map: ours, actor: null, activate: true });
}
