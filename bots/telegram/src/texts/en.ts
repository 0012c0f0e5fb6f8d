import { counted } from './plural.js';
import { span } from './span.js';
import type { EndingWords, Words } from './words.js';

const by = ({ who, when }: EndingWords): string => (who === null ? when : `${who}, ${when}`);
const byAt = ({ who, when }: EndingWords): string => (who === null ? `at ${when}` : `by ${who} at ${when}`);
const tasks = (n: number): string => counted('en', n, { one: 'task', other: 'tasks' });

export const en: Words = {
  locale: 'en',
  buttons: {
    complete: 'Complete',
    take: 'Take',
    giveBack: 'Give back',
    history: 'History',
    map: 'Map',
    handOver: 'Hand over',
    openInCrm: 'Open in CRM',
    deal: 'Deal',
    open: 'Open',
    back: '‹ Back',
    yes: 'Yes',
    withComment: 'Add a comment',
    search: 'Search by name',
    terminate: 'Early termination',
    previous: '‹',
    next: '›',
    today: (count) => `Today ${count}`,
    overdue: (count) => `Overdue ${count}`,
    all: (count) => `All ${count}`,
  },
  help: 'I bring your tasks and take their results.',
  commands: {
    tasks: 'your open tasks, overdue first',
    cancel: 'take back a question of mine',
    unlink: 'stop getting tasks here',
    help: 'this text',
  },
  linking: {
    greeting: (name) => `Hello, ${name}! Your tasks come here from now on.`,
    openTasks: (count) => `You have ${counted('en', count, { one: 'open task', other: 'open tasks' })}:`,
    noTasks: 'You have no open tasks.',
    waitForCrm: 'Almost done: go back to the CRM and confirm that this is your account.',
    codeWrong: 'This code is not known. Ask the CRM for a new link.',
    codeExpired: 'This code has expired: it lives 15 minutes. Ask the CRM for a new link.',
    codeUsed: 'This code has been used already. Ask the CRM for a new link.',
    accountTaken: 'This Telegram account belongs to another person. Unlink it first: /unlink.',
    personUnknown: 'The CRM does not know the person of this code any more. Ask your administrator.',
    personInactive: 'Your account in the CRM is switched off. Ask your administrator.',
    tooManyTries: 'Too many wrong codes. Try again in 15 minutes.',
    howToLink: 'To get your tasks here, open your profile in the CRM and follow the link to Telegram.',
    linked: (name) => `You are linked as ${name}. /tasks shows your tasks.`,
    unlinked: 'Done: this account is unlinked. Your tasks stay in the CRM.',
    notLinked:
      'This account is not linked to the CRM. Open your profile there and follow the link to Telegram.',
    privateOnly: 'Write to me in a private chat, please.',
  },
  card: {
    newTask: 'New task',
    offered: 'Task to take',
    dealGone: 'The deal is no longer in the CRM.',
    stage: (title) => `Stage: ${title}`,
    deal: (title) => `Deal: ${title}`,
    client: (name) => `Client: ${name}`,
    amount: (sum) => `Sum: ${sum}`,
    deadline: (text) => `Deadline: ${text}`,
    overdueBy: (late) => `overdue by ${late}`,
    noDeadline: 'No deadline',
    toDo: 'What to do:',
    checklist: 'Checklist:',
    optional: 'optional',
    fields: (names) => `Fill in the deal: ${names}`,
    assignee: (name) => `Assignee: ${name}`,
    responsible: (name) => `Responsible: ${name}`,
    nobody: 'nobody',
    openTasks: 'Open tasks:',
    system: 'the system',
  },
  ended: {
    completed: (result, ending) => `✅ ${result ?? 'Completed'}: ${by(ending)}`,
    handedOver: (to, ending) => `↪️ Handed over${to === null ? '' : ` to ${to}`}: ${by(ending)}`,
    withdrawn: (when) => `⛔ No longer needed: ${when}`,
    taken: (who) => (who === null ? '🔒 Taken' : `🔒 Taken by ${who}`),
    alreadyCompleted: (result, ending) =>
      `Already completed ${byAt(ending)}${result === null ? '' : `: ${result}`}`,
  },
  toasts: {
    completed: (result) => `✅ ${result ?? 'Completed'}`,
    stepDone: '☑ Done',
    taken: 'The task is yours',
    givenBack: 'The task is given back',
    handedOver: (to) => `Handed over to ${to}`,
    terminated: 'The process is terminated',
    buttonOld: 'This button is too old. Send /tasks to see your tasks.',
    notYours: 'This card is not yours.',
    working: '⏳ Working on it…',
    failed: 'This did not work. An administrator has been told; the task is in the CRM.',
  },
  ask: {
    comment: (result) =>
      result === null ? 'Describe the result, please.' : `“${result}”: describe the result, please.`,
    step: (title) => `“${title}”: write what was done, please.`,
    reason: 'Why?',
    reasonText: (result) =>
      result === null ? 'Write the reason, please.' : `“${result}”: write the reason, please.`,
    sure: (result, reason) => `${result}${reason === null ? '' : `: ${reason}`}. Are you sure?`,
    toWhom: 'To whom?',
    nobodyToHand: 'There are no colleagues in your department. Search by name.',
    found: (query) => `Found for “${query}”:`,
    nobodyFound: (query) => `Nobody is called “${query}”.`,
    search: 'Write a part of the colleague’s name.',
    handOver: (name) => `Hand the task over to ${name}?`,
    handOverComment: (name) => `Write a comment for ${name}.`,
    terminateReason: 'Early termination: why?',
    terminate: (deal, reason) => `Terminate the process of “${deal}”: ${reason}. Are you sure?`,
    terminateReasonText: 'Early termination: write the reason, please.',
    terminateComment: 'Write a comment to the early termination.',
    field: 'Your answer',
    howToCancel: '/cancel to leave it',
    cancelled: 'Cancelled.',
    nothingToCancel: 'There is nothing to cancel.',
    answerByReply: 'To answer my question, reply to its message. /cancel leaves it; /tasks shows your tasks.',
    textOnly: 'Please answer with a text.',
    tooLate: 'This question is no longer open. /tasks shows your tasks.',
  },
  list: {
    title: (filter) => ({ today: 'Tasks for today', overdue: 'Overdue tasks', all: 'All tasks' })[filter],
    none: 'There are none.',
    page: (page, of) => `Page ${page} of ${of}`,
    restInCrm: 'The rest is in the CRM.',
  },
  mapTooLarge: 'The route map is too large for a picture. Open it in the CRM.',
  history: {
    title: (task) => `History: ${task}`,
    none: 'Nothing has happened yet.',
    completed: (task, result, ending) => `${task}: ${result ?? 'completed'} (${by(ending)})`,
    handedOver: (task, to, ending) => `${task}: handed over${to === null ? '' : ` to ${to}`} (${by(ending)})`,
    withdrawn: (task, when) => `${task}: no longer needed (${when})`,
    assigned: (task, who, when) => `${task}: with ${who} since ${when}`,
  },
  notices: {
    task: (deal) => `You have a task on deal ${deal}. It is in the CRM.`,
    taskClosed: (task) => `The task “${task}” is closed: nothing more to do.`,
    taskHandedOver: (task, to) => `The task “${task}” was handed over${to === null ? '' : ` to ${to}`}.`,
    taskUnassigned: (task) => `⚠️ Nobody fits the task “${task}”. Give it to somebody.`,
    processEnded: (deal, outcome, reason) =>
      `🏁 The process of “${deal}” has ended${
        outcome === null ? '' : outcome === 'success' ? ': success' : ': failure'
      }${reason === null ? '' : ` (${reason})`}.`,
    stageBypassed: ({ deal, from, to, who, reverted }) =>
      `⚠️ The stage of “${deal}” was changed by hand, past its process: ${from} → ${to}${
        who === null ? '' : `, by ${who}`
      }. ${reverted ? 'It is being put back.' : 'Look at the incident.'}`,
    reminder: (late) => `⏰ Overdue by ${late}`,
    reminderAhead: (left) => `⏰ Deadline in ${left}`,
    lateWithOther: (who, late) => `⏰ ${who} is late by ${late}`,
    digest: (total) => `⏰ Overdue: ${tasks(total)}`,
    digestMore: (more) => `…and ${tasks(more)} more`,
  },
  time: {
    span: (ms) =>
      span('en', ms, {
        minute: { one: 'minute', other: 'minutes' },
        hour: { one: 'hour', other: 'hours' },
        day: { one: 'day', other: 'days' },
      }),
    ahead: (text) => `in ${text}`,
  },
};
