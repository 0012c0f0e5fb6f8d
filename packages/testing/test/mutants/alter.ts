/** The adapter with some of its methods replaced: everything else still works as before. */
export function alter<T extends object>(adapter: T, replaced: Partial<T>): T {
  return new Proxy(adapter, {
    get: (target, name) => {
      if (name in replaced) return Reflect.get(replaced, name);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}
