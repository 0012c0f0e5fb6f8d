// @ts-nocheck: a browser script, checked by the tests in a browser
export const setup = JSON.parse(document.getElementById('setup').textContent);
export const words = setup.texts;

/** An element with properties (`className`, `onclick`), attributes (`'aria-label'`) and children. */
export function element(tag, properties = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties)) {
    if (value === undefined || value === false) continue;
    if (name in made && !name.startsWith('aria-')) made[name] = value;
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== null && child !== false));
  return made;
}

const shapes = {
  send: 'M3 11.5 21 3l-5.5 18-4-7.5zM11.5 13.5 21 3',
  reply: 'M10 5 3 11l7 6v-4c5 0 8 1.5 11 5-1-7-5-9.5-11-9.5z',
  commands: 'M9 20 15 4',
  close: 'm6 6 12 12M18 6 6 18',
  block: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M6 6l12 12',
  unblock: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12.5l3 3 5-6',
  down: 'm6 9 6 6 6-6',
  link: 'M8 16 17 7M10 7h7v7',
  file: 'M6 3h8l4 4v14H6zM14 3v4h4',
};

export function icon(name) {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', shapes[name]);
  svg.append(path);
  return svg;
}

/** A round button with an icon and a name for those who do not see it. */
export function iconButton(name, label, onclick, className = '') {
  const properties = { type: 'button', className: `round ${className}`, title: label, 'aria-label': label };
  return element('button', { ...properties, onclick }, icon(name));
}

export function clockTime(seconds) {
  return new Date(seconds * 1000).toLocaleTimeString(setup.language, {
    timeStyle: 'short',
    hourCycle: 'h23',
  });
}

export function dayOf(seconds) {
  const date = new Date(seconds * 1000);
  if (date.toDateString() === new Date().toDateString()) return words.today;
  return date.toLocaleDateString(setup.language, { day: 'numeric', month: 'long' });
}
