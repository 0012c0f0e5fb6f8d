import { badRequest } from '../refusal.js';
import type { Method } from './method.js';

export const receiving: Readonly<Record<string, Method>> = {
  getMe: ({ world }) => ({
    ...world.bot,
    can_join_groups: true,
    can_read_all_group_messages: false,
    supports_inline_queries: false,
    can_connect_to_business: false,
    has_main_web_app: false,
  }),

  getUpdates: ({ world, connection, parameters, gone }) => {
    const limit = parameters.integer('limit') ?? 100;
    world.updates.allow(parameters.structure<string[]>('allowed_updates'));
    const offset = parameters.integer('offset') ?? 0;
    if (offset !== 0 && !connection.webhook) world.updates.confirm(offset);
    return connection.getUpdates({
      limit: limit >= 1 && limit <= 100 ? limit : 100,
      timeoutSeconds: parameters.integer('timeout') ?? 0,
      gone,
    });
  },

  setWebhook: (call) => {
    const { world, connection, parameters } = call;
    const secret = parameters.text('secret_token');
    if (secret !== undefined && !/^[A-Za-z0-9_-]{1,256}$/.test(secret)) {
      throw badRequest('secret token contains unallowed characters');
    }
    const url = parameters.text('url') ?? '';
    world.updates.allow(parameters.structure<string[]>('allowed_updates'));
    if (parameters.flag('drop_pending_updates')) world.updates.clear();
    if (url === '') connection.deleteWebhook();
    else connection.setWebhook({ url, secret, maxConnections: parameters.integer('max_connections') ?? 40 });
    return true;
  },

  deleteWebhook: ({ world, connection, parameters }) => {
    if (parameters.flag('drop_pending_updates')) world.updates.clear();
    connection.deleteWebhook();
    return true;
  },

  getWebhookInfo: ({ world, connection: { webhook } }) => ({
    url: webhook?.settings.url ?? '',
    has_custom_certificate: false,
    pending_update_count: world.updates.pending.length,
    ...(webhook?.lastError
      ? { last_error_date: webhook.lastError.at, last_error_message: webhook.lastError.message }
      : {}),
    ...(webhook ? { max_connections: webhook.settings.maxConnections } : {}),
    ...(world.updates.allowed ? { allowed_updates: world.updates.allowed } : {}),
  }),
};
