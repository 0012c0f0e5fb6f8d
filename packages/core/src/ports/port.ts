/**
 * The token of a port: names the interface `T` where adapters are bound and asked for. Tokens are global symbols, so
 * two copies of a package mean the same port.
 */
export type Port<T> = symbol & { readonly adapter?: T };

export function port<T>(name: string): Port<T> {
  return Symbol.for(`dealroute.port.${name}`) as Port<T>;
}

/** The name of a port for messages, such as `ProcessStore`. */
export function portName(token: Port<unknown>): string {
  return (token.description ?? '').replace('dealroute.port.', '');
}
