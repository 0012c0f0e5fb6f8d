// @ts-nocheck: a browser script, checked by the tests in a browser
import { element, words } from './dom.js';

const SHOWN_MS = 4000;

/** Toasts, which go by themselves, and alerts, which are closed. */
export class Notices {
  element = element('div', { className: 'notices', role: 'status', 'aria-live': 'polite' });

  show(text, isAlert) {
    if (isAlert) return this.#alert(text);
    const toast = element('p', { className: 'toast' }, text);
    this.element.append(toast);
    setTimeout(() => toast.remove(), SHOWN_MS);
  }

  #alert(text) {
    const before = document.activeElement;
    const close = () => {
      box.remove();
      before?.focus?.();
    };
    const button = element('button', { type: 'button', onclick: close }, words.close);
    const box = element(
      'div',
      { className: 'alert', role: 'alertdialog', 'aria-label': text },
      element('p', {}, text),
      button,
    );
    box.onkeydown = (event) => {
      if (event.key === 'Escape') close();
    };
    this.element.append(box);
    button.focus();
  }
}
