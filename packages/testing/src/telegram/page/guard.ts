import type { IncomingMessage } from 'node:http';

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];
const loopbackAddresses = ['127.0.0.1', '::1', '::ffff:127.0.0.1'];

/**
 * Says why a request must not play people, or undefined. The page acts for anyone, so it serves this machine only; the
 * Host header keeps out sites whose name was rebound to it, the Origin header other sites' forms.
 */
export function whyForbidden(request: IncomingMessage): string | undefined {
  const { host = '', origin } = request.headers;
  if (!loopbackAddresses.includes(request.socket.remoteAddress ?? ''))
    return 'This page is for its own machine only.';
  const own = URL.canParse(`http://${host}`) ? new URL(`http://${host}`) : undefined;
  if (!own || !loopbackNames.includes(own.hostname)) return 'Open this page as localhost or 127.0.0.1.';
  if (origin !== undefined && (!URL.canParse(origin) || new URL(origin).host !== own.host)) {
    return 'This request comes from another site.';
  }
  return undefined;
}
