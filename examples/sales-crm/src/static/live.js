// @ts-nocheck: a browser script, checked by the tests in a browser

/** Deadlines pass although nothing happens. */
const EVERY_MS = 60_000;

let running = false;
let again = false;

/** Shows what has changed without loading the page anew. */
export function listenToChanges() {
  const events = new EventSource('/events');
  let wasLost = false;
  setInterval(() => refresh(), EVERY_MS);
  events.onmessage = () => refresh();
  events.onerror = () => {
    wasLost = true;
  };
  events.onopen = () => {
    if (wasLost) void refresh();
    wasLost = false;
  };
}

/** Fetches the page again and replaces the parts that differ; `pressed` is replaced although something was typed in it. */
export async function refresh(pressed) {
  if (running && pressed === undefined) {
    again = true;
    return;
  }
  running = true;
  try {
    const response = await fetch(location.href, { headers: { accept: 'text/html' } });
    if (response.ok)
      replaceParts(new DOMParser().parseFromString(await response.text(), 'text/html'), pressed);
  } catch {
    // The stream of events says when the CRM answers again.
  } finally {
    running = false;
  }
  if (again) {
    again = false;
    await refresh();
  }
}

function replaceParts(fresh, pressed) {
  for (const part of document.querySelectorAll('[data-live]')) {
    const other = fresh.getElementById(part.id);
    if (!other || (part.fresh ?? part.innerHTML) === other.innerHTML) continue;
    if (part.id !== pressed && isInUse(part)) offerReload(part);
    else replace(part, other);
  }
}

/** Where somebody writes, nothing is replaced under their hands. */
function isInUse(part) {
  return part.querySelector('[data-dirty], .refusal:not([hidden]), output:not(:empty)') !== null;
}

function replace(part, other) {
  const before = places(part);
  const open = [...part.querySelectorAll('details[open] > summary')].map((summary) => summary.textContent);
  const html = other.innerHTML;
  part.innerHTML = html;
  // What the browser makes of it may read differently, so the server's text is what is compared.
  part.fresh = html;
  for (const summary of part.querySelectorAll('details > summary')) {
    if (open.includes(summary.textContent)) summary.parentElement.open = true;
  }
  move(part, before);
}

function offerReload(part) {
  if (part.previousElementSibling?.classList.contains('changed')) return;
  const { changed, reload } = document.body.dataset;
  const button = Object.assign(document.createElement('button'), { textContent: reload });
  button.onclick = () => {
    button.parentElement.remove();
    for (const form of part.querySelectorAll('form')) form.reset();
    void refresh(part.id);
  };
  const strip = Object.assign(document.createElement('p'), {
    className: 'changed',
    textContent: `${changed} `,
  });
  strip.append(button);
  part.before(strip);
}

const places = (part) =>
  new Map(
    [...part.querySelectorAll('[data-key]')].map((card) => [card.dataset.key, card.getBoundingClientRect()]),
  );

/** Lets cards glide from where they were, so that one sees which have moved. */
function move(part, before) {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  for (const card of part.querySelectorAll('[data-key]')) {
    const from = before.get(card.dataset.key);
    const to = card.getBoundingClientRect();
    if (!from) card.classList.add('arrived');
    else if (!isCalm && (from.x !== to.x || from.y !== to.y)) {
      const translate = `${from.x - to.x}px ${from.y - to.y}px`;
      if (from.x !== to.x) card.classList.add('arrived');
      card.animate([{ translate }, { translate: '0 0' }], { duration: 500, easing: 'ease-in-out' });
    }
  }
}
