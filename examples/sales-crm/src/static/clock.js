// @ts-nocheck: a browser script, checked by the tests in a browser

const MINUTE = 60_000;
const loaded = performance.now();

/** Keeps the business time that the page shows running. */
export function showTime() {
  setInterval(() => {
    for (const time of document.querySelectorAll('time.now')) draw(time);
  }, MINUTE / 4);
}

function draw(time) {
  time.dataset.seen ??= String(performance.now());
  const passed = performance.now() - Number(time.dataset.seen ?? loaded);
  time.textContent = new Intl.DateTimeFormat(time.dataset.locale === 'en' ? 'en-GB' : 'ru-RU', {
    timeZone: 'Europe/Moscow',
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(Number(time.dataset.now) + passed);
}
