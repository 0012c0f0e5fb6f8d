// @ts-nocheck: a browser script, checked by the tests in a browser
import { refresh } from './live.js';

/** Sends forms without leaving the page; a refusal stands where it was pressed. */
export function listenToForms() {
  document.addEventListener('submit', (event) => {
    const { target: form, submitter } = event;
    if (form.method !== 'post') return;
    event.preventDefault();
    if (submitter?.dataset.confirm && !confirm(submitter.dataset.confirm)) return;
    void press(form, submitter);
  });
  document.addEventListener('change', ({ target }) => {
    if ('submit' in target.dataset) target.form.requestSubmit();
  });
  document.addEventListener('input', ({ target }) => {
    if (target.form?.method === 'post') target.form.dataset.dirty = '';
  });
}

async function press(form, submitter) {
  if (form.dataset.busy !== undefined) return;
  form.dataset.busy = '';
  const body = new FormData(form, submitter);
  try {
    const response = await fetch(form.action, {
      method: 'POST',
      headers: { accept: 'application/json' },
      body: new URLSearchParams(body),
    });
    await show(form, await response.json());
  } catch {
    say(form, document.documentElement.lang === 'en' ? 'The CRM does not answer.' : 'CRM не отвечает.');
  } finally {
    delete form.dataset.busy;
  }
}

async function show(form, answer) {
  if (!answer.ok) return say(form, answer.text);
  say(form, '');
  delete form.dataset.dirty;
  if (answer.go === 'reload') location.reload();
  else if (answer.go) location.href = answer.go;
  else if (answer.text) form.querySelector('output').textContent = answer.text;
  else await refresh(form.closest('[data-live]')?.id);
}

function say(form, text) {
  const place = form.querySelector('.refusal');
  if (!place) return;
  place.textContent = text;
  place.hidden = text === '';
}
