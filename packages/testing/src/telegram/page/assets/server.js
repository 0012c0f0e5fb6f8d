// @ts-nocheck: a browser script, checked by the tests in a browser
/** Lets a person do something; throws an Error with the server's sentence when it cannot be done. */
export async function act(personId, what, fields = {}) {
  const response = await fetch(`people/${personId}/${what}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(fields),
  });
  if (!response.ok) throw new Error(await response.text());
}

/** Listens to the server for as long as the page is open; `handlers` are by the name of the event. */
export function listen(handlers, onConnection) {
  const source = new EventSource('events');
  source.onopen = () => onConnection(true);
  source.onerror = () => onConnection(false);
  for (const [name, handle] of Object.entries(handlers)) {
    source.addEventListener(name, (event) => handle(JSON.parse(event.data)));
  }
}
