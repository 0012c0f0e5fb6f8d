import { diagnosticText, type Engine, type Locale, type RouteMap } from '@dealroute/core';
import { contractApproval } from './contract-approval.js';
import { sale } from './sale.js';
import { shipment } from './shipment.js';

/** Called maps first. */
const MAPS: readonly RouteMap[] = [contractApproval, shipment, sale];

/**
 * Brings the maps and triggers of this CRM into the engine. What has not changed since the last start stays as it is,
 * so processes that run keep their versions.
 */
export async function deployMaps(engine: Engine, locale: Locale): Promise<void> {
  for (const map of MAPS) {
    const deployed = await engine.deployMap({ map, actor: null, activate: true });
    if (deployed.ok) continue;
    const { rejection } = deployed;
    const why =
      rejection.code === 'MAP_HAS_ERRORS'
        ? rejection.diagnostics.map((one) => diagnosticText(one, locale)).join('; ')
        : rejection.code;
    throw new Error(`The map ${map.key} cannot be activated: ${why}. Correct it in src/maps.`);
  }
  await engine.putTrigger({ key: 'new-deals', event: 'dealCreated', map: sale.key }, null);
  const condition = 'deal.fields.shipment == "ordered"';
  await engine.putTrigger(
    { key: 'ordered-shipments', event: 'dealChanged', condition, map: shipment.key },
    null,
  );
}
