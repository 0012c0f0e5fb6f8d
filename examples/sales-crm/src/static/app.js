// @ts-nocheck: a browser script, checked by the tests in a browser
import { showTime } from './clock.js';
import { listenToForms } from './forms.js';
import { listenToChanges } from './live.js';

listenToForms();
listenToChanges();
showTime();
